//! Operations.

use serde_json::{Map, Value, json};

use crate::model::{Body, Operation, Parameter, ParameterLocation};

use super::context::Context;
use super::{content, parameter, put, put_list, response, schema, servers};

/// An operation object that stands at `pointer`.
pub(super) fn write(operation: Operation, pointer: &str, context: &mut Context) -> Value {
    context.at(pointer, operation.span);
    let mut object = Map::new();
    put_list(&mut object, "tags", &operation.tags);
    put(&mut object, "summary", operation.summary.as_deref());
    put(&mut object, "description", operation.description.as_deref());
    object.insert("operationId".to_owned(), json!(operation.id));
    let (fragment, sent): (Vec<_>, Vec<_>) = operation
        .parameters
        .into_iter()
        .partition(|parameter| parameter.location == ParameterLocation::Fragment);
    for (key, parameters) in [("parameters", sent), ("x-fragment-parameters", fragment)] {
        if !parameters.is_empty() {
            let pointer = format!("{pointer}/{key}");
            let parameters = write_parameters(parameters, &pointer, context);
            object.insert(key.to_owned(), parameters);
        }
    }
    if let Some(body) = operation.request {
        let request = request_body(body, &format!("{pointer}/requestBody"), context);
        object.insert("requestBody".to_owned(), request);
    }
    if let Some(attributes) = &operation.request_attributes {
        let attributes = schema::write(attributes, context);
        object.insert("x-request-attributes".to_owned(), attributes);
    }
    object.insert(
        "responses".to_owned(),
        response::responses(operation.responses, pointer, context),
    );
    if !operation.security.is_empty() {
        let security = operation
            .security
            .iter()
            .map(|schemes| {
                let requirement = schemes.iter().map(|scheme| (scheme.clone(), json!([])));
                Value::Object(requirement.collect())
            })
            .collect();
        object.insert("security".to_owned(), security);
    }
    if !operation.servers.is_empty() {
        object.insert("servers".to_owned(), servers(&operation.servers));
    }
    put_list(&mut object, "x-relations", &operation.relations);
    put_list(&mut object, "x-request-names", &operation.request_names);
    put_list(
        &mut object,
        "x-request-media-types",
        &operation.request_media_types,
    );
    put_list(&mut object, "x-merged-actions", &operation.merged_actions);
    put(
        &mut object,
        "x-uri-template",
        operation.uri_template.as_deref(),
    );
    Value::Object(object)
}

fn write_parameters(parameters: Vec<Parameter>, pointer: &str, context: &mut Context) -> Value {
    parameters
        .into_iter()
        .enumerate()
        .map(|(index, parameter)| {
            context.at(format!("{pointer}/{index}"), parameter.span);
            parameter::write(parameter, context)
        })
        .collect()
}

fn request_body(body: Body, pointer: &str, context: &mut Context) -> Value {
    let mut request = Map::new();
    put(&mut request, "description", body.description.as_deref());
    // A request of which only the media type is said may well be empty.
    let is_shown =
        |content: &crate::model::Content| content.schema.is_some() || !content.examples.is_empty();
    let is_required = body.content.values().any(is_shown);
    request.insert(
        "content".to_owned(),
        content::write(body.content, pointer, context),
    );
    if is_required {
        request.insert("required".to_owned(), json!(true));
    }
    Value::Object(request)
}
