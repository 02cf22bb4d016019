//! Objects: records, and maps by identifiers.

use indexmap::IndexMap;

use super::seen::Seen;
use crate::infer::format;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

#[derive(Default)]
pub(super) struct Objects<'v> {
    pub(super) instances: usize,
    /// How many instances had a property, and what was seen there.
    pub(super) properties: IndexMap<&'v str, (usize, Seen<'v>)>,
}

impl Objects<'_> {
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.instances += other.instances;
        for (name, (count, seen)) in other.properties {
            let (own_count, own) = self.properties.entry(name).or_default();
            *own_count += count;
            *own = std::mem::take(own).merge(seen);
        }
        self
    }

    pub(super) fn into_schema(self) -> Schema {
        let instances = self.instances;
        let is_map =
            !self.properties.is_empty() && self.properties.keys().all(|name| format::is_id(name));
        let object = if is_map {
            let values = self
                .properties
                .into_values()
                .map(|(_, seen)| seen)
                .reduce(Seen::merge)
                .unwrap_or_default();
            Object {
                properties: IndexMap::new(),
                additional: Additional::Values(Box::new(values.into_schema(None))),
            }
        } else {
            let property = |(name, (count, seen)): (&str, (usize, Seen<'_>))| {
                let property = Property {
                    schema: seen.into_schema(Some(name)),
                    required: count >= 2 && count == instances,
                };
                (name.to_owned(), property)
            };
            Object {
                properties: self.properties.into_iter().map(property).collect(),
                additional: Additional::Unspecified,
            }
        };
        Schema::of(Shape::Object(Box::new(object)))
    }
}
