//! From JSON to a schema.

use serde_json::{Map, Number, Value, json};

use crate::diff::api::reference::component;

use super::{Additional, BOUNDS, Documentation, Schema};

/// Keywords that are compared as they are.
const OPAQUE: [&str; 19] = [
    "not",
    "if",
    "then",
    "else",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "xml",
    "$dynamicRef",
];

impl Schema {
    /// Reads a schema; anything that is none admits everything.
    pub(crate) fn read(schema: &Value) -> Self {
        let Some(object) = schema.as_object() else {
            let mut read = Self::default();
            if *schema == false {
                read.opaque.insert("not".to_owned(), json!({}));
            }
            return read;
        };
        let mut read = Self::default();
        read.own(object);
        for part in list(object, "allOf") {
            let part = Self::read(part);
            match &part.reference {
                Some(base) if !part.nullable => {
                    read.bases.insert(base.clone());
                }
                _ => read.absorb(part),
            }
        }
        let variants = list(object, "anyOf").chain(list(object, "oneOf"));
        let variants: Vec<_> = variants.map(Self::read).collect();
        for variant in variants {
            if variant.is_null() {
                read.nullable = true;
            } else {
                read.variants.push(variant);
            }
        }
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            match component(reference) {
                Some(base) => {
                    read.bases.insert(base);
                }
                None => {
                    read.opaque.insert("$ref".to_owned(), json!(reference));
                }
            }
        }
        read.collapsed()
    }

    /// What is said in this place itself.
    fn own(&mut self, object: &Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
        let is = |key: &str| object.get(key) == Some(&Value::Bool(true));
        self.nullable = is("nullable");
        match object.get("type") {
            Some(Value::String(kind)) => {
                self.types.insert(kind.clone());
            }
            Some(Value::Array(kinds)) => {
                let kinds = kinds.iter().filter_map(Value::as_str);
                self.types.extend(kinds.map(str::to_owned));
            }
            _ => {}
        }
        let null_only = self.types.len() == 1 && self.types.contains("null");
        if !null_only && self.types.remove("null") {
            self.nullable = true;
        }
        self.format = text("format");
        self.pattern = text("pattern");
        self.multiple_of = object.get("multipleOf").and_then(number);
        self.unique_items = is("uniqueItems");
        self.read_only = is("readOnly");
        self.write_only = is("writeOnly");
        self.deprecated = is("deprecated");
        self.default = object.get("default").cloned();
        let members = object.get("enum").and_then(Value::as_array).cloned();
        self.members = members.or_else(|| object.get("const").map(|only| vec![only.clone()]));
        if let Some(members) = &mut self.members {
            // As JSON Schema reads it, null has to be among the members and the types.
            members.retain(|member| !member.is_null());
            declared(members, object);
        }
        self.member_names = list(object, "x-enum-varnames")
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        let properties = object.get("properties").and_then(Value::as_object);
        self.properties = properties
            .into_iter()
            .flatten()
            .map(|(name, property)| (name.clone(), Self::read(property)))
            .collect();
        self.required = list(object, "required")
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        self.additional = match object.get("additionalProperties") {
            None | Some(Value::Bool(true)) => Additional::Any,
            Some(Value::Bool(false)) => Additional::None,
            Some(schema) => {
                let schema = Self::read(schema);
                if schema.is_any() {
                    Additional::Any
                } else {
                    Additional::Schema(Box::new(schema))
                }
            }
        };
        let items = object.get("items").filter(|items| items.is_object());
        self.items = items.map(|items| Box::new(Self::read(items)));
        self.bounds(object);
        for keyword in OPAQUE {
            if let Some(value) = object.get(keyword) {
                self.opaque.insert(keyword.to_owned(), value.clone());
            }
        }
        // Its mapping names components, which are compared where they are the variants.
        if let Some(discriminator) = object.get("discriminator") {
            let property = discriminator["propertyName"].clone();
            self.opaque.insert("discriminator".to_owned(), property);
        }
        self.documentation = Documentation::of(object);
    }

    fn bounds(&mut self, object: &Map<String, Value>) {
        for (name, _) in BOUNDS {
            if let Some(bound) = object.get(name).and_then(number) {
                self.bounds.insert(name.to_owned(), bound);
            }
        }
        // In OpenAPI 3.0 a flag makes a bound exclusive; in 3.1 it is a bound of its own.
        for (exclusive, bound) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            if object.get(exclusive) == Some(&Value::Bool(true))
                && let Some(bound) = self.bounds.remove(bound)
            {
                self.bounds.insert(exclusive.to_owned(), bound);
            }
        }
        // A lower bound of nothing is none.
        for name in ["minLength", "minItems", "minProperties"] {
            if self.bounds.get(name).and_then(Number::as_f64) == Some(0.0) {
                self.bounds.remove(name);
            }
        }
    }

    /// The same in the shortest form: one base with nothing else is a reference, one variant with
    /// nothing else is that variant.
    fn collapsed(mut self) -> Self {
        if self.variants.len() == 1 && self.without_variants().is_any() && self.bases.is_empty() {
            let mut only = self.variants.remove(0);
            only.nullable |= self.nullable;
            only.read_only |= self.read_only;
            only.write_only |= self.write_only;
            only.deprecated |= self.deprecated;
            only.default = self.default.or(only.default);
            return only;
        }
        if self.bases.len() == 1 && self.without_bases().is_any() {
            self.reference = self.bases.pop_first();
        }
        self
    }
}

/// Leaves the members that are declared, where some are: a converter adds those that only samples
/// show, without a word for them.
fn declared(members: &mut Vec<Value>, object: &Map<String, Value>) {
    let words: Vec<_> = list(object, "x-enum-descriptions").collect();
    if words.len() == members.len() && words.iter().any(|word| **word != "") {
        let mut words = words.into_iter();
        members.retain(|_| words.next().is_none_or(|word| *word != ""));
    }
}

fn list<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    let list = object.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}
