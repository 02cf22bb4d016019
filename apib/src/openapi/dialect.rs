//! What OpenAPI 3.0 and 3.1 say differently in their schemas.

use serde_json::{Map, Value, json};

use crate::model::schema::{Schema, Shape};

use super::reserved;
use super::version::Version;

/// Where OpenAPI 3.0 has the properties that cannot stand among the others.
pub(super) const X_PROPERTIES: &str = "x-properties";

/// Adds what refines the type.
pub(super) fn add_format(object: &mut Map<String, Value>, format: &str, version: Version) {
    let (keyword, value) = match (version, format) {
        (Version::V3_1, "binary") => ("contentMediaType", "application/octet-stream"),
        (Version::V3_1, "byte") => ("contentEncoding", "base64"),
        _ => ("format", format),
    };
    object.insert(keyword.to_owned(), json!(value));
}

/// Adds the values of an enumeration.
pub(super) fn add_values(object: &mut Map<String, Value>, schema: &Schema, version: Version) {
    let values = schema.members.iter().map(|member| member.value.clone());
    let mut values: Vec<Value> = values.collect();
    // `null` has to be among the values even where the schema is nullable (OpenAPI 3.0.3).
    if schema.nullable {
        values.push(Value::Null);
    }
    match (version, &mut values[..]) {
        (Version::V3_1, [only]) => object.insert("const".to_owned(), only.take()),
        _ => object.insert("enum".to_owned(), Value::Array(values)),
    };
}

/// Lets `null` be a value. `nullable` counts only beside a `type` (OpenAPI 3.0.3, proposal "Clarify
/// Nullable"), which references and combinations have not, so that `null` has to be an alternative
/// of theirs in either version. In 3.0 that alternative says `nullable` as well, which is what
/// tools look for.
pub(super) fn add_null(object: &mut Map<String, Value>, shape: &Shape, version: Version) {
    let keyword = match (shape, version) {
        (Shape::OneOf(_), _) => "oneOf",
        (Shape::AnyOf(_), _) => "anyOf",
        (Shape::AllOf(_), _) => "allOf",
        (Shape::Reference(_), _) => "$ref",
        (_, Version::V3_0) => {
            object.insert("nullable".to_owned(), json!(true));
            return;
        }
        (_, Version::V3_1) => {
            if let Some(kind) = object.get_mut("type") {
                *kind = json!([kind.take(), "null"]);
            }
            return;
        }
    };
    let only_null = match version {
        Version::V3_0 => json!({ "type": "object", "nullable": true, "enum": [null] }),
        Version::V3_1 => json!({ "type": "null" }),
    };
    match (keyword, object.shift_remove(keyword)) {
        ("oneOf" | "anyOf", Some(Value::Array(mut schemas))) => {
            schemas.push(only_null);
            object.insert(keyword.to_owned(), Value::Array(schemas));
        }
        (_, Some(value)) => {
            object.insert("anyOf".to_owned(), json!([{ keyword: value }, only_null]));
        }
        (_, None) => {}
    }
}

/// Adds samples.
pub(super) fn add_examples(object: &mut Map<String, Value>, samples: &[Value], version: Version) {
    let all = || samples.iter().cloned().map(reserved::sample).collect();
    match (version, samples) {
        (_, []) => {}
        (Version::V3_1, _) => {
            object.insert("examples".to_owned(), all());
        }
        (Version::V3_0, [first, others @ ..]) => {
            object.insert("example".to_owned(), reserved::sample(first.clone()));
            if !others.is_empty() {
                object.insert("x-examples".to_owned(), all());
            }
        }
    }
}

/// The finished schema. What stands beside a reference is ignored in OpenAPI 3.0, so there the
/// reference goes into an `allOf`.
pub(super) fn finish(mut object: Map<String, Value>, version: Version) -> Value {
    if version == Version::V3_0
        && object.len() > 1
        && let Some(reference) = object.get_mut("$ref").map(Value::take)
    {
        let members = object
            .into_iter()
            .map(|(keyword, value)| match keyword.as_str() {
                "$ref" => ("allOf".to_owned(), json!([{ "$ref": reference }])),
                _ => (keyword, value),
            });
        return Value::Object(members.collect());
    }
    Value::Object(object)
}

/// Adds properties that cannot stand among the others.
pub(super) fn add_reserved(
    object: &mut Map<String, Value>,
    properties: Vec<(String, Value)>,
    version: Version,
) {
    match version {
        Version::V3_0 => {
            let list = properties
                .into_iter()
                .map(|(name, schema)| json!({ "name": name, "schema": schema }))
                .collect();
            object.insert(X_PROPERTIES.to_owned(), list);
        }
        Version::V3_1 => {
            let patterns = properties
                .into_iter()
                .map(|(name, schema)| (format!("^{}$", name.replace('$', "\\$")), schema))
                .collect();
            object.insert("patternProperties".to_owned(), Value::Object(patterns));
        }
    }
}
