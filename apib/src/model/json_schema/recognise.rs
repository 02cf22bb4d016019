//! What is a schema, and what only stands in the place of one.

use serde_json::{Map, Value};

use crate::model::primitive;

/// What a JSON value is that stands where a schema should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    Schema,
    /// Nothing but a sample of what the schema should describe.
    Sample,
}

/// A keyword with the form that its value must have.
type Keyword = (&'static str, fn(&Value) -> bool);

/// Keywords that describe values, each with the form that its own value must have.
const KEYWORDS: &[Keyword] = &[
    ("$ref", Value::is_string),
    ("$schema", Value::is_string),
    ("type", is_type),
    ("properties", Value::is_object),
    ("patternProperties", Value::is_object),
    ("additionalProperties", is_schema_value),
    ("items", |value| is_schema_value(value) || value.is_array()),
    ("prefixItems", Value::is_array),
    ("required", |value| value.is_array() || value.is_boolean()),
    ("enum", Value::is_array),
    ("allOf", Value::is_array),
    ("anyOf", Value::is_array),
    ("oneOf", Value::is_array),
    ("not", is_schema_value),
    ("if", is_schema_value),
    ("extends", |value| value.is_object() || value.is_array()),
    ("definitions", Value::is_object),
    ("$defs", Value::is_object),
];

/// Keywords that only annotate, and so do not make a schema of an object that has no other.
const ANNOTATIONS: &[&str] = &[
    "$id",
    "id",
    "$anchor",
    "$comment",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "format",
    "const",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
];

fn is_schema_value(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}

fn is_type(value: &Value) -> bool {
    match value {
        Value::String(name) => is_type_name(name),
        Value::Array(names) => names.iter().all(is_type),
        _ => false,
    }
}

fn is_type_name(name: &str) -> bool {
    primitive::of_name(name).is_some() || name.contains('[')
}

/// A root counts as a schema if it has one keyword of the right form, or nothing but keywords.
pub(super) fn recognised(root: &Value) -> Recognised {
    let is_schema = match root {
        Value::Object(members) => {
            has_keyword(members) || members.keys().all(|name| is_keyword(name))
        }
        Value::Bool(_) => true,
        _ => false,
    };
    if is_schema {
        Recognised::Schema
    } else {
        Recognised::Sample
    }
}

/// True if an object has a keyword of the right form.
pub(super) fn has_keyword(members: &Map<String, Value>) -> bool {
    let mut keywords = KEYWORDS.iter();
    keywords.any(|(name, fits)| members.get(*name).is_some_and(fits))
}

fn is_keyword(name: &str) -> bool {
    ANNOTATIONS.contains(&name) || KEYWORDS.iter().any(|(keyword, _)| *keyword == name)
}
