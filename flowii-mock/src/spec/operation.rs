//! One operation, with all that is needed to carry it out.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::action::{Action, subject_of_path};
use super::collections::{Collections, answered, sent};
use super::schema::BodySchema;
use super::{BodyProblem, Parameter, SpecificationError, View, resolve};

/// An operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    /// With its parameters in braces.
    pub(crate) path: String,
    pub(crate) summary: String,
    pub(crate) tag: String,
    pub(crate) action: Action,
    /// The type of the records that it is about.
    pub(crate) kind: String,
    /// The type that it answers with, where that is another one.
    pub(crate) answered_kind: Option<String>,
    /// The type that each parameter of the path names, in their order.
    pub(crate) path_kinds: Vec<Option<String>>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) request: Option<RequestBody>,
    pub(crate) status: StatusCode,
    /// The media type of the answer; nothing if it has no body.
    pub(crate) media_type: Option<String>,
    pub(crate) view: View,
    /// The id in the sample, which is the id of the one record of a single read.
    pub(crate) sample_id: Option<i64>,
    pub(crate) needs_token: bool,
}

/// The body that an operation takes.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) media_type: String,
    schema: BodySchema,
}

impl RequestBody {
    /// What is wrong with a body.
    pub(crate) fn problems(&self, body: &Value) -> Vec<BodyProblem> {
        self.schema.problems(body)
    }
}

impl Operation {
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|parameter| parameter.name.eq_ignore_ascii_case(name))
    }

    /// Whether the records of one company are meant.
    pub(crate) fn needs_company(&self) -> bool {
        self.parameter("companyId").is_some()
    }

    /// Whether the list comes in pages.
    pub(crate) fn has_pages(&self) -> bool {
        self.parameter("page[number]").is_some()
    }
}

/// All operations, in the order of the document.
pub(crate) fn read_all(
    document: &Arc<Value>,
    collections: &Collections,
    server: &str,
) -> Result<Vec<Operation>, SpecificationError> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(action) = Action::of(document, method, path, operation) else {
                continue;
            };
            let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes());
            let method = method.map_err(|error| SpecificationError::Path {
                path: path.clone(),
                reason: error.to_string(),
            })?;
            operations.push(read(
                document,
                collections,
                server,
                method,
                path,
                action,
                operation,
            ));
        }
    }
    Ok(operations)
}

fn read(
    document: &Arc<Value>,
    collections: &Collections,
    server: &str,
    method: Method,
    path: &str,
    action: Action,
    operation: &Value,
) -> Operation {
    let text = |name: &str| {
        operation
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let answered = answered(document, operation);
    let kind = match action {
        Action::Create | Action::Change => sent(document, operation),
        _ => answered.clone(),
    };
    let kind = kind
        .or_else(|| subject_of_path(collections, path))
        .unwrap_or_default();
    let (status, media_type, sample) = answer(document, operation);
    Operation {
        id: text("operationId").to_owned(),
        method,
        path: path.to_owned(),
        summary: text("summary").to_owned(),
        tag: operation
            .pointer("/tags/0")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        action,
        answered_kind: answered.filter(|answered| *answered != kind),
        kind,
        path_kinds: path_kinds(collections, path),
        parameters: Parameter::read_all(document, operation),
        request: request(document, operation),
        status,
        media_type,
        view: sample
            .map(|sample| View::of_sample(sample, server))
            .unwrap_or_default(),
        sample_id: sample
            .and_then(|sample| sample.pointer("/data/id"))
            .and_then(crate::store::parse_id),
        needs_token: needs_token(document, operation),
    }
}

fn path_kinds(collections: &Collections, path: &str) -> Vec<Option<String>> {
    path.match_indices("/{")
        .map(|(at, _)| collections.of(&path[..at]).map(str::to_owned))
        .collect()
}

fn request(document: &Arc<Value>, operation: &Value) -> Option<RequestBody> {
    let body = resolve(document, operation.get("requestBody")?);
    let (media_type, media) = body.get("content")?.as_object()?.iter().next()?;
    let schema = media.get("schema").cloned().unwrap_or(Value::Bool(true));
    Some(RequestBody {
        media_type: media_type.clone(),
        schema: BodySchema::new(document, schema),
    })
}

/// The status of success, the media type and the sample of an answer.
fn answer<'a>(
    document: &'a Value,
    operation: &'a Value,
) -> (StatusCode, Option<String>, Option<&'a Value>) {
    let responses = operation.get("responses").and_then(Value::as_object);
    let mut responses = responses.into_iter().flatten();
    let Some((status, response)) = responses.find(|(status, _)| status.starts_with('2')) else {
        return (StatusCode::OK, None, None);
    };
    let status = StatusCode::from_bytes(status.as_bytes()).unwrap_or(StatusCode::OK);
    let content = resolve(document, response)
        .get("content")
        .and_then(Value::as_object);
    let content = content.and_then(|content| content.iter().next());
    let media_type = content.map(|(media_type, _)| media_type.clone());
    let sample = content.and_then(|(_, media)| media.get("example"));
    (status, media_type, sample)
}

fn needs_token(document: &Value, operation: &Value) -> bool {
    let security = operation
        .get("security")
        .or_else(|| document.get("security"));
    let alternatives = security.and_then(Value::as_array).into_iter().flatten();
    let schemes = alternatives.filter_map(Value::as_object).flatten();
    let mut schemes = schemes
        .filter_map(|(name, _)| document.pointer(&format!("/components/securitySchemes/{name}")));
    schemes.any(|scheme| scheme["type"] == "http" && scheme["scheme"] == "bearer")
}
