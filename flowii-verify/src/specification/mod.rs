//! What the specification says of reading: which operations there are, what they need, and what they
//! answer.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

mod resource_type;
mod schema;

pub use resource_type::ResourceTypes;

/// A specification, made ready to hold answers against.
#[derive(Clone, Debug)]
pub struct Specification {
    /// The operations that can be called without changing anything, in the order of the document.
    pub operations: Vec<ReadOperation>,
    /// The types of resources, by the parameters that name one.
    pub resource_types: ResourceTypes,
    /// Names of fields, which are no secrets as they are published.
    field_names: BTreeSet<String>,
    /// The component schemas, as JSON Schema.
    components: Value,
}

/// A GET.
#[derive(Clone, Debug)]
pub struct ReadOperation {
    /// With its variables in braces: `/partners/{id}`.
    pub path: String,
    /// The query parameters without which it cannot be called.
    pub query: Vec<QueryParameter>,
    /// By status or range of statuses, in capitals.
    pub answers: IndexMap<String, Answer>,
}

/// A query parameter that must be given.
#[derive(Clone, Debug)]
pub struct QueryParameter {
    /// Its name.
    pub name: String,
    /// A value that the specification itself gives: the first of an enumeration, or a default.
    pub known_value: Option<String>,
}

/// What an operation answers with one status: the schema of each media type, as JSON Schema.
#[derive(Clone, Debug)]
pub struct Answer {
    /// By media type without parameters; nothing if there is no body, or none is described.
    pub content: IndexMap<String, Value>,
}

/// What is wrong with a document that should be a specification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpecificationError {
    /// It is no `OpenAPI` 3 document.
    #[error("the specification is not OpenAPI 3: it has no `openapi` that begins with 3")]
    NotOpenApi,
    /// There is nothing in it to read.
    #[error("the specification has no GET, so there is nothing to verify by reading")]
    NothingToRead,
}

impl ReadOperation {
    /// The name in messages: `GET /partners/{id}`.
    pub fn name(&self) -> String {
        format!("GET {}", self.path)
    }

    /// The answer of this status: its own, that of its class, or the default.
    pub fn answer(&self, status: u16) -> Option<&Answer> {
        let own = self.answers.get(&status.to_string());
        own.or_else(|| self.answers.get(&format!("{}XX", status / 100)))
            .or_else(|| self.answers.get("DEFAULT"))
    }

    /// The media types of success, for `Accept`.
    pub fn accept(&self) -> String {
        let success = self
            .answers
            .iter()
            .filter(|(status, _)| status.starts_with('2'));
        let names: BTreeSet<&str> = success
            .flat_map(|(_, answer)| answer.content.keys().map(String::as_str))
            .collect();
        if names.is_empty() {
            return "*/*".to_owned();
        }
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// Whether it answers a file, which takes longer and is not looked into.
    pub fn is_transfer(&self) -> bool {
        !self.accept().contains("json")
    }
}

impl Specification {
    /// Reads an `OpenAPI` document of version 3.0 or 3.1.
    ///
    /// # Errors
    ///
    /// If it is none, or has nothing to read.
    pub fn read(document: &Value) -> Result<Self, SpecificationError> {
        let version = document["openapi"].as_str().unwrap_or_default();
        if !version.starts_with("3.") {
            return Err(SpecificationError::NotOpenApi);
        }
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            let item = resolve(document, item);
            if let Some(operation) = item.get("get").filter(|operation| operation.is_object()) {
                operations.push(read_operation(document, path, item, operation));
            }
        }
        if operations.is_empty() {
            return Err(SpecificationError::NothingToRead);
        }
        let mut field_names = BTreeSet::new();
        collect_field_names(document, &mut field_names);
        Ok(Self {
            operations,
            resource_types: ResourceTypes::read(document),
            field_names,
            components: schema::components(document),
        })
    }

    /// Whether a field of this name is described anywhere.
    pub fn knows_field(&self, name: &str) -> bool {
        self.field_names.contains(name)
    }

    /// What holds a value against a schema of an [`Answer`].
    ///
    /// # Errors
    ///
    /// If the schema is none, in words.
    pub fn validator(&self, schema: &Value) -> Result<Validator, String> {
        // The compiler of schemas goes through all it gets, and most answers need little of it.
        let whole = json!({"allOf": [schema], "components": {"schemas": self.needed(schema)}});
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build(&whole)
            .map_err(|error| error.to_string())
    }
}

impl Specification {
    /// The component schemas that a schema refers to, and those that they refer to.
    fn needed(&self, schema: &Value) -> Map<String, Value> {
        let mut needed = Map::new();
        let mut pending = Vec::new();
        references(schema, &mut pending);
        while let Some(name) = pending.pop() {
            let known = self.components.get(&name);
            if let Some(component) = known.filter(|_| !needed.contains_key(&name)) {
                references(component, &mut pending);
                needed.insert(name, component.clone());
            }
        }
        needed
    }
}

/// The names of the component schemas that a converted schema refers to.
fn references(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(object) => {
            let reference = object.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|text| text.strip_prefix("#/components/schemas/"));
            names.extend(name.map(|name| name.replace("~1", "/").replace("~0", "~")));
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(array) => array.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

fn read_operation(document: &Value, path: &str, item: &Value, operation: &Value) -> ReadOperation {
    let mut query: Vec<QueryParameter> = Vec::new();
    for list in [&operation["parameters"], &item["parameters"]] {
        for parameter in list.as_array().into_iter().flatten() {
            let parameter = resolve(document, parameter);
            let is_needed = parameter["in"] == "query" && parameter["required"] == true;
            let name = parameter["name"].as_str().filter(|_| is_needed);
            if let Some(name) = name.filter(|name| query.iter().all(|known| known.name != **name)) {
                query.push(QueryParameter {
                    name: name.to_owned(),
                    known_value: known_value(document, parameter),
                });
            }
        }
    }
    let answers = operation["responses"].as_object().into_iter().flatten();
    ReadOperation {
        path: path.to_owned(),
        query,
        answers: answers
            .map(|(status, answer)| {
                let content = resolve(document, answer)["content"].as_object();
                let content = content.into_iter().flatten();
                let content = content.map(|(media_type, media)| {
                    (
                        essence(media_type),
                        schema::converted(document, &media["schema"]),
                    )
                });
                let answer = Answer {
                    content: content.collect(),
                };
                (status.to_ascii_uppercase(), answer)
            })
            .collect(),
    }
}

fn known_value(document: &Value, parameter: &Value) -> Option<String> {
    let schema = resolve(document, &parameter["schema"]);
    let first = schema["enum"]
        .as_array()
        .and_then(|members| members.first());
    let value = first.or_else(|| schema.get("default"))?;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A media type in small letters and without parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// What a value refers to, or itself; null for what is not there.
pub(crate) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    // A longer chain is a circle.
    for _ in 0..32 {
        let Some(reference) = value["$ref"].as_str() else {
            return value;
        };
        let pointer = reference.strip_prefix('#').unwrap_or("/");
        value = document.pointer(pointer).unwrap_or(&Value::Null);
    }
    &Value::Null
}

fn collect_field_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(properties) = object.get("properties").and_then(Value::as_object) {
                names.extend(properties.keys().cloned());
            }
            for (key, value) in object {
                // Samples have values in them, and the names of maps are values.
                if !["example", "examples", "default"].contains(&key.as_str()) {
                    collect_field_names(value, names);
                }
            }
        }
        Value::Array(array) => array
            .iter()
            .for_each(|value| collect_field_names(value, names)),
        _ => {}
    }
}
