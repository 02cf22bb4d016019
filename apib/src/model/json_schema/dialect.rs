//! Keywords whose values are schemas, in the dialect of draft 2020-12.

use serde_json::{Map, Value, json};

use crate::limits;
use crate::model::schema::{COMPONENTS, Schema, Shape};

use super::{Importer, reference_of};

/// Keywords that the model has a field for, or that mean nothing outside of the schema itself.
const IMPORTED: &[&str] = &[
    "$schema",
    "$id",
    "id",
    "$anchor",
    "$vocabulary",
    "$recursiveAnchor",
    "$dynamicAnchor",
    "$ref",
    "$recursiveRef",
    "$dynamicRef",
    "$defs",
    "definitions",
    "title",
    "description",
    "default",
    "format",
    "nullable",
    "example",
    "examples",
    "type",
    "enum",
    "const",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
    "additionalItems",
    "allOf",
    "oneOf",
    "anyOf",
    "extends",
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "divisibleBy",
    "readOnly",
    "readonly",
    "writeOnly",
    "deprecated",
    "dependencies",
    "disallow",
];

/// Keywords that travel as they are.
const PLAIN: &[&str] = &[
    "$comment",
    "contentEncoding",
    "contentMediaType",
    "dependentRequired",
    "minContains",
    "maxContains",
    "discriminator",
    "externalDocs",
    "xml",
];

/// Keywords with a schema as their value.
const WITH_SCHEMA: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "contentSchema",
    "unevaluatedItems",
    "unevaluatedProperties",
    "items",
    "additionalItems",
    "additionalProperties",
];

/// Keywords with a list of schemas as their value.
const WITH_LIST: &[&str] = &["allOf", "oneOf", "anyOf", "prefixItems"];

/// Keywords with schemas by name as their value.
const WITH_MAP: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// True for a keyword of any draft, and for an extension.
pub(super) fn is_known(keyword: &str) -> bool {
    let lists = [IMPORTED, PLAIN, WITH_SCHEMA, WITH_LIST, WITH_MAP];
    lists.iter().any(|list| list.contains(&keyword)) || keyword.starts_with("x-")
}

impl Importer<'_> {
    /// Adds the keywords that the model has no field for. One that no draft knows becomes an
    /// extension, so that it is not lost.
    pub(super) fn add_subschemas(
        &mut self,
        schema: &mut Schema,
        keywords: &Map<String, Value>,
        depth: usize,
    ) {
        for (keyword, value) in keywords {
            let name = keyword.as_str();
            match name {
                "dependencies" => self.add_dependencies(schema, value, depth),
                "disallow" => {
                    let types = json!({ "type": value });
                    schema.constraints.insert("not".to_owned(), types);
                }
                _ if IMPORTED.contains(&name) => {}
                _ if PLAIN.contains(&name) || name.starts_with("x-") => {
                    schema.constraints.insert(keyword.clone(), value.clone());
                }
                _ if is_known(name) => {
                    let value = self.normalised_keyword(name, value, depth);
                    schema.constraints.insert(keyword.clone(), value);
                }
                _ if is_property(schema, name) => {}
                _ => {
                    let extension = format!("x-{}", name.trim_start_matches('$'));
                    schema.constraints.insert(extension, value.clone());
                }
            }
        }
    }

    fn add_dependencies(&mut self, schema: &mut Schema, value: &Value, depth: usize) {
        let mut required = Map::new();
        let mut schemas = Map::new();
        for (name, dependency) in value.as_object().into_iter().flatten() {
            match dependency {
                Value::Array(_) => {
                    required.insert(name.clone(), dependency.clone());
                }
                Value::String(_) => {
                    required.insert(name.clone(), json!([dependency]));
                }
                schema => {
                    let schema = self.normalised(schema, depth + 1);
                    schemas.insert(name.clone(), schema);
                }
            }
        }
        for (keyword, value) in [
            ("dependentRequired", required),
            ("dependentSchemas", schemas),
        ] {
            if !value.is_empty() {
                schema
                    .constraints
                    .insert(keyword.to_owned(), Value::Object(value));
            }
        }
    }

    /// A schema within a keyword: still JSON, in the dialect of draft 2020-12, with references to
    /// types by their names.
    pub(super) fn normalised(&mut self, value: &Value, depth: usize) -> Value {
        let Value::Object(keywords) = value else {
            return match value {
                Value::Bool(_) => value.clone(),
                _ => json!({}),
            };
        };
        if depth > limits::MAX_NESTING {
            self.report_depth();
            return json!({});
        }
        if let Some(reference) = reference_of(keywords) {
            return match self.reference(reference, depth).shape {
                Shape::Reference(name) => {
                    let step = name.replace('~', "~0").replace('/', "~1");
                    json!({ "$ref": format!("{COMPONENTS}{step}") })
                }
                _ => json!({}),
            };
        }
        let mut normalised = Map::new();
        for (keyword, value) in keywords {
            match (keyword.as_str(), value) {
                ("$schema" | "$id" | "id" | "definitions" | "$defs", _)
                | ("required" | "exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {}
                ("minimum", bound) if keywords.get("exclusiveMinimum") == Some(&json!(true)) => {
                    normalised.insert("exclusiveMinimum".to_owned(), bound.clone());
                }
                ("maximum", bound) if keywords.get("exclusiveMaximum") == Some(&json!(true)) => {
                    normalised.insert("exclusiveMaximum".to_owned(), bound.clone());
                }
                ("divisibleBy", factor) => {
                    normalised.insert("multipleOf".to_owned(), factor.clone());
                }
                (name, value) => {
                    let value = self.normalised_keyword(name, value, depth);
                    normalised.insert(keyword.clone(), value);
                }
            }
        }
        Value::Object(normalised)
    }

    fn normalised_keyword(&mut self, keyword: &str, value: &Value, depth: usize) -> Value {
        match value {
            Value::Array(schemas) if WITH_LIST.contains(&keyword) || keyword == "items" => schemas
                .iter()
                .map(|schema| self.normalised(schema, depth + 1))
                .collect(),
            Value::Object(schemas) if WITH_MAP.contains(&keyword) => {
                let schemas = schemas
                    .iter()
                    .map(|(name, schema)| (name.clone(), self.normalised(schema, depth + 1)));
                Value::Object(schemas.collect())
            }
            value if WITH_SCHEMA.contains(&keyword) => self.normalised(value, depth + 1),
            value => value.clone(),
        }
    }
}

/// True if a keyword was taken for a property.
fn is_property(schema: &Schema, name: &str) -> bool {
    match &schema.shape {
        Shape::Object(object) => object.properties.contains_key(name),
        _ => false,
    }
}
