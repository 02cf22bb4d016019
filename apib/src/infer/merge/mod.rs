//! The schema that a number of examples show together.

use serde_json::Value;

use crate::model::schema::Schema;

use seen::Seen;

mod objects;
mod scalars;
mod seen;
#[cfg(test)]
mod tests;

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
