//! The schema of a body, and what is wrong with a body.
//!
//! OpenAPI 3.0 says `nullable` where JSON Schema lists `null` among the types.

use std::fmt;
use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::civil;

/// A schema that is made ready when it is needed first.
pub(crate) struct BodySchema {
    document: Arc<Value>,
    schema: Value,
    validator: OnceLock<Option<Validator>>,
}

/// One thing that is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BodyProblem {
    /// Where, as a JSON pointer into the body.
    pub(crate) pointer: String,
    pub(crate) message: String,
}

/// More than this many problems help nobody.
const SHOWN_PROBLEMS: usize = 10;

impl BodySchema {
    pub(crate) fn new(document: &Arc<Value>, schema: Value) -> Self {
        Self {
            document: Arc::clone(document),
            schema,
            validator: OnceLock::new(),
        }
    }

    /// What is wrong with a body; nothing if it is as documented.
    pub(crate) fn problems(&self, body: &Value) -> Vec<BodyProblem> {
        let validator = self.validator.get_or_init(|| self.compile());
        let problems = validator
            .iter()
            .flat_map(|validator| validator.iter_errors(body));
        problems
            .take(SHOWN_PROBLEMS)
            .map(|problem| BodyProblem {
                pointer: problem.instance_path().to_string(),
                message: problem.to_string(),
            })
            .collect()
    }

    /// The schemas that this one refers to, over any number of others.
    fn components(&self) -> Map<String, Value> {
        let mut components = Map::new();
        let mut waiting = vec![&self.schema];
        while let Some(schema) = waiting.pop() {
            match schema {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => {
                    waiting.extend(members.values());
                    let reference = members.get("$ref").and_then(Value::as_str);
                    let place = reference.and_then(|reference| reference.strip_prefix('#'));
                    let name = place.and_then(|place| place.strip_prefix("/components/schemas/"));
                    if let (Some(name), Some(place)) = (name, place)
                        && !components.contains_key(name)
                        && let Some(target) = self.document.pointer(place)
                    {
                        components.insert(name.to_owned(), json_schema(target));
                        waiting.push(target);
                    }
                }
                _ => {}
            }
        }
        components
    }

    /// A schema that is none is taken for one that lets everything pass.
    fn compile(&self) -> Option<Validator> {
        let schema = json!({
            "allOf": [json_schema(&self.schema)],
            "components": {"schemas": self.components()},
        });
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .with_format("date-time-local", civil::is_local)
            .with_format("date", civil::is_date)
            .with_format("byte", |text: &str| STANDARD.decode(text).is_ok())
            .build(&schema)
            .ok()
    }
}

impl fmt::Debug for BodySchema {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("BodySchema")
            .field(&self.schema)
            .finish()
    }
}

/// A schema of OpenAPI 3.0 as JSON Schema 2020-12.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(json_schema).collect(),
        Value::Object(members) => {
            let mut converted: Map<_, _> = members
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "example" | "discriminator" | "xml"))
                .map(|(name, value)| {
                    let is_data = matches!(name.as_str(), "enum" | "default" | "required");
                    let value = if is_data {
                        value.clone()
                    } else {
                        json_schema(value)
                    };
                    (name.clone(), value)
                })
                .collect();
            if converted.get("nullable") == Some(&Value::Bool(true)) {
                converted.remove("nullable");
                return nullable(converted);
            }
            Value::Object(converted)
        }
        other => other.clone(),
    }
}

/// What takes `null` too.
fn nullable(schema: Map<String, Value>) -> Value {
    let says_something = ["type", "allOf", "anyOf", "oneOf", "enum", "$ref"];
    if says_something.iter().any(|name| schema.contains_key(*name)) {
        json!({"anyOf": [{"type": "null"}, schema]})
    } else {
        Value::Object(schema)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(schema: Value, body: &Value) -> Vec<(String, String)> {
        let schema = BodySchema::new(&Arc::new(json!({})), schema);
        let problems = schema.problems(body).into_iter();
        problems
            .map(|problem| (problem.pointer, problem.message))
            .collect()
    }

    #[test]
    fn null_is_taken_where_the_schema_says_so() {
        let schema = json!({"properties": {
            "a": {"type": "string", "nullable": true},
            "b": {"allOf": [{"type": "integer"}], "nullable": true},
            "c": {"type": "string"},
        }});
        assert_eq!(problems(schema.clone(), &json!({"a": null, "b": null})), []);
        let found = problems(schema, &json!({"c": null}));
        assert_eq!(found[0].0, "/c");
    }

    #[test]
    fn formats_of_this_api_are_checked() {
        let schema = json!({"properties": {
            "when": {"type": "string", "format": "date-time-local"},
            "content": {"type": "string", "format": "byte"},
        }});
        let good = json!({"when": "2026-03-16T08:00:00", "content": "AAAA"});
        assert_eq!(problems(schema.clone(), &good), []);
        let bad = json!({"when": "2026-03-16T08:00:00Z", "content": "not base64"});
        assert_eq!(problems(schema, &bad).len(), 2);
    }
}
