//! The schema that a number of examples show together.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use super::{format, names};
use crate::limits;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

/// Whole numbers from here on are not all told apart by a double.
const EXACT_IN_DOUBLE: u64 = 1 << 53;

/// The schema that examples of one thing show.
///
/// It says no more than they do. A property is required only if two instances at least were seen
/// and none lacks it, since one sample proves nothing. `null` makes a value nullable. A whole
/// number is a number, which may have a fraction another time, unless its name is that of an
/// identifier or a count, or a double could not hold it. A format is kept if all samples have it.
/// An object whose names are all identifiers is a map. What is nested deeper than 32
/// levels may be anything.
///
/// ```
/// use apib::infer::from_examples;
/// use apib::model::schema::Shape;
/// use serde_json::json;
///
/// let examples = [json!({ "id": 1, "price": 2 }), json!({ "id": 3, "note": null })];
/// let Shape::Object(object) = from_examples(&examples).shape else { panic!() };
/// assert!(object.properties["id"].required);
/// assert_eq!(object.properties["id"].schema.shape, Shape::Integer);
/// assert!(!object.properties["price"].required);
/// assert_eq!(object.properties["price"].schema.shape, Shape::Number);
/// assert!(object.properties["note"].schema.nullable);
/// ```
pub fn from_examples<'a>(examples: impl IntoIterator<Item = &'a Value>) -> Schema {
    let mut seen = Seen::default();
    for example in examples {
        seen.add(example, 0);
    }
    seen.into_schema(None)
}

/// Everything that was seen in one place.
#[derive(Default)]
struct Seen {
    null: bool,
    boolean: bool,
    numbers: Option<Numbers>,
    strings: Option<Strings>,
    /// The elements of all lists, if there were lists.
    elements: Option<Box<Seen>>,
    objects: Option<Objects>,
}

#[derive(Clone, Copy)]
struct Numbers {
    all_whole: bool,
    any_beyond_double: bool,
}

#[derive(Clone, Copy, PartialEq)]
struct Strings {
    /// The format that all of them have.
    format: Option<&'static str>,
}

#[derive(Default)]
struct Objects {
    instances: usize,
    /// How many instances had a property, and what was seen there.
    properties: IndexMap<String, (usize, Seen)>,
}

impl Seen {
    fn add(&mut self, value: &Value, depth: usize) {
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
                for (name, value) in members {
                    let (count, seen) = objects.properties.entry(name.clone()).or_default();
                    *count += 1;
                    seen.add(value, depth + 1);
                }
            }
        }
    }

    fn merge(self, other: Self) -> Self {
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
    fn into_schema(self, name: Option<&str>) -> Schema {
        let mut kinds = Vec::new();
        if self.boolean {
            kinds.push(Schema::of(Shape::Boolean));
        }
        if let Some(numbers) = self.numbers {
            kinds.push(numbers.into_schema(name));
        }
        if let Some(strings) = self.strings {
            kinds.push(Schema {
                format: strings.format.map(str::to_owned),
                ..Schema::of(Shape::String)
            });
        }
        if let Some(elements) = self.elements {
            kinds.push(Schema::of(Shape::Array(Box::new(
                elements.into_schema(name),
            ))));
        }
        if let Some(objects) = self.objects {
            kinds.push(objects.into_schema());
        }
        let kind = match kinds.pop() {
            None => Schema::default(),
            Some(only) if kinds.is_empty() => only,
            Some(last) => {
                kinds.push(last);
                Schema::of(Shape::AnyOf(kinds))
            }
        };
        Schema {
            nullable: self.null,
            ..kind
        }
    }
}

impl Numbers {
    fn of(number: &Number) -> Self {
        let magnitude = number
            .as_u64()
            .or_else(|| number.as_i64().map(i64::unsigned_abs));
        Self {
            all_whole: magnitude.is_some(),
            any_beyond_double: magnitude.is_some_and(|magnitude| magnitude > EXACT_IN_DOUBLE),
        }
    }

    fn merge(self, other: Self) -> Self {
        Self {
            all_whole: self.all_whole && other.all_whole,
            any_beyond_double: self.any_beyond_double || other.any_beyond_double,
        }
    }

    fn into_schema(self, name: Option<&str>) -> Schema {
        if self.all_whole && self.any_beyond_double {
            return Schema {
                format: Some("int64".to_owned()),
                ..Schema::of(Shape::Integer)
            };
        }
        let is_integer = self.all_whole && name.is_some_and(names::is_whole_number);
        Schema::of(if is_integer {
            Shape::Integer
        } else {
            Shape::Number
        })
    }
}

impl Strings {
    fn of(text: &str) -> Self {
        Self {
            format: format::of(text),
        }
    }

    fn merge(self, other: Self) -> Self {
        Self {
            format: self.format.filter(|_| self == other),
        }
    }
}

impl Objects {
    fn merge(mut self, other: Self) -> Self {
        self.instances += other.instances;
        for (name, (count, seen)) in other.properties {
            let (own_count, own) = self.properties.entry(name).or_default();
            *own_count += count;
            *own = std::mem::take(own).merge(seen);
        }
        self
    }

    fn into_schema(self) -> Schema {
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
            let property = |(name, (count, seen)): (String, (usize, Seen))| {
                let property = Property {
                    schema: seen.into_schema(Some(&name)),
                    required: count >= 2 && count == instances,
                };
                (name, property)
            };
            Object {
                properties: self.properties.into_iter().map(property).collect(),
                additional: Additional::Unspecified,
            }
        };
        Schema::of(Shape::Object(object))
    }
}

/// Both values merged, or the one that is there.
fn both<T>(a: Option<T>, b: Option<T>, merge: impl FnOnce(T, T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(merge(a, b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(examples: &[Value]) -> Schema {
        from_examples(examples)
    }

    fn property(schema: &Schema, name: &str) -> Property {
        match &schema.shape {
            Shape::Object(object) => object.properties[name].clone(),
            other => panic!("not an object: {other:?}"),
        }
    }

    #[test]
    fn one_instance_requires_nothing_and_two_require_what_both_have() {
        assert!(!property(&shown(&[json!({ "a": 1 })]), "a").required);
        let list = shown(&[json!([{ "a": 1, "b": 1 }, { "a": 2 }])]);
        let Shape::Array(items) = list.shape else {
            panic!()
        };
        assert!(property(&items, "a").required);
        assert!(!property(&items, "b").required);
        let examples = shown(&[json!({ "a": 1 }), json!({ "a": null })]);
        assert!(property(&examples, "a").required);
        assert!(property(&examples, "a").schema.nullable);
    }

    #[test]
    fn whole_numbers_are_integers_only_by_role_or_size() {
        let schema = shown(&[
            json!({ "id": 1, "total": 2, "big": 9_007_199_254_740_993_i64, "tag-ids": [1] }),
        ]);
        assert_eq!(property(&schema, "id").schema.shape, Shape::Integer);
        assert_eq!(property(&schema, "total").schema.shape, Shape::Number);
        assert_eq!(
            property(&schema, "big").schema.format.as_deref(),
            Some("int64")
        );
        let Shape::Array(ids) = property(&schema, "tag-ids").schema.shape else {
            panic!()
        };
        assert_eq!(ids.shape, Shape::Integer);
        let widened = shown(&[json!({ "id": 1 }), json!({ "id": 1.5 })]);
        assert_eq!(property(&widened, "id").schema.shape, Shape::Number);
        assert_eq!(
            property(&shown(&[json!({ "id": 1.0 })]), "id").schema.shape,
            Shape::Number
        );
    }

    #[test]
    fn formats_survive_only_where_all_samples_have_them() {
        let same = shown(&[
            json!("2017-10-16T00:00:00"),
            json!("2018-10-16T00:00:00"),
            json!(null),
        ]);
        assert_eq!(same.format.as_deref(), Some("date-time-local"));
        assert!(same.nullable);
        let mixed = shown(&[
            json!("2017-10-16T00:00:00"),
            json!("2018-10-16T00:00:00Z"),
            json!("2018-10-16T00:00:00Z"),
        ]);
        assert_eq!(mixed.format, None);
        assert_eq!(shown(&[json!("2017-10-16"), json!("")]).format, None);
    }

    #[test]
    fn lists_merge_their_elements_and_an_empty_one_tells_nothing() {
        let Shape::Array(items) = shown(&[json!([]), json!([1])]).shape else {
            panic!()
        };
        assert_eq!(items.shape, Shape::Number);
        let Shape::Array(items) = shown(&[json!([])]).shape else {
            panic!()
        };
        assert!(items.is_any());
    }

    #[test]
    fn objects_named_by_identifiers_are_maps() {
        let schema = shown(&[json!({ "17": { "a": 1 }, "18": { "a": 2, "b": 1 } })]);
        let Shape::Object(map) = schema.shape else {
            panic!()
        };
        assert!(map.properties.is_empty());
        let Additional::Values(values) = map.additional else {
            panic!()
        };
        assert!(property(&values, "a").required);
        assert!(!property(&values, "b").required);
        let record = shown(&[json!({ "17": 1, "name": 2 })]);
        assert_eq!(property(&record, "17").schema.shape, Shape::Number);
        assert_eq!(shown(&[json!({})]).shape, Shape::Object(Object::default()));
    }

    #[test]
    fn kinds_that_differ_are_alternatives() {
        let schema = shown(&[json!("a"), json!(1), json!(null), json!(2.5)]);
        assert!(schema.nullable);
        let kinds = vec![Schema::of(Shape::Number), Schema::of(Shape::String)];
        assert_eq!(schema.shape, Shape::AnyOf(kinds));
        assert_eq!(
            shown(&[json!(null)]),
            Schema {
                nullable: true,
                ..Schema::default()
            }
        );
    }
}
