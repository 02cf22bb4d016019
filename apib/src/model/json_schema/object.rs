//! `properties` and what goes with them.

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

use super::Importer;
use super::dialect::is_known;
use super::recognise::has_keyword;

impl Importer<'_> {
    pub(super) fn object(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        let mut object = Object::default();
        match keywords.get("properties") {
            Some(Value::Object(properties)) => {
                for (name, value) in properties {
                    self.add_property(&mut object, name, value, depth);
                }
            }
            _ => self.add_misplaced(&mut object, keywords, depth),
        }
        if let Some(Value::Array(names)) = keywords.get("required") {
            for name in names.iter().filter_map(Value::as_str) {
                object
                    .properties
                    .entry(name.to_owned())
                    .or_default()
                    .required = true;
            }
        }
        let mut schema = Schema::default();
        object.additional = self.additional(&mut schema, keywords, depth);
        schema.shape = Shape::Object(Box::new(object));
        schema
    }

    fn add_property(&mut self, object: &mut Object, name: &str, value: &Value, depth: usize) {
        // Draft 3 says `required: true` in the property itself.
        let says_required = value.get("required") == Some(&Value::Bool(true));
        let property = Property {
            schema: self.schema(value, depth + 1),
            required: says_required,
        };
        object.properties.insert(name.to_owned(), property);
    }

    /// Properties that stand beside `type` where they should be below `properties`.
    fn add_misplaced(&mut self, object: &mut Object, keywords: &Map<String, Value>, depth: usize) {
        let mut is_reported = false;
        for (name, value) in keywords {
            let is_schema = value.as_object().is_some_and(has_keyword);
            if is_known(name) || !is_schema {
                continue;
            }
            if !is_reported {
                is_reported = true;
                self.report(
                    Code::SCHEMA_PROPERTY_MISPLACED,
                    format!("`{name}` is no keyword of JSON Schema; it is taken as a property"),
                );
            }
            self.add_property(object, name, value, depth);
        }
    }

    /// What else an object may hold. Of patterns the model knows no more than the values.
    fn additional(
        &mut self,
        schema: &mut Schema,
        keywords: &Map<String, Value>,
        depth: usize,
    ) -> Additional {
        let patterns = match keywords.get("patternProperties") {
            Some(Value::Object(patterns)) if !patterns.is_empty() => patterns,
            _ => {
                return match keywords.get("additionalProperties") {
                    Some(Value::Bool(false)) => Additional::Forbidden,
                    Some(value @ (Value::Object(_) | Value::String(_))) => {
                        Additional::Values(Box::new(self.schema(value, depth + 1)))
                    }
                    _ => Additional::Unspecified,
                };
            }
        };
        let raw = patterns
            .iter()
            .map(|(pattern, value)| (pattern.clone(), self.normalised(value, depth + 1)));
        let raw: Map<String, Value> = raw.collect();
        schema
            .constraints
            .insert("patternProperties".to_owned(), Value::Object(raw));
        let mut values: Vec<Schema> = Vec::new();
        let rest = keywords.get("additionalProperties");
        for value in patterns
            .values()
            .chain(rest.filter(|rest| rest.is_object()))
        {
            let value = self.schema(value, depth + 1);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        match rest {
            Some(Value::Bool(true)) => return Additional::Unspecified,
            None if keywords.contains_key("properties") => return Additional::Unspecified,
            Some(rest) => {
                let rest = self.normalised(rest, depth + 1);
                schema
                    .constraints
                    .insert("additionalProperties".to_owned(), rest);
            }
            None => {}
        }
        Additional::Values(Box::new(match values.len() {
            1 => values.remove(0),
            _ => Schema::of(Shape::AnyOf(values)),
        }))
    }
}
