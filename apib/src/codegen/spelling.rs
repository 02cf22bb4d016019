//! How the parts of a schema are spelled so that the generator reads them as they are meant.

use serde_json::{Map, Value, json};

use super::types::{Shape, Type};

/// A scalar, with its format if it has one.
pub(super) fn scalar(kind: &str, format: Option<&String>) -> Value {
    match format {
        None => json!({"type": kind}),
        Some(format) => json!({"type": kind, "format": format}),
    }
}

/// A reference to a component by its name.
pub(super) fn reference_to(component: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{component}")})
}

/// The schema with what is said of this use of it: whether it may be null, and its description.
pub(super) fn dressed(schema: Value, value: &Type) -> Value {
    let mut schema = nullable_if(schema, value.nullable);
    if let Some(description) = &value.description {
        // A reference tolerates nothing beside it.
        if schema.get("$ref").is_some() {
            schema = json!({"allOf": [schema]});
        }
        schema["description"] = json!(description);
    }
    schema
}

/// The schema, or `null` too if `nullable` says so. Free form includes `null` already.
pub(super) fn nullable_if(schema: Value, nullable: bool) -> Value {
    if !nullable || schema.as_object().is_some_and(Map::is_empty) {
        return schema;
    }
    let mut schema = if schema.get("$ref").is_some() {
        json!({"allOf": [schema]})
    } else {
        schema
    };
    schema["nullable"] = json!(true);
    schema
}

/// What a variant of a union is called.
pub(super) fn kind_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "Boolean",
        Shape::Integer(_) => "Integer",
        Shape::Number(_) => "Number",
        Shape::String(_) => "Text",
        Shape::Array(_) => "List",
        _ => "Record",
    }
}
