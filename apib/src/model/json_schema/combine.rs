//! `allOf`, `oneOf`, `anyOf`, and draft 3's `extends`.

use serde_json::{Map, Value};

use crate::model::schema::{Schema, Shape};

use super::Importer;
use super::types::null;

impl Importer<'_> {
    /// The schema of a combination together with what stands beside it.
    pub(super) fn combined(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        let mut parts = Vec::new();
        for keyword in ["allOf", "extends"] {
            let schemas = match keywords.get(keyword) {
                Some(Value::Array(schemas)) => schemas.as_slice(),
                Some(schema @ Value::Object(_)) => std::slice::from_ref(schema),
                _ => continue,
            };
            parts.extend(schemas.iter().map(|schema| self.schema(schema, depth + 1)));
        }
        for (keyword, shape) in [
            ("oneOf", Shape::OneOf as fn(Vec<Schema>) -> Shape),
            ("anyOf", Shape::AnyOf),
        ] {
            if let Some(Value::Array(schemas)) = keywords.get(keyword)
                && !schemas.is_empty()
            {
                parts.push(self.alternatives(schemas, shape, depth));
            }
        }
        let own = self.typed(keywords, depth);
        if parts.is_empty() {
            return own;
        }
        if !own.is_any() {
            parts.push(own);
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Schema::of(Shape::AllOf(parts))
    }

    /// Alternatives; `null` among them makes the others nullable.
    fn alternatives(
        &mut self,
        schemas: &[Value],
        shape: fn(Vec<Schema>) -> Shape,
        depth: usize,
    ) -> Schema {
        let mut schemas: Vec<Schema> = schemas
            .iter()
            .map(|schema| self.schema(schema, depth + 1))
            .collect();
        let count = schemas.len();
        let null = null();
        schemas.retain(|schema| *schema != null);
        let nullable = schemas.len() < count;
        let mut schema = match schemas.len() {
            0 => null,
            1 => schemas.remove(0),
            _ => Schema::of(shape(schemas)),
        };
        schema.nullable |= nullable;
        schema
    }
}
