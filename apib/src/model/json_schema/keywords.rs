//! Keywords that say something beside the shape of a value.

use serde_json::{Map, Value};

use crate::model::schema::{Member, Schema, Shape};

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
        (Some(value), _) => vec![value.clone()],
        (_, Some(Value::Array(values))) => values.clone(),
        _ => return,
    };
    for value in values {
        if value.is_null() {
            schema.nullable = true;
        } else if !schema.members.iter().any(|member| member.value == value) {
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
    // Drafts 6 and later put the bound itself where draft 4 has a flag.
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match keywords.get(exclusive) {
            Some(value @ Value::Number(_)) => {
                schema.constraints.insert(bound.to_owned(), value.clone());
                schema
                    .constraints
                    .insert(exclusive.to_owned(), Value::Bool(true));
            }
            Some(value @ Value::Bool(_)) if schema.constraints.contains_key(bound) => {
                schema
                    .constraints
                    .insert(exclusive.to_owned(), value.clone());
            }
            _ => {}
        }
    }
    if let Some(Value::Number(factor)) = keywords.get("multipleOf")
        && factor.as_f64().is_some_and(|factor| factor > 0.0)
    {
        schema
            .constraints
            .insert("multipleOf".to_owned(), Value::Number(factor.clone()));
    }
}
