//! OpenAPI 3.1 and 3.2 as 3.0, as far as 3.0 can say it.
//!
//! What 3.0 has no word for is kept as an extension of the same name behind `x-`, as the converter
//! does it, and found out about; only what changes the meaning of everything around it is dropped.

use serde_json::{Map, Value, json};

use apib::openapi::pointer_step;

use super::openapi::Finding;

mod schema;

/// The version that is written.
const WRITTEN: &str = "3.0.3";

/// Members whose own members have names of the user's choice, which are no keywords.
const MAPS: &[&str] = &[
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "content",
    "encoding",
    "mapping",
    "variables",
    "scopes",
];

/// Members that are data, whatever they hold.
const DATA: &[&str] = &["example", "examples", "default", "enum", "value"];

/// Members that 3.0 lacks, by the one that they stand in (`""` for any): their names, and what is
/// lost with them.
const UNKNOWN: &[(&str, &str, &str)] = &[
    (
        "",
        "jsonSchemaDialect",
        "schemas are read as OpenAPI's own dialect",
    ),
    (
        "",
        "webhooks",
        "calls that the server makes are no part of a client",
    ),
    (
        "",
        "additionalOperations",
        "OpenAPI 3.0 knows the eight methods of HTTP alone",
    ),
    ("", "$self", ""),
    ("license", "identifier", ""),
    ("info", "summary", ""),
];

/// Rewrites the document.
pub(super) fn lower(document: Value, findings: &mut Vec<Finding>) -> Value {
    if document["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.2"))
    {
        let message = "OpenAPI 3.2 is read by the rules of 3.1; what is new in it is not known";
        findings.push(Finding::new("/openapi", message));
    }
    let mut document = node(document, "", "", findings);
    document["openapi"] = json!(WRITTEN);
    if document.get("paths").is_none() {
        document["paths"] = json!({});
    }
    require_responses(&mut document);
    document
}

/// An object that is no schema, found as the member `name` of another.
fn node(value: Value, name: &str, pointer: &str, findings: &mut Vec<Finding>) -> Value {
    let members = match value {
        Value::Array(items) => {
            let items = items.into_iter().enumerate();
            return items
                .map(|(index, item)| node(item, name, &format!("{pointer}/{index}"), findings))
                .collect();
        }
        Value::Object(members) => members,
        scalar => return scalar,
    };
    let mut written = Map::new();
    for (key, value) in members {
        let at = format!("{pointer}/{}", pointer_step(&key));
        let unknown = UNKNOWN
            .iter()
            .find(|(within, keyword, _)| *keyword == key && (within.is_empty() || *within == name));
        if let Some((_, _, loss)) = unknown {
            if !loss.is_empty() {
                findings.push(Finding::new(at, format!("`{key}` is left out: {loss}")));
            }
            continue;
        }
        let value = match key.as_str() {
            "schema" => schema::lower(value, &at, findings),
            "schemas" => each(value, &at, findings, schema::lower),
            key if DATA.contains(&key) || key.starts_with("x-") => value,
            key if MAPS.contains(&key) => map(value, key, &at, findings),
            key => node(value, key, &at, findings),
        };
        written.insert(key, value);
    }
    Value::Object(written)
}

/// An object whose members have names of the user's choice.
fn map(value: Value, name: &str, pointer: &str, findings: &mut Vec<Finding>) -> Value {
    if value.is_array() {
        return node(value, name, pointer, findings);
    }
    let is_content = name == "content";
    each(value, pointer, findings, |value, at, findings| {
        let value = node(value, "", at, findings);
        if is_content { binary(value, at) } else { value }
    })
}

fn each(
    value: Value,
    pointer: &str,
    findings: &mut Vec<Finding>,
    mut change: impl FnMut(Value, &str, &mut Vec<Finding>) -> Value,
) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let members = members.into_iter().map(|(key, value)| {
        let at = format!("{pointer}/{}", pointer_step(&key));
        (key, change(value, &at, findings))
    });
    Value::Object(members.collect())
}

/// A body of bytes, which 3.1 tells by giving it no schema and 3.0 by a format.
fn binary(value: Value, pointer: &str) -> Value {
    let media_type = pointer.rsplit('/').next().unwrap_or_default();
    let is_text = ["json", "text~1", "xml", "form", "yaml"]
        .iter()
        .any(|part| media_type.contains(part));
    let Value::Object(members) = value else {
        return value;
    };
    if is_text || members.contains_key("schema") {
        return Value::Object(members);
    }
    let mut written = Map::new();
    let schema = json!({"type": "string", "format": "binary"});
    written.insert("schema".to_owned(), schema);
    written.extend(members);
    Value::Object(written)
}

/// Gives every operation the `responses` that 3.0 demands.
fn require_responses(document: &mut Value) {
    let items = document["paths"].as_object_mut();
    for (_, item) in items.into_iter().flatten() {
        for method in super::METHODS {
            let operation = item.get_mut(method).and_then(Value::as_object_mut);
            if let Some(operation) = operation {
                operation
                    .entry("responses")
                    .or_insert_with(|| json!({"default": {"description": ""}}));
            }
        }
    }
}
