//! Schemas that name a Rust type which exists already.

use serde_json::json;

use super::{answer, operation, with_answer, with_operation};

#[test]
fn a_rust_type_is_handed_on_wherever_it_stands() {
    let rust_type = json!({"crate": "own", "version": "*", "path": "own::Instant"});
    let schema = json!({"type": "integer", "minimum": 0, "x-rust-type": rust_type});
    let lowered = with_answer(
        &json!({"type": "object", "properties": {"at": {"$ref": "#/components/schemas/Instant"}}}),
        &json!({"Instant": schema}),
    );
    assert_eq!(
        super::component(&lowered, "ReadResponse")["properties"]["at"],
        json!({"x-rust-type": rust_type})
    );
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);

    let lowered = with_operation(&json!({
        "operationId": "read",
        "parameters": [{"name": "filter[from]", "in": "query", "schema": schema}],
        "responses": {"204": {"description": ""}},
    }));
    assert_eq!(
        operation(&lowered)["parameters"][0]["schema"],
        json!({"x-rust-type": rust_type})
    );
}

#[test]
fn an_answer_to_a_failed_call_has_the_rust_type_that_reads_it() {
    let rust_type = json!({"crate": "own", "version": "*", "path": "own::Failure"});
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}});
    let lowered = super::lowered(json!({
        "openapi": "3.0.3",
        "info": {},
        "paths": {"/x": {"get": {"operationId": "read", "responses": {
            "204": {"description": ""},
            "4XX": {"description": "", "content": content},
            "503": {"description": "", "content": content},
        }}}},
        "components": {"schemas": {"Failure": {"type": "object", "x-rust-type": rust_type}}},
    }));
    let responses = &operation(&lowered)["responses"];
    for class in ["4XX", "5XX"] {
        assert_eq!(
            responses[class]["content"]["application/json"]["schema"],
            json!({"x-rust-type": rust_type})
        );
    }
    assert!(answer(&lowered).is_null());
}
