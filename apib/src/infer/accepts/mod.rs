//! Whether a declared schema accepts a value.

use std::fmt;

use serde_json::Value;

use crate::model::schema::{Schema, Shape};

use check::Rejection;

pub(super) use check::Check;

mod check;
mod constraints;
#[cfg(test)]
mod tests;

/// The first place at which a schema does not accept a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The JSON pointer (RFC 6901) of the place in the value; empty for the value itself.
    pub pointer: String,
    /// What the schema has there, such as `a number`.
    pub expected: String,
    /// What the value has there.
    pub found: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pointer,
            expected,
            found,
        } = self;
        if !pointer.is_empty() {
            write!(f, "at `{pointer}`, ")?;
        }
        write!(f, "{expected} expected, {found} found")
    }
}

/// Whether a schema accepts a value; `resolve` finds named types.
///
/// An object schema that shares no property with an object is not a description of it, though
/// JSON Schema would let it pass; so are `date`, `date-time` and `uuid` formats that the value
/// does not have, since a generated client could not read it. Keywords whose value is a schema
/// (`if`, `patternProperties`, …) are not looked at, and a name that `resolve` does not know
/// accepts everything.
///
/// # Errors
/// The first [`Mismatch`], in the order of the value.
///
/// ```
/// use apib::infer::{accepts, from_examples};
/// use serde_json::json;
///
/// let schema = from_examples(&[json!({ "data": [{ "count": 1 }] })]);
/// let mismatch = accepts(&schema, &json!({ "data": [{ "count": "many" }] }), &|_| None);
/// let message = mismatch.unwrap_err().to_string();
/// assert_eq!(message, "at `/data/0/count`, an integer expected, a string found");
/// ```
pub fn accepts<'a, 'named: 'a>(
    schema: &'a Schema,
    value: &Value,
    resolve: &dyn Fn(&str) -> Option<&'named Schema>,
) -> Result<(), Mismatch> {
    let resolve = |name: &str| -> Option<&'a Schema> { resolve(name) };
    Check::new(&resolve)
        .schema(schema, value, 0)
        .map_err(Rejection::into_mismatch)
}

/// JSON Schema's equality: numbers by value, however they are written.
pub(super) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Boolean => "a boolean",
        Shape::Integer => "an integer",
        Shape::Number => "a number",
        Shape::String => "a string",
        Shape::Array(_) => "a list",
        Shape::Object(_) => "an object",
        _ => "another value",
    }
}

/// What a value is, for messages: a short scalar itself, else its kind.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
