//! Keywords that say something beside the shape of a value.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::schema::{Member, Schema, Shape};

use super::types::null;

/// A keyword with the kind of value that it must have.
type Constraint = (&'static str, fn(&Value) -> bool);

/// Keywords that mean the same in OpenAPI.
const CONSTRAINTS: &[Constraint] = &[
    ("pattern", Value::is_string),
    ("minLength", Value::is_u64),
    ("maxLength", Value::is_u64),
    ("minItems", Value::is_u64),
    ("maxItems", Value::is_u64),
    ("uniqueItems", Value::is_boolean),
    ("minProperties", Value::is_u64),
    ("maxProperties", Value::is_u64),
    ("minimum", Value::is_number),
    ("maximum", Value::is_number),
    ("readOnly", Value::is_boolean),
    ("writeOnly", Value::is_boolean),
    ("deprecated", Value::is_boolean),
];

pub(super) fn text(keywords: &Map<String, Value>, key: &str) -> Option<String> {
    keywords
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

pub(super) fn add_members(schema: &mut Schema, keywords: &Map<String, Value>) {
    let values = match (keywords.get("const"), keywords.get("enum")) {
        (Some(Value::Null), _) => {
            *schema = null();
            return;
        }
        (Some(value), _) => vec![value.clone()],
        (_, Some(Value::Array(values))) => values.clone(),
        _ => return,
    };
    let mut known = BTreeSet::new();
    for value in values {
        if value.is_null() {
            schema.nullable = true;
        } else if known.insert(value.to_string()) {
            schema.members.push(Member {
                value,
                description: None,
            });
        }
    }
    if schema.shape == Shape::Any && !schema.members.is_empty() {
        let all =
            |test: fn(&Value) -> bool| schema.members.iter().all(|member| test(&member.value));
        if all(Value::is_string) {
            schema.shape = Shape::String;
        } else if all(|value| value.is_i64() || value.is_u64()) {
            schema.shape = Shape::Integer;
        }
    }
}

pub(super) fn add_constraints(schema: &mut Schema, keywords: &Map<String, Value>) {
    for (keyword, fits) in CONSTRAINTS {
        if let Some(value) = keywords.get(*keyword).filter(|value| fits(value)) {
            schema
                .constraints
                .insert((*keyword).to_owned(), value.clone());
        }
    }
    // Draft 4 has a flag beside the bound, where later drafts have the exclusive bound itself.
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match keywords.get(exclusive) {
            Some(value @ Value::Number(_)) => {
                schema
                    .constraints
                    .insert(exclusive.to_owned(), value.clone());
            }
            Some(Value::Bool(true)) => {
                if let Some(value) = schema.constraints.shift_remove(bound) {
                    schema.constraints.insert(exclusive.to_owned(), value);
                }
            }
            _ => {}
        }
    }
    let factor = keywords
        .get("multipleOf")
        .or_else(|| keywords.get("divisibleBy"));
    if let Some(Value::Number(factor)) = factor
        && factor.as_f64().is_some_and(|factor| factor > 0.0)
    {
        schema
            .constraints
            .insert("multipleOf".to_owned(), Value::Number(factor.clone()));
    }
}
