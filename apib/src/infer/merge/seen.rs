//! What was seen in one place of several examples.

use std::borrow::Cow;

use serde_json::Value;

use super::objects::Objects;
use super::scalars::{Numbers, Strings};
use crate::limits;
use crate::model::schema::{Schema, Shape};

/// Everything that was seen in one place.
#[derive(Default)]
pub(super) struct Seen<'v> {
    null: bool,
    boolean: bool,
    numbers: Option<Numbers>,
    strings: Option<Strings>,
    /// The elements of all lists, if there were lists.
    elements: Option<Box<Seen<'v>>>,
    objects: Option<Objects<'v>>,
}

impl<'v> Seen<'v> {
    pub(super) fn add(&mut self, value: &'v Value, depth: usize) {
        if depth > limits::MAX_NESTING {
            return;
        }
        match value {
            Value::Null => self.null = true,
            Value::Bool(_) => self.boolean = true,
            Value::Number(number) => {
                self.numbers = both(self.numbers, Some(Numbers::of(number)), Numbers::merge);
            }
            Value::String(text) => {
                self.strings = both(self.strings, Some(Strings::of(text)), Strings::merge);
            }
            Value::Array(values) => {
                let elements = self.elements.get_or_insert_default();
                for value in values {
                    elements.add(value, depth + 1);
                }
            }
            Value::Object(members) => {
                let objects = self.objects.get_or_insert_default();
                objects.instances += 1;
                if objects.instances == 1 {
                    objects.properties.reserve_exact(members.len());
                }
                for (name, value) in members {
                    let (count, seen) = objects.properties.entry(name).or_default();
                    *count += 1;
                    seen.add(value, depth + 1);
                }
            }
        }
    }

    pub(super) fn merge(self, other: Self) -> Self {
        Self {
            null: self.null || other.null,
            boolean: self.boolean || other.boolean,
            numbers: both(self.numbers, other.numbers, Numbers::merge),
            strings: both(self.strings, other.strings, Strings::merge),
            elements: both(self.elements, other.elements, |a, b| Box::new(a.merge(*b))),
            objects: both(self.objects, other.objects, Objects::merge),
        }
    }

    /// The schema, given the name of the property that holds it, if one does.
    pub(super) fn into_schema(self, name: Option<&str>) -> Schema {
        let of_strings = |strings: Strings| Schema {
            format: strings.format.map(Cow::Borrowed),
            ..Schema::of(Shape::String)
        };
        let of_elements =
            |elements: Box<Self>| Schema::of(Shape::Array(Box::new(elements.into_schema(name))));
        let mut kinds = [
            self.boolean.then(|| Schema::of(Shape::Boolean)),
            self.numbers.map(|numbers| numbers.into_schema(name)),
            self.strings.map(of_strings),
            self.elements.map(of_elements),
            self.objects.map(Objects::into_schema),
        ]
        .into_iter()
        .flatten();
        let kind = match (kinds.next(), kinds.next()) {
            (None, _) => Schema::default(),
            (Some(only), None) => only,
            (Some(first), Some(second)) => {
                let several = [first, second].into_iter().chain(kinds);
                Schema::of(Shape::AnyOf(several.collect()))
            }
        };
        Schema {
            nullable: self.null,
            ..kind
        }
    }
}

/// Both values merged, or the one that is there.
fn both<T>(a: Option<T>, b: Option<T>, merge: impl FnOnce(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(merge(a, b)),
        (a, b) => a.or(b),
    }
}
