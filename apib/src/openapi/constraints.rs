//! Keywords of JSON Schema that travel beside the shape of a schema.

use serde_json::{Map, Value, json};

use crate::model::schema::COMPONENTS;

use super::components::ComponentNames;
use super::context::Context;
use super::version::Version;

/// Keywords that OpenAPI 3.0 shares with draft 2020-12.
const SHARED: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "multipleOf",
    "readOnly",
    "writeOnly",
    "deprecated",
    "discriminator",
    "externalDocs",
    "xml",
];

/// Adds constraints, which are keywords of draft 2020-12. OpenAPI 3.1 has all of them, and where
/// they say more than the shape does, such as `prefixItems`, they stand in its place.
pub(super) fn add(
    object: &mut Map<String, Value>,
    constraints: &Map<String, Value>,
    context: &Context,
) {
    match context.version {
        Version::V3_0 => add_3_0(object, constraints, &context.names),
        Version::V3_1 => {
            for (keyword, value) in constraints {
                object.insert(keyword.clone(), with_keys(value, &context.names));
            }
        }
    }
}

/// A keyword that OpenAPI 3.0 has not becomes an extension of the same name behind `x-`.
fn add_3_0(
    object: &mut Map<String, Value>,
    constraints: &Map<String, Value>,
    names: &ComponentNames,
) {
    for (keyword, value) in constraints {
        let value = with_keys(value, names);
        match (keyword.as_str(), value) {
            ("exclusiveMinimum", bound) => add_exclusive(object, "minimum", keyword, bound),
            ("exclusiveMaximum", bound) => add_exclusive(object, "maximum", keyword, bound),
            ("type", _) => {
                object.insert("enum".to_owned(), json!([null]));
            }
            // `{}` is the same in both dialects, and all that a schema without values needs.
            ("not", Value::Object(empty)) if empty.is_empty() => {
                object.insert("not".to_owned(), json!({}));
            }
            // The shape has the wider form of these.
            ("items" | "additionalProperties", Value::Bool(_)) => {}
            // The exclusive bound is the tighter one as a rule, and there can be one of them.
            ("minimum", _) if constraints.contains_key("exclusiveMinimum") => {}
            ("maximum", _) if constraints.contains_key("exclusiveMaximum") => {}
            (keyword, value) if SHARED.contains(&keyword) || keyword.starts_with("x-") => {
                object.insert(keyword.to_owned(), value);
            }
            (keyword, value) => {
                let extension = format!("x-{}", keyword.trim_start_matches('$'));
                object.insert(extension, value);
            }
        }
    }
}

/// A bound that draft 4, and so OpenAPI 3.0, has a flag for.
fn add_exclusive(object: &mut Map<String, Value>, bound: &str, flag: &str, value: Value) {
    object.insert(bound.to_owned(), value);
    object.insert(flag.to_owned(), json!(true));
}

/// A value with the keys of components in the place of the names of types.
fn with_keys(value: &Value, names: &ComponentNames) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| with_keys(item, names)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let reference = value.as_str().filter(|_| name == "$ref");
                let type_name = reference.and_then(|it| it.strip_prefix(COMPONENTS));
                let value = match type_name {
                    Some(step) => {
                        let type_name = step.replace("~1", "/").replace("~0", "~");
                        json!(format!("{COMPONENTS}{}", names.key(&type_name)))
                    }
                    None => with_keys(value, names),
                };
                (name.clone(), value)
            })
            .collect(),
        value => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_openapi_has_not_becomes_an_extension() {
        let name = "My Type".to_owned();
        let names = ComponentNames::new(std::iter::once(&name));
        let constraints = json!({
            "exclusiveMinimum": 1,
            "minimum": 0,
            "maxLength": 2,
            "if": { "$ref": "#/components/schemas/My Type" },
            "items": false,
            "not": {}
        });
        let mut object = Map::new();
        add_3_0(&mut object, constraints.as_object().unwrap(), &names);
        let expected = json!({
            "minimum": 1,
            "exclusiveMinimum": true,
            "maxLength": 2,
            "x-if": { "$ref": "#/components/schemas/MyType" },
            "not": {}
        });
        assert_eq!(Value::Object(object), expected);
    }
}
