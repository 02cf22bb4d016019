//! What the server answers, and what it is sent.

use std::fmt;

use apib::codegen::{Lowered, LoweredOperation, Response};
use serde_json::Value;

use super::sample::sample;

/// One call and its answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exchange {
    /// The answer's status and the example's name.
    place: String,
    method: String,
    path: String,
    /// The body to send, as JSON; what it is said to be if there is no example.
    request: Option<Value>,
    status: u16,
    media_type: Option<String>,
    answer: String,
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "crate::Exchange {{ place: {:?}, method: {:?}, path: {:?}, request: {:?}, status: {}, media_type: {:?}, answer: {:?} }}",
            self.place,
            self.method,
            self.path,
            self.request.as_ref().map(Value::to_string),
            self.status,
            self.media_type,
            self.answer
        )
    }
}

/// An answer to be given.
struct Answer {
    place: String,
    status: u16,
    media_type: Option<String>,
    text: String,
}

/// Each answer of an operation once, and each example of its request at least once.
pub(super) fn exchanges(
    document: &Value,
    lowered: &Lowered,
    operation: &LoweredOperation,
) -> Vec<Exchange> {
    let described = &document["paths"][&operation.path][operation.method.to_lowercase()];
    let (path, generated) = generated(lowered, operation);
    let mut answers = answers(document, described, operation);
    if answers.is_empty() {
        // So that it is called at all.
        answers.push(Answer {
            place: "503 (no example)".to_owned(),
            status: 503,
            media_type: None,
            text: String::new(),
        });
    }
    let mut requests = requests(document, described, operation);
    if requests.is_empty() {
        let content = generated["requestBody"]["content"].as_object();
        let schema = content.and_then(|content| content.values().next());
        requests.extend(schema.map(|media| sample(&lowered.document, &media["schema"])));
    }
    let length = answers.len().max(requests.len());
    (0..length)
        .map(|index| {
            let answer = &answers[index % answers.len()];
            Exchange {
                place: answer.place.clone(),
                method: operation.method.clone(),
                path: path.to_owned(),
                request: (!requests.is_empty()).then(|| requests[index % requests.len()].clone()),
                status: answer.status,
                media_type: answer.media_type.clone(),
                answer: answer.text.clone(),
            }
        })
        .collect()
}

/// The path and the operation as they are generated.
pub(super) fn generated<'d>(
    lowered: &'d Lowered,
    operation: &LoweredOperation,
) -> (&'d str, &'d Value) {
    let method = operation.method.to_lowercase();
    let paths = lowered.document["paths"].as_object().into_iter().flatten();
    let found = paths
        .map(|(path, item)| (path.as_str(), &item[&method]))
        .find(|(_, generated)| generated["operationId"] == operation.operation_id.as_str());
    found.unwrap_or(("", &Value::Null))
}

fn answers(document: &Value, described: &Value, operation: &LoweredOperation) -> Vec<Answer> {
    let responses = described["responses"].as_object();
    let mut answers = Vec::new();
    let has_success = responses
        .into_iter()
        .flatten()
        .any(|(status, _)| status.starts_with('2'));
    for (status, response) in responses.into_iter().flatten() {
        let response = referenced(document, response);
        let Some(code) = code(status, has_success) else {
            continue;
        };
        let is_success = (200..300).contains(&code);
        // What a server cannot send is no answer: a body here.
        let is_bare = [204, 205, 304].contains(&code) || operation.method == "HEAD";
        let content = response["content"].as_object();
        if content.is_none_or(serde_json::Map::is_empty) || is_bare {
            answers.push(Answer {
                place: status.clone(),
                status: code,
                media_type: None,
                text: String::new(),
            });
            continue;
        }
        let accepted = operation.accept.as_ref();
        let accepted =
            accepted.filter(|accept| content.is_some_and(|all| all.contains_key(*accept)));
        for (media_type, media) in content.into_iter().flatten() {
            if is_success && accepted.is_some_and(|accept| accept != media_type) {
                continue;
            }
            let is_json = media_type.contains("json");
            for (name, value) in examples(document, media) {
                // Text is what the converter keeps of a body that is no JSON.
                let is_text = media["schema"]["type"] == "string";
                let text = match value.as_str() {
                    Some(_) if is_json && !is_text && operation.response == Response::Json => {
                        continue;
                    }
                    Some(text) if !is_json => text.to_owned(),
                    _ => value.to_string(),
                };
                answers.push(Answer {
                    place: format!("{status}{name}"),
                    status: code,
                    media_type: Some(media_type.clone()),
                    text,
                });
            }
        }
    }
    answers
}

/// A status that a server may end a call with; `default` and classes stand for one of theirs.
fn code(status: &str, has_success: bool) -> Option<u16> {
    let code = match status {
        "default" if has_success => 500,
        "default" => 200,
        _ => status.replace(['X', 'x'], "0").parse().ok()?,
    };
    // Those below are followed by another.
    (200..1000).contains(&code).then_some(code)
}

fn requests(document: &Value, described: &Value, operation: &LoweredOperation) -> Vec<Value> {
    let body = referenced(document, &described["requestBody"]);
    let Some(media_type) = &operation.content_type else {
        return Vec::new();
    };
    let examples = examples(document, &body["content"][media_type]).into_iter();
    let is_json = media_type.contains("json");
    let is_text = body["content"][media_type]["schema"]["type"] == "string";
    examples
        .map(|(_, value)| value.clone())
        .filter(|value| !is_json || is_text || !value.is_string())
        .map(|value| if is_json { value } else { flat(value) })
        .collect()
}

/// A form whose fields are scalars; any other is a text that the caller writes.
fn flat(mut form: Value) -> Value {
    for field in form.as_object_mut().into_iter().flatten() {
        if field.1.is_array() || field.1.is_object() {
            *field.1 = Value::String(field.1.to_string());
        }
    }
    form
}

/// The examples of a media type or a parameter, with names that are apart from what is before.
pub(super) fn examples<'d>(document: &'d Value, media: &'d Value) -> Vec<(String, &'d Value)> {
    let one = media.get("example").map(|value| (String::new(), value));
    let several = media["examples"].as_object().into_iter().flatten();
    let several = several.filter_map(|(name, example)| {
        let value = referenced(document, example).get("value")?;
        Some((format!(" {name}"), value))
    });
    one.into_iter().chain(several).collect()
}

/// The value itself, or what it refers to.
pub(super) fn referenced<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let reference = value["$ref"].as_str();
    let target = reference.and_then(|at| document.pointer(at.strip_prefix('#')?));
    target.unwrap_or(value)
}
