//! Answers: one shape for success, whatever the document tells apart.
//!
//! The generator knows one success type and one error type for each operation and panics on
//! more (oxidecomputer/progenitor#344, #693, #950, #1155).

use serde_json::{Map, Value, json};

use super::findings::Place;
use super::hoist::write_type;
use super::media::{MediaKind, media_kind};
use super::rustdoc::to_rustdoc;
use super::schemas::read_schema;
use super::types::{Shape, Type};
use super::unions::resolve;
use super::{Context, Response};
use crate::diagnostic::Code;

/// The answers of an operation as they are generated.
#[derive(Debug)]
pub(super) struct LoweredResponses {
    /// The `responses` to write.
    pub(super) value: Value,
    /// What a successful call gives.
    pub(super) response: Response,
    /// The media type to ask for.
    pub(super) accept: Option<String>,
}

/// Statuses that end an answer with its headers, whatever is documented as its body (RFC 9110,
/// 15.3.5 and 15.3.6).
const BARE: &[&str] = &["204", "205"];

/// What one documented answer carries.
enum Content {
    Typed(String, Type),
    Bytes(String),
    Nothing,
}

/// The answers of the operation called `name`.
pub(super) fn lower_responses(
    context: &mut Context,
    operation: &Map<String, Value>,
    method: &str,
    name: &str,
    place: &Place,
) -> LoweredResponses {
    let place = place.child("responses");
    let empty = Map::new();
    let documented = operation
        .get("responses")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let successes = successes(documented);
    let mut contents = Vec::new();
    let mut failures = Vec::new();
    let mut description = None;
    for (status, response) in documented {
        let at = place.child(status);
        if successes.contains(&status.as_str()) {
            if let Some(response) = context.referenced(response, &at) {
                description = description.or_else(|| described(&response));
                let is_bare = method == "head" || BARE.contains(&status.as_str());
                contents.push(if is_bare {
                    Content::Nothing
                } else {
                    read_content(context, &response, &at)
                });
            }
        } else if let Some(failure) = failure(context, response, &at) {
            if !failures.contains(&failure) {
                failures.push(failure);
            }
        } else {
            let message = format!(
                "the answer {status} has no type of its own; the client hands it on as it came"
            );
            context.findings.report(Code::ERROR_LEFT_OUT, &at, message);
        }
    }
    let (response, accept, schema) = merge(context, contents, name, &place);
    let mut success = json!({"description": description.unwrap_or_default()});
    if let Some((media_type, schema)) = schema {
        success["content"] = json!({media_type: {"schema": schema}});
    }
    // The class, so that a 201 that is documented as 200 is a success all the same.
    let mut value = json!({"2XX": success});
    if let [failure] = &failures[..] {
        for class in ["4XX", "5XX"] {
            let schema = json!({"x-rust-type": failure});
            value[class] =
                json!({"description": "", "content": {"application/json": {"schema": schema}}});
        }
    }
    LoweredResponses {
        value,
        response,
        accept,
    }
}

/// The Rust type that is said to read the answer to a failed call.
///
/// Only a type that exists already is taken: what answers a failed call is often not what is
/// documented (a page of a gateway, nothing at all), and a generated type would lose the status
/// together with the body that it cannot read.
fn failure(context: &mut Context, response: &Value, place: &Place) -> Option<Value> {
    let response = context.referenced(response, place)?;
    let media_types = response.get("content")?.as_object()?;
    let (media_type, media) = media_types
        .iter()
        .find(|(media_type, _)| media_kind(media_type) == MediaKind::Json)?;
    let at = place.entry("content", media_type).child("schema");
    let value = read_schema(context, media.get("schema")?, &at);
    context.read_components();
    match resolve(&context.components, &value).value.shape {
        Shape::Rust(rust_type) => Some(rust_type),
        Shape::Reference(reference) => {
            match &context.components.follow(&reference)?.1.value.shape {
                Shape::Rust(rust_type) => Some(rust_type.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The statuses that mean success: all of 2xx, or `default` where there is none.
fn successes(documented: &Map<String, Value>) -> Vec<&str> {
    let of_class: Vec<&str> = documented
        .keys()
        .map(String::as_str)
        .filter(|status| status.starts_with('2'))
        .collect();
    if of_class.is_empty() && documented.contains_key("default") {
        vec!["default"]
    } else {
        of_class
    }
}

fn described(response: &Value) -> Option<String> {
    let text = response.get("description")?.as_str()?;
    Some(to_rustdoc(text)).filter(|text| !text.is_empty())
}

fn read_content(context: &mut Context, response: &Value, place: &Place) -> Content {
    let media_types = response.get("content").and_then(Value::as_object);
    let best = media_types.and_then(|media_types| {
        media_types
            .iter()
            .min_by_key(|(media_type, _)| media_kind(media_type))
    });
    let Some((media_type, media)) = best else {
        return Content::Nothing;
    };
    if media_types.is_some_and(|media_types| media_types.len() > 1) {
        let message =
            format!("the answer comes in several media types; the client asks for `{media_type}`");
        context
            .findings
            .report(Code::MEDIA_TYPE_LEFT_OUT, place, message);
    }
    if media_kind(media_type) != MediaKind::Json {
        return Content::Bytes(media_type.clone());
    }
    let at = place.entry("content", media_type).child("schema");
    let value = if let Some(schema) = media.get("schema") {
        read_schema(context, schema, &at)
    } else {
        let message = format!("the answer of type `{media_type}` has no schema and is free form");
        context.findings.report(Code::SCHEMA_MISSING, &at, message);
        Type::default()
    };
    Content::Typed(media_type.clone(), value)
}

/// One shape for all successful answers, with the media type to ask for and what to write.
fn merge(
    context: &mut Context,
    contents: Vec<Content>,
    name: &str,
    place: &Place,
) -> (Response, Option<String>, Option<(&'static str, Value)>) {
    let bytes = (
        "application/octet-stream",
        json!({"type": "string", "format": "binary"}),
    );
    if contents.is_empty() {
        let message =
            "no successful answer is documented; the client hands on the bytes of whatever comes";
        context
            .findings
            .report(Code::SCHEMA_MISSING, place, message);
        return (Response::Stream, None, Some(bytes));
    }
    let mut shapes: Vec<Type> = Vec::new();
    let mut json_type = None;
    let mut raw_type = None;
    let mut empty = false;
    for content in contents {
        match content {
            Content::Typed(media_type, value) => {
                json_type = json_type.or(Some(media_type));
                if !shapes.iter().any(|known| known.bare() == value.bare()) {
                    shapes.push(value);
                }
            }
            Content::Bytes(media_type) => raw_type = raw_type.or(Some(media_type)),
            Content::Nothing => empty = true,
        }
    }
    if let Some(raw_type) = raw_type {
        if json_type.is_some() {
            let message = "some successful answers are JSON and some are not; the client hands on their bytes";
            context
                .findings
                .report(Code::RESPONSES_MERGED, place, message);
        }
        return (Response::Stream, Some(raw_type), Some(bytes));
    }
    if shapes.is_empty() {
        return (Response::Empty, None, None);
    }
    if shapes.len() > 1 {
        let message = "successful answers of different shapes have one type";
        context
            .findings
            .report(Code::RESPONSES_MERGED, place, message);
    }
    let value = match shapes.len() {
        1 => shapes.remove(0),
        _ => Type::of(Shape::OneOf(shapes)),
    };
    let schema = write_type(
        context,
        &value.or_null(empty),
        &format!("{name}_response"),
        place,
    );
    (
        Response::Json,
        json_type,
        Some(("application/json", schema)),
    )
}
