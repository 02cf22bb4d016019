//! Texts of all forms, read.

use apib::Source;
use serde_json::json;

use super::{Form, read};

fn error(text: &str) -> String {
    format!("{:#}", read(Source::new("it", text)).unwrap_err())
}

#[test]
fn other_things_are_called_by_their_names() {
    let cases = [
        ("", "it is empty"),
        (" \n\n", "it is empty"),
        (
            "<!DOCTYPE html>\n<title> FLOWii\n API</title>",
            "an HTML page (“flowii api”)",
        ),
        ("<?xml version=\"1.0\"?><a/>", "an XML document"),
        ("PK\u{3}\u{4}", "no text"),
        ("Hello.\n", "without any action"),
        ("[1]", "JSON without a member `openapi`"),
        ("{\"a\": 1}", "JSON without a member `openapi`"),
        ("{\"a\": ", "looks like JSON, but cannot be read"),
        ("{\"swagger\": \"2.0\"}", "npx swagger2openapi"),
        ("swagger: '2.0'\n", "npx swagger2openapi"),
        (
            "{\"error\": true, \"code\": \"FORMAT: 1A\"}",
            "its field `code` holds",
        ),
        ("{\"errors\": []}", "an error document"),
        ("{\"openapi\": \"4.0.0\"}", "declares OpenAPI 4.0.0"),
        (
            "{\"openapi\": \"3.0.3\", \"paths\": []}",
            "/paths is not an object",
        ),
        (
            "{\"openapi\": \"3.0.3\", \"paths\": {\"/a\": {\"get\": 1}}}",
            "/paths/~1a/get is not an object",
        ),
        (
            "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"requestBody\": 1}}}}",
            "/paths/~1a/get/requestBody is not an object",
        ),
        (
            "{\"openapi\": \"3.0.3\", \"paths\": {\"/a\": {\"$ref\": \"a.yaml#/a\"}}}",
            "refers to other files (a.yaml#/a); put all into one with `npx",
        ),
        (
            "{\"openapi\": \"3.0.3\", \"paths\": {\"/a\": {\"$ref\": \"#/b\"}}}",
            "refers to what it has not: #/b",
        ),
    ];
    for (text, expected) in cases {
        let error = error(text);
        assert!(error.starts_with("it: "), "{error}");
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_blueprint_and_openapi_in_both_notations_are_told_apart() {
    let blueprint = read(Source::new(
        "",
        "# A\n\n## Notes [/notes]\n\n### List [GET]\n\n+ Response 204\n",
    ));
    assert_eq!(blueprint.unwrap().form, Form::Blueprint);
    for text in [
        "{\"openapi\": \"3.1.0\", \"paths\": {\"/notes\": {\"get\": {}}}}",
        "# Ours\nopenapi: 3.1.0\npaths:\n  /notes:\n    get: {}\n",
        "info: {title: A, version: '1'}\n'openapi': '3.1.1'\npaths: {/notes: {get: {}}}\n",
    ] {
        let description = read(Source::new("", text)).unwrap();
        assert!(
            description.form.to_string().starts_with("OpenAPI 3.1"),
            "{text}"
        );
        assert_eq!(description.document.value["openapi"], "3.0.3");
        assert_eq!(description.operation_count(), 1);
        let operation = &description.document.value["paths"]["/notes"]["get"];
        assert!(operation["responses"].is_object(), "3.0 demands responses");
    }
}

#[test]
fn what_is_shared_is_written_where_it_is_used() {
    let text = json!({
        "openapi": "3.0.3",
        "paths": {"/notes/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}, {"name": "page", "in": "query"}],
            "get": {
                "parameters": [{"name": "page", "in": "query", "description": "own"}],
                "responses": {"200": {"$ref": "#/components/responses/Note"}},
            },
        }},
        "components": {
            "parameters": {"Id": {"name": "id", "in": "path"}},
            "responses": {"Note": {"description": "", "headers": {"A": {"$ref": "#/components/headers/A"}}}},
            "headers": {"A": {"schema": {"$ref": "#/components/schemas/A"}}},
            "schemas": {"A": {"type": "string", "example": {"$ref": "data"}}},
        },
    });
    let document = read(Source::new("", text.to_string()))
        .unwrap()
        .document
        .value;
    let operation = &document["paths"]["/notes/{id}"];
    assert!(operation.get("parameters").is_none());
    assert_eq!(
        operation["get"],
        json!({
            "parameters": [
                {"name": "id", "in": "path"},
                {"name": "page", "in": "query", "description": "own"},
            ],
            "responses": {"200": {
                "description": "",
                "headers": {"A": {"schema": {"$ref": "#/components/schemas/A"}}},
            }},
        })
    );
    let components: Vec<_> = document["components"].as_object().unwrap().keys().collect();
    assert_eq!(components, ["schemas"]);
}

#[test]
fn references_in_a_circle_end() {
    let text = json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/A"}}}}},
        "components": {"responses": {
            "A": {"$ref": "#/components/responses/B"},
            "B": {"$ref": "#/components/responses/A"},
        }},
    });
    let description = read(Source::new("", text.to_string())).unwrap();
    assert_eq!(description.findings.len(), 1);
    assert_eq!(
        description.findings[0].pointer,
        "/paths/~1a/get/responses/200"
    );
}

#[test]
fn what_a_client_cannot_use_is_left_out_and_told() {
    let text = json!({
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1", "summary": "a"},
        "webhooks": {"new": {}},
    });
    let description = read(Source::new("", text.to_string())).unwrap();
    assert_eq!(description.document.value["paths"], json!({}));
    assert!(description.document.value.get("webhooks").is_none());
    assert_eq!(description.findings[0].pointer, "/webhooks");
}
