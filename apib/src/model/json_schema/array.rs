//! `items` and `prefixItems`.

use serde_json::{Map, Value};

use crate::model::schema::{Schema, Shape};

use super::Importer;

impl Importer<'_> {
    pub(super) fn array(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        // Drafts before 2020-12 have a tuple in `items` and the rest in `additionalItems`.
        let (tuple, rest) = match (keywords.get("prefixItems"), keywords.get("items")) {
            (Some(Value::Array(tuple)), rest) => (tuple, rest),
            (_, Some(Value::Array(tuple))) => (tuple, keywords.get("additionalItems")),
            (_, Some(items)) => {
                let items = self.schema(items, depth + 1);
                return Schema::of(Shape::Array(Box::new(items)));
            }
            _ => return Schema::of(Shape::Array(Box::default())),
        };
        let mut alternatives: Vec<Schema> = Vec::new();
        for item in tuple.iter().chain(rest.filter(|rest| rest.is_object())) {
            let item = self.schema(item, depth + 1);
            if !alternatives.contains(&item) {
                alternatives.push(item);
            }
        }
        let is_open = !matches!(rest, Some(Value::Bool(false) | Value::Object(_)));
        let items = match alternatives.len() {
            // What follows a tuple may be anything, but as a rule nothing does.
            0 => Schema::default(),
            1 => alternatives.remove(0),
            _ => Schema::of(Shape::AnyOf(alternatives)),
        };
        let mut schema = Schema::of(Shape::Array(Box::new(items)));
        let prefix = tuple.iter().map(|item| self.normalised(item, depth + 1));
        let prefix: Vec<Value> = prefix.collect();
        schema
            .constraints
            .insert("prefixItems".to_owned(), Value::Array(prefix));
        let rest = match rest {
            Some(rest) if !is_open => self.normalised(rest, depth + 1),
            _ => Value::Bool(true),
        };
        schema.constraints.insert("items".to_owned(), rest);
        schema
    }
}
