//! Schemas of `OpenAPI` as JSON Schema that also tells what is not described.
//!
//! An object that describes its properties and says nothing of others takes any others; to find those,
//! it is closed here. What extends a type (`allOf` with more than one part) is closed as a whole, so its
//! parts must be open: those have a name of their own, with [`OPEN`] behind it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::resolve;

/// What the name of a type ends with that is not closed.
const OPEN: &str = "~open";

/// Keywords that say nothing of a value.
const SILENT: [&str; 9] = [
    "example",
    "examples",
    "description",
    "title",
    "externalDocs",
    "deprecated",
    "xml",
    "discriminator",
    "default",
];

/// All component schemas, closed and open.
pub(super) fn components(document: &Value) -> Value {
    let mut components = Map::new();
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        components.insert(name.clone(), converted(document, schema));
        let open = Converter {
            document,
            is_open: true,
        };
        components.insert(format!("{name}{OPEN}"), open.schema(schema));
    }
    Value::Object(components)
}

/// A schema, closed.
pub(super) fn converted(document: &Value, schema: &Value) -> Value {
    let closed = Converter {
        document,
        is_open: false,
    };
    closed.schema(schema)
}

#[derive(Clone, Copy)]
struct Converter<'a> {
    document: &'a Value,
    /// Whether the outermost object is left open, since the whole is closed that it is a part of.
    is_open: bool,
}

impl Converter<'_> {
    fn schema(self, schema: &Value) -> Value {
        let Some(object) = schema.as_object() else {
            return if schema.is_boolean() {
                schema.clone()
            } else {
                json!({})
            };
        };
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            return self.reference(reference);
        }
        let mut converted = Map::new();
        let inner = Self {
            is_open: false,
            ..self
        };
        let is_composed = is_composed(object);
        let part = Self {
            is_open: is_composed || self.is_open,
            ..self
        };
        for (keyword, value) in object {
            let keyword = keyword.as_str();
            if SILENT.contains(&keyword) || keyword == "nullable" || keyword.starts_with("x-") {
                continue;
            }
            let value = match keyword {
                "properties" | "patternProperties" => {
                    let fields = value.as_object().into_iter().flatten();
                    let fields = fields.map(|(name, field)| (name.clone(), inner.schema(field)));
                    Value::Object(fields.collect())
                }
                "items" | "additionalProperties" => inner.schema(value),
                "allOf" => part.list(value),
                "anyOf" | "oneOf" => part.alternatives(value),
                _ => value.clone(),
            };
            converted.insert(keyword.to_owned(), value);
        }
        bounds(&mut converted);
        self.close(&mut converted, is_composed);
        if object.get("nullable") == Some(&Value::Bool(true)) {
            return nullable(converted);
        }
        Value::Object(converted)
    }

    fn reference(self, reference: &str) -> Value {
        let open = if self.is_open { OPEN } else { "" };
        // A tilde begins an escape in a pointer.
        let open = open.replace('~', "~0");
        if reference.starts_with("#/components/schemas/") {
            json!({"$ref": format!("{reference}{open}")})
        } else {
            // Rare enough to be written out; a circle of such references ends in anything.
            self.schema(resolve(self.document, &json!({"$ref": reference})))
        }
    }

    fn list(self, list: &Value) -> Value {
        let list = list.as_array().into_iter().flatten();
        list.map(|schema| self.schema(schema)).collect()
    }

    /// Alternatives, of which those without a mark of their own are for what has no other's mark: a
    /// resource of a known type is not taken for one of an unknown type.
    fn alternatives(self, list: &Value) -> Value {
        let schemas: Vec<&Value> = list.as_array().into_iter().flatten().collect();
        let field = |schema: &Value, name: &str| -> Option<Value> {
            let schema = resolve(self.document, schema);
            schema["properties"].get(name).cloned()
        };
        let constant = |schema: &Value| {
            schema["enum"]
                .as_array()
                .filter(|all| all.len() == 1)?
                .first()
                .cloned()
        };
        let mut marks: Vec<Value> = Vec::new();
        for schema in &schemas {
            marks.extend(field(schema, "type").as_ref().and_then(constant));
        }
        let converted = schemas.iter().map(|schema| {
            let unmarked = field(schema, "type").is_some_and(|kind| kind.get("enum").is_none());
            let alternative = self.schema(schema);
            if unmarked && !marks.is_empty() {
                json!({"allOf": [alternative, {"properties": {"type": {"not": {"enum": marks}}}}]})
            } else {
                alternative
            }
        });
        converted.collect()
    }

    /// Lets no more properties in than are described.
    fn close(self, schema: &mut Map<String, Value>, is_composed: bool) {
        if self.is_open || schema.contains_key("additionalProperties") {
            return;
        }
        if is_composed {
            schema.insert("unevaluatedProperties".to_owned(), json!(false));
        } else if schema.contains_key("properties") {
            schema.insert("additionalProperties".to_owned(), json!(false));
        }
    }
}

/// Whether an object is made of parts that each know some of its properties.
fn is_composed(schema: &Map<String, Value>) -> bool {
    let parts = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let has_own = schema.contains_key("properties");
    let all = parts("allOf").map_or(0, Vec::len);
    let alternatives = parts("anyOf").or_else(|| parts("oneOf")).is_some();
    all > 1 || (all == 1 && (has_own || alternatives)) || (has_own && alternatives)
}

/// In `OpenAPI` 3.0 a flag makes a bound exclusive.
fn bounds(schema: &mut Map<String, Value>) {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match schema.get(flag) {
            Some(Value::Bool(true)) => {
                if let Some(bound) = schema.shift_remove(bound) {
                    schema.insert(flag.to_owned(), bound);
                }
            }
            Some(Value::Bool(false)) => {
                schema.shift_remove(flag);
            }
            _ => {}
        }
    }
}

/// The schema, or null.
fn nullable(mut schema: Map<String, Value>) -> Value {
    let plain: BTreeSet<&str> = ["type", "enum"].into();
    let simple = schema.get("type").is_some_and(Value::is_string)
        && !schema
            .keys()
            .any(|key| ["allOf", "anyOf", "oneOf"].contains(&key.as_str()));
    if !simple {
        return json!({"anyOf": [schema, {"type": "null"}]});
    }
    for keyword in plain {
        match schema.get_mut(keyword) {
            Some(Value::Array(members)) if !members.contains(&Value::Null) => {
                members.push(Value::Null);
            }
            Some(kind @ Value::String(_)) => *kind = json!([kind.clone(), "null"]),
            _ => {}
        }
    }
    Value::Object(schema)
}
