//! Types that the properties of one record share.

use serde_json::Value;

use super::hoist::Hoist;
use super::names::{singular, type_name};
use super::spelling::dressed;
use super::types::{Object, Shape, Type};

/// The properties of one record, of which those with the same shape share a type.
///
/// The type is named after the first of them, or, where the record itself has a plural name, in
/// its singular: all that is alike in `relationships` is a `Relationship`.
pub(super) struct Siblings {
    name: String,
    shared_name: Option<String>,
    shared: Option<Type>,
    written: Vec<(Type, Value)>,
}

impl Siblings {
    /// The properties of `object`, whose component is called `name`.
    pub(super) fn new(object: &Object, name: &str) -> Self {
        let one = type_name(&singular(name));
        let mut counts: Vec<(Type, usize)> = Vec::new();
        for property in object.properties.values() {
            if let Some(record) = record_key(&property.value) {
                match counts.iter_mut().find(|(known, _)| *known == record) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((record, 1)),
                }
            }
        }
        // The first of the most frequent ones.
        let best = counts
            .into_iter()
            .rev()
            .max_by_key(|(_, count)| *count)
            .filter(|(_, count)| *count > 1);
        Self {
            name: name.to_owned(),
            shared_name: (!one.ends_with("Item")).then_some(one),
            shared: best.map(|(record, _)| record),
            written: Vec::new(),
        }
    }

    /// The schema of one property.
    pub(super) fn write(
        &mut self,
        hoist: &mut Hoist,
        property: &str,
        value: &Type,
        depth: usize,
    ) -> Value {
        let own_name = format!("{}_{}", self.name, property);
        let Some(record) = record_key(value) else {
            return hoist.write(value, &own_name, depth + 1);
        };
        if let Some((_, written)) = self.written.iter().find(|(known, _)| *known == record) {
            return dressed(written.clone(), value);
        }
        let name = match &self.shared_name {
            Some(shared_name) if self.shared.as_ref() == Some(&record) => shared_name.clone(),
            _ => own_name,
        };
        let written = hoist.inline(
            &Type {
                description: None,
                nullable: false,
                ..value.clone()
            },
            &name,
            depth + 1,
        );
        self.written.push((record, written.clone()));
        dressed(written, value)
    }
}

/// What makes two records the same type.
fn record_key(value: &Type) -> Option<Type> {
    match &value.shape {
        Shape::Object(object) if !object.properties.is_empty() => Some(Type {
            nullable: false,
            ..value.bare()
        }),
        _ => None,
    }
}
