//! Path items and operations.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::model::schema::Shape;
use crate::model::{Api, Operation, Parameter, ParameterLocation, Response};

use super::components::ComponentNames;
use super::document::{Origins, pointer_step};
use super::{content, put, schema};

/// The paths object.
pub(super) fn paths(api: &Api, names: &ComponentNames, origins: &mut Origins) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in &api.operations {
        let path_pointer = format!("/paths/{}", pointer_step(&operation.path));
        let item = paths.entry(operation.path.clone()).or_insert_with(|| {
            let info = api.resources.get(&operation.path);
            origins.insert(
                path_pointer.clone(),
                info.map_or(operation.span, |info| info.span),
            );
            let mut item = Map::new();
            if let Some(info) = info {
                put(&mut item, "summary", info.name.as_deref());
                put(&mut item, "description", info.description.as_deref());
            }
            Value::Object(item)
        });
        let method = operation.method.to_ascii_lowercase();
        let pointer = format!("{path_pointer}/{method}");
        // Methods that OpenAPI has no field for go into an extension, so that none is lost.
        let key = if is_openapi_method(&method) {
            method
        } else {
            format!("x-{method}")
        };
        if let Value::Object(item) = item {
            let written = write(operation, names, &pointer, origins);
            item.insert(key, written);
        }
    }
    Value::Object(paths)
}

fn is_openapi_method(method: &str) -> bool {
    [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ]
    .contains(&method)
}

fn write(
    operation: &Operation,
    names: &ComponentNames,
    pointer: &str,
    origins: &mut Origins,
) -> Value {
    origins.insert(pointer, operation.span);
    let mut object = Map::new();
    if let Some(tag) = &operation.tag {
        object.insert("tags".to_owned(), json!([tag]));
    }
    put(&mut object, "summary", operation.summary.as_deref());
    put(&mut object, "description", operation.description.as_deref());
    object.insert("operationId".to_owned(), json!(operation.id));
    if !operation.parameters.is_empty() {
        let parameters = operation
            .parameters
            .iter()
            .enumerate()
            .map(|(index, parameter)| {
                origins.insert(format!("{pointer}/parameters/{index}"), parameter.span);
                write_parameter(parameter, names)
            })
            .collect();
        object.insert("parameters".to_owned(), parameters);
    }
    if let Some(body) = &operation.request {
        let pointer = format!("{pointer}/requestBody");
        let mut request = Map::new();
        put(&mut request, "description", body.description.as_deref());
        request.insert(
            "content".to_owned(),
            content::write(&body.content, names, &pointer, origins),
        );
        request.insert("required".to_owned(), json!(true));
        object.insert("requestBody".to_owned(), Value::Object(request));
    }
    if let Some(attributes) = &operation.request_attributes {
        let attributes = schema::write(attributes, names);
        object.insert("x-request-attributes".to_owned(), attributes);
    }
    object.insert(
        "responses".to_owned(),
        responses(operation, names, pointer, origins),
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
    Value::Object(object)
}

fn write_parameter(parameter: &Parameter, names: &ComponentNames) -> Value {
    let location = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
    };
    let mut object = Map::new();
    object.insert("name".to_owned(), json!(parameter.name));
    object.insert("in".to_owned(), json!(location));
    put(&mut object, "description", parameter.description.as_deref());
    if parameter.required {
        object.insert("required".to_owned(), json!(true));
    }
    // `{?ids}` sends one list, `{?ids*}` one value after the other, which is OpenAPI's default.
    let is_list = matches!(parameter.schema.shape, Shape::Array(_));
    if is_list && parameter.location == ParameterLocation::Query && !parameter.explode {
        object.insert("explode".to_owned(), json!(false));
    }
    object.insert("schema".to_owned(), schema::write(&parameter.schema, names));
    Value::Object(object)
}

fn responses(
    operation: &Operation,
    names: &ComponentNames,
    pointer: &str,
    origins: &mut Origins,
) -> Value {
    let mut map = Map::new();
    for (status, response) in &operation.responses {
        let pointer = format!("{pointer}/responses/{status}");
        origins.insert(pointer.clone(), response.span);
        map.insert(
            status.clone(),
            write_response(status, response, names, &pointer, origins),
        );
    }
    if map.is_empty() {
        // OpenAPI demands a response; the document shows none.
        let description = "No response is documented.";
        map.insert("default".to_owned(), json!({ "description": description }));
    }
    Value::Object(map)
}

fn write_response(
    status: &str,
    response: &Response,
    names: &ComponentNames,
    pointer: &str,
    origins: &mut Origins,
) -> Value {
    let mut object = Map::new();
    let description = response
        .body
        .description
        .as_deref()
        .or_else(|| reason_phrase(status))
        .unwrap_or("Response");
    object.insert("description".to_owned(), json!(description));
    if !response.headers.is_empty() {
        let headers = response
            .headers
            .iter()
            .map(|(name, sample)| {
                let mut schema = Map::new();
                schema.insert("type".to_owned(), json!("string"));
                put(&mut schema, "example", Some(sample));
                (name.clone(), json!({ "schema": schema }))
            })
            .collect();
        object.insert("headers".to_owned(), Value::Object(headers));
    }
    if !response.body.content.is_empty() {
        let content = content::write(&response.body.content, names, pointer, origins);
        object.insert("content".to_owned(), content);
    }
    Value::Object(object)
}

fn reason_phrase(status: &str) -> Option<&'static str> {
    status
        .parse()
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .and_then(|status| status.canonical_reason())
}
