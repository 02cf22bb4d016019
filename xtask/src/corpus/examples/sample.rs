//! Values for what has to be given and has no example.

use serde_json::{Map, Value, json};

/// The smallest value that a lowered schema takes.
pub(super) fn sample(root: &Value, schema: &Value) -> Value {
    sample_within(root, schema, 0)
}

fn sample_within(root: &Value, schema: &Value, depth: usize) -> Value {
    // A record that needs itself has no value, and no lowered document has it.
    if depth > 50 {
        return Value::Null;
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#'));
        return sample_within(root, target.unwrap_or(&Value::Null), depth + 1);
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        if let Some(first) = schema[key].get(0) {
            return sample_within(root, first, depth + 1);
        }
    }
    match schema["type"].as_str() {
        Some("string") => json!("a"),
        Some("integer") => json!(1),
        Some("number") => json!(1.5),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => {
            let required = schema["required"].as_array().into_iter().flatten();
            let required = required.filter_map(Value::as_str).map(|name| {
                let property = sample_within(root, &schema["properties"][name], depth + 1);
                (name.to_owned(), property)
            });
            Value::Object(required.collect::<Map<_, _>>())
        }
        _ => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_is_there() {
        let root = json!({"components": {"schemas": {"A": {
            "type": "object", "required": ["n"],
            "properties": {"n": {"type": "integer"}, "m": {"type": "string"}},
        }}}});
        let schema = json!({"allOf": [{"$ref": "#/components/schemas/A"}]});
        assert_eq!(sample(&root, &schema), json!({"n": 1}));
        let schema = json!({"$ref": "#/components/schemas/B"});
        assert_eq!(sample(&root, &schema), json!({}));
    }
}
