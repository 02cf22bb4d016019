//! Responses and their header fields.

use http::StatusCode;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::model::{HeaderField, Response};

use super::content::{self, put_examples};
use super::context::Context;
use super::schema;

/// The responses object.
pub(super) fn responses(
    responses: IndexMap<String, Response>,
    pointer: &str,
    context: &mut Context,
) -> Value {
    let mut map = Map::new();
    for (status, response) in responses {
        let pointer = format!("{pointer}/responses/{status}");
        context.at(pointer.clone(), response.span);
        let written = write(&status, response, &pointer, context);
        map.insert(status, written);
    }
    if map.is_empty() {
        // OpenAPI demands a response; the document shows none.
        let description = "No response is documented.";
        map.insert("default".to_owned(), json!({ "description": description }));
    }
    Value::Object(map)
}

fn write(status: &str, response: Response, pointer: &str, context: &mut Context) -> Value {
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
            .into_iter()
            .map(|field| (field.name.clone(), header(field, context)))
            .collect();
        object.insert("headers".to_owned(), Value::Object(headers));
    }
    if !response.body.content.is_empty() {
        let forms = content::write(response.body.content, pointer, context);
        object.insert("content".to_owned(), forms);
    }
    Value::Object(object)
}

fn header(field: HeaderField, context: &mut Context) -> Value {
    let mut object = Map::new();
    object.insert("schema".to_owned(), schema::write(&field.schema, context));
    put_examples(&mut object, field.examples);
    Value::Object(object)
}

/// What a status code means, or a class of them (RFC 9110, section 15).
fn reason_phrase(status: &str) -> Option<&'static str> {
    match status {
        "1XX" => Some("Informational"),
        "2XX" => Some("Successful"),
        "3XX" => Some("Redirection"),
        "4XX" => Some("Client Error"),
        "5XX" => Some("Server Error"),
        code => StatusCode::from_bytes(code.as_bytes())
            .ok()
            .and_then(|status| status.canonical_reason()),
    }
}
