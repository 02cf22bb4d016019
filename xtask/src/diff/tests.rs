//! Pairs of small descriptions, and how each difference is judged.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::compare::compare;
use super::finding::Finding;
use super::rules::{Release, Rule, Severity};

mod names;
mod operations;
mod schemas;

/// An API with one type in both directions, to be changed in a test.
fn base() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example.com"}],
        "paths": {
            "/orders": {
                "get": {
                    "operationId": "list_orders",
                    "parameters": [
                        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 100}},
                        {"name": "state", "in": "query", "schema": {"$ref": "#/components/schemas/State"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "OK",
                            "headers": {"X-Total": {"required": true, "schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}}},
                        },
                        "4XX": {"description": "Refused"},
                    },
                },
                "post": {
                    "operationId": "create_order",
                    "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                    "responses": {"201": {"description": "Created", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}},
                },
            },
            "/orders/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "get": {
                    "operationId": "read_order",
                    "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}},
                },
                "delete": {"operationId": "delete_order", "responses": {"204": {"description": "Gone"}}},
            },
        },
        "components": {"schemas": {
            "Order": {
                "type": "object",
                "required": ["number"],
                "properties": {
                    "number": {"type": "string"},
                    "state": {"$ref": "#/components/schemas/State"},
                    "note": {"type": "string", "maxLength": 100},
                    "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                    "parent": {"$ref": "#/components/schemas/Order"},
                    "payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Line": {"type": "object", "properties": {"good": {"type": "string"}, "quantity": {"type": "integer", "format": "int32"}}},
            "State": {"type": "string", "enum": ["open", "paid"]},
            "Card": {"type": "object", "required": ["card"], "properties": {"card": {"type": "string"}}},
            "Cash": {"type": "object", "required": ["cash"], "properties": {"cash": {"type": "number"}}},
        }},
    })
}

/// A change of the description: what stands at a pointer is replaced, or removed with `null`.
type Edit = (&'static str, Value);

fn edited(edits: &[Edit]) -> Value {
    let mut document = base();
    for (pointer, value) in edits {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        match document.pointer_mut(parent).unwrap() {
            Value::Object(object) if value.is_null() => {
                assert!(object.shift_remove(&key).is_some(), "{pointer}");
            }
            Value::Object(object) => {
                object.insert(key, value.clone());
            }
            Value::Array(array) if value.is_null() => {
                array.remove(key.parse().unwrap());
            }
            Value::Array(array) => array.insert(key.parse().unwrap(), value.clone()),
            other => panic!("{pointer} is {other}"),
        }
    }
    document
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings
        .iter()
        .filter(|finding| !finding.rule.is_documentation())
        .map(|finding| finding.rule.name())
        .collect()
}

/// Compares both ways: what the edits bring, and what undoing them does.
fn check(edits: &[Edit], forth: &[&str], back: &[&str]) {
    let (old, new) = (base(), edited(edits));
    let found = compare(&old, &new);
    assert_eq!(names(&found), forth, "{edits:?}: {found:#?}");
    let found = compare(&new, &old);
    assert_eq!(names(&found), back, "{edits:?} undone: {found:#?}");
}

#[test]
fn a_description_does_not_differ_from_itself() {
    check(&[], &[], &[]);
}

#[test]
fn what_is_no_description_has_nothing_in_it() {
    for nothing in [
        json!({}),
        json!(null),
        json!([]),
        json!({"paths": {"/": null}}),
    ] {
        assert!(compare(&nothing, &nothing).is_empty());
        let found = names(&compare(&nothing, &base()));
        assert!(found.contains(&"operation-added"), "{found:?}");
    }
}

#[test]
fn prose_and_samples_are_told_apart() {
    let found = compare(
        &base(),
        &edited(&[
            ("/paths/~1orders/get/description", json!("Lists.")),
            ("/components/schemas/Line/example", json!({"good": "Oak"})),
        ]),
    );
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&Rule::DescriptionChanged) && rules.contains(&Rule::ExampleChanged));
    assert!(rules.iter().all(|rule| rule.is_documentation()));
}

#[test]
fn names_of_rules_are_unique_and_in_kebab_case() {
    let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        let name = rule.name();
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{name}"
        );
        if rule.severity() != Severity::Harmless {
            assert_eq!(rule.release(), Release::Breaking, "{name}");
        }
    }
}

#[test]
fn the_documentation_lists_the_rules() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/diff-rules.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        text.replace("\r\n", "\n") == super::output::rules(),
        "docs/diff-rules.md is out of date; run `cargo xtask diff --rules > docs/diff-rules.md`"
    );
}
