//! What OpenAPI may say in a shared place, written where it is used.
//!
//! The converter shares nothing but schemas, and the stages behind it count on that: parameters of
//! a path and references to components (other than schemas) are copied into the operations.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::openapi::Finding;

/// Members whose content is data, in which `$ref` is a name like any other.
const DATA: &[&str] = &[
    "example",
    "examples",
    "x-examples",
    "default",
    "enum",
    "const",
    "value",
];

/// Components that are copied. Security schemes are no references, and schemas stay shared.
const COPIED: &[&str] = &[
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "examples",
    "links",
    "callbacks",
    "pathItems",
];

/// How far references to references are followed; longer chains are circles.
const LONGEST_CHAIN: usize = 32;

/// Copies what is shared to where it is used, and takes the shared copies out.
pub(super) fn inline(document: &mut Value, findings: &mut Vec<Finding>) {
    let shared = document.clone();
    if let Some(paths) = document.get_mut("paths") {
        resolve(paths, &shared, "/paths", 0, findings);
        for (_, item) in paths.as_object_mut().into_iter().flatten() {
            spread_parameters(item);
        }
    }
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        components.retain(|kind, _| !COPIED.contains(&kind.as_str()));
        if components.is_empty()
            && let Some(document) = document.as_object_mut()
        {
            document.shift_remove("components");
        }
    }
}

/// Replaces each reference that does not lead to a schema by what it leads to.
fn resolve(
    value: &mut Value,
    shared: &Value,
    pointer: &str,
    depth: usize,
    findings: &mut Vec<Finding>,
) {
    if let Some(target) = copied_target(value, shared) {
        if depth > LONGEST_CHAIN {
            findings.push(Finding::new(
                pointer,
                "the reference leads back to itself and is left out",
            ));
            *value = json!({});
            return;
        }
        let mut target = target.clone();
        // OpenAPI 3.1 lets a reference have a description of its own.
        if let (Some(target), Some(reference)) = (target.as_object_mut(), value.as_object()) {
            for key in ["summary", "description"] {
                if let Some(own) = reference.get(key) {
                    target.insert(key.to_owned(), own.clone());
                }
            }
        }
        *value = target;
        return resolve(value, shared, pointer, depth + 1, findings);
    }
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                resolve(item, shared, &format!("{pointer}/{index}"), depth, findings);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                // Schemas refer to schemas alone.
                let is_data = DATA.contains(&key.as_str()) && key != "examples";
                if key != "schema" && !is_data {
                    let step = apib::openapi::pointer_step(key);
                    resolve(
                        member,
                        shared,
                        &format!("{pointer}/{step}"),
                        depth,
                        findings,
                    );
                }
            }
        }
        _ => {}
    }
}

fn copied_target<'s>(value: &Value, shared: &'s Value) -> Option<&'s Value> {
    let pointer = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    let is_schema = pointer.starts_with("/components/schemas/") || pointer.ends_with("/schema");
    lookup(shared, pointer).filter(|_| !is_schema)
}

/// Gives each operation the parameters of its path that it has not itself.
fn spread_parameters(item: &mut Value) {
    let Some(item) = item.as_object_mut() else {
        return;
    };
    let Some(Value::Array(parameters)) = item.shift_remove("parameters") else {
        return;
    };
    for method in super::METHODS {
        let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else {
            continue;
        };
        let own = own_parameters(operation);
        let is_same =
            |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
        let inherited: Vec<Value> = parameters
            .iter()
            .filter(|one| !own.iter().any(|other| is_same(one, other)))
            .cloned()
            .collect();
        let all = inherited.into_iter().chain(own).collect();
        operation.insert("parameters".to_owned(), all);
    }
}

fn own_parameters(operation: &Map<String, Value>) -> Vec<Value> {
    let own = operation.get("parameters").and_then(Value::as_array);
    own.cloned().unwrap_or_default()
}

/// Calls `see` with each reference outside of data.
pub(super) fn each_reference(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_reference(item, see)),
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                see(reference);
            }
            for (key, member) in members {
                if !DATA.contains(&key.as_str()) {
                    each_reference(member, see);
                }
            }
        }
        _ => {}
    }
}

/// What the fragment of a reference leads to: a JSON pointer, percent-encoded.
pub(super) fn lookup<'d>(document: &'d Value, pointer: &str) -> Option<&'d Value> {
    let pointer: Cow<'_, str> = percent_decode_str(pointer).decode_utf8_lossy();
    document.pointer(&pointer)
}
