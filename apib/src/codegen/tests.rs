//! One small document for each rule.

use serde_json::{Value, json};

use super::{Lowered, Response, lower};
use crate::diagnostic::Code;
use crate::openapi::{Document, Origins};
use crate::source::Span;

mod operations;
mod rust_types;
mod schemas;

fn lowered(value: Value) -> Lowered {
    let document = Document {
        value,
        origins: Origins::default(),
    };
    let lowered = lower(&document);
    let parsed = serde_json::from_value::<openapiv3::OpenAPI>(lowered.document.clone());
    assert!(parsed.is_ok(), "{parsed:?}\n{:#}", lowered.document);
    lowered
}

/// A document with the one operation `GET /x`.
fn with_operation(operation: &Value) -> Lowered {
    lowered(json!({"openapi": "3.0.3", "info": {}, "paths": {"/x": {"get": operation}}}))
}

/// A document in which `GET /x`, the operation `read`, answers with `schema`.
fn with_answer(schema: &Value, components: &Value) -> Lowered {
    let answer =
        json!({"200": {"description": "", "content": {"application/json": {"schema": schema}}}});
    lowered(json!({
        "openapi": "3.0.3",
        "info": {},
        "paths": {"/x": {"get": {"operationId": "read", "responses": answer}}},
        "components": {"schemas": components},
    }))
}

fn operation(lowered: &Lowered) -> &Value {
    &lowered.document["paths"]["/x"]["get"]
}

fn answer(lowered: &Lowered) -> &Value {
    &operation(lowered)["responses"]["2XX"]["content"]["application/json"]["schema"]
}

fn component<'l>(lowered: &'l Lowered, name: &str) -> &'l Value {
    &lowered.document["components"]["schemas"][name]
}

fn codes(lowered: &Lowered) -> Vec<Code> {
    lowered
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn a_loss_is_reported_where_the_blueprint_said_it() {
    let mut origins = Origins::default();
    origins.insert("/paths/~1x/get", Span::new(10, 20));
    let value = json!({"openapi": "3.0.3", "paths": {"/x": {"get": {"parameters": [
        {"name": "sid", "in": "cookie", "schema": {"type": "string"}}
    ], "responses": {"204": {"description": ""}}}}}});
    let lowered = lower(&Document { value, origins });
    let finding = &lowered.diagnostics[0];
    assert_eq!(finding.code, Code::PARAMETER_LEFT_OUT);
    assert_eq!(finding.span, Span::new(10, 20));
    assert!(
        finding.message.starts_with("`GET /x`: "),
        "{}",
        finding.message
    );
}

#[test]
fn anything_is_lowered_without_a_panic() {
    for value in [
        json!(null),
        json!([]),
        json!({"openapi": 3}),
        json!({"swagger": "2.0", "paths": {"/x": {"get": {}}}}),
        json!({"openapi": "3.0.0", "paths": {"/x": {"get": []}}}),
        json!({"openapi": "3.0.0", "paths": {"x": {"get": {"parameters": [1], "responses": []}}}}),
        json!({"openapi": "3.0.0", "components": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}}}),
    ] {
        lowered(value);
    }
}

#[test]
fn what_is_not_openapi_3_gives_no_operation() {
    let lowered = lowered(json!({"swagger": "2.0", "paths": {"/x": {"get": {}}}}));
    assert!(lowered.operations.is_empty());
    assert_eq!(codes(&lowered), [Code::VERSION_UNKNOWN]);
}

#[test]
fn the_version_is_fit_for_a_header() {
    let value = json!({"openapi": "3.1.0", "info": {"version": "1.0 – jún"}, "paths": {}});
    assert_eq!(lowered(value).document["info"]["version"], "1.0  jn");
}

#[test]
fn empty_answers_are_empty() {
    let lowered = with_operation(&json!({"responses": {"204": {"description": ""}}}));
    assert_eq!(lowered.operations[0].response, Response::Empty);
    assert_eq!(lowered.operations[0].operation_id, "get_x");
}
