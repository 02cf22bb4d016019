//! Names that JSON Schema gives a meaning, where a document uses them for data.
//!
//! OpenAPI gives them that meaning only where a schema or a reference may stand, but many tools,
//! validators among them, follow a `$ref` wherever they meet it.

use serde_json::Value;

/// True for the name of a property that would be taken for a keyword.
pub(super) fn is_reserved(name: &str) -> bool {
    ["$ref", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor"].contains(&name)
}

/// A sample as it can stand in the document: as JSON text, which OpenAPI allows for what cannot
/// be shown as it is, if it has a reserved name anywhere.
pub(super) fn sample(value: Value) -> Value {
    if has_reserved(&value) {
        Value::String(value.to_string())
    } else {
        value
    }
}

fn has_reserved(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_reserved),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| is_reserved(name) || has_reserved(value)),
        _ => false,
    }
}
