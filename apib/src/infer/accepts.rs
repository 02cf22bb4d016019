//! Whether a declared schema accepts a value.

use std::fmt;

use serde_json::Value;

use super::format;
use crate::model::schema::{Additional, Object, Schema, Shape};

/// How many references and levels are followed. Types may refer to themselves without any value
/// between, and then nothing can be said against the value.
const MAX_HOPS: usize = 256;

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
/// does not have, since a generated client could not read it. Of alternatives one must accept;
/// that no other one may, as `oneOf` has it, is not asked. Constraints such as `maxLength` are
/// not looked at, and a name that `resolve` does not know accepts everything.
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
    let check = Check { resolve: &resolve };
    check
        .schema(schema, value, 0)
        .map_err(Rejection::into_mismatch)
}

/// A mismatch whose place is told from the inside out.
struct Rejection {
    steps: Vec<String>,
    expected: String,
    found: String,
}

impl Rejection {
    fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            steps: Vec::new(),
            expected: expected.into(),
            found: found.into(),
        }
    }

    fn below(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }

    fn into_mismatch(self) -> Mismatch {
        let escaped = |step: &String| format!("/{}", step.replace('~', "~0").replace('/', "~1"));
        Mismatch {
            pointer: self.steps.iter().rev().map(escaped).collect(),
            expected: self.expected,
            found: self.found,
        }
    }
}

struct Check<'a, 'r> {
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
}

impl<'a> Check<'a, '_> {
    fn schema(&self, schema: &'a Schema, value: &Value, hops: usize) -> Result<(), Rejection> {
        self.parts(schema, value, hops)?;
        let Value::Object(members) = value else {
            return Ok(());
        };
        let mut names = Vec::new();
        let is_told_apart = self.collect_names(schema, hops, &mut names);
        let is_shared = members.keys().any(|name| names.contains(&name.as_str()));
        if is_told_apart && !is_shared && !names.is_empty() && !members.is_empty() {
            let expected = format!("an object with `{}`", names[0]);
            return Err(Rejection::new(
                expected,
                "one with none of the declared properties",
            ));
        }
        Ok(())
    }

    /// As [`Self::schema`], but for the rule of shared properties, which holds for all parts of a
    /// combination together.
    fn parts(&self, schema: &'a Schema, value: &Value, hops: usize) -> Result<(), Rejection> {
        if hops > MAX_HOPS || (value.is_null() && schema.nullable) {
            return Ok(());
        }
        let hops = hops + 1;
        let is_member = |member: &Value| is_same(member, value);
        if !schema.members.is_empty()
            && !matches!(schema.shape, Shape::Array(_))
            && !schema.members.iter().any(|member| is_member(&member.value))
        {
            return Err(Rejection::new("one of the enumerated values", shown(value)));
        }
        match (&schema.shape, value) {
            (Shape::Any, _)
            | (Shape::Boolean, Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => Ok(()),
            (Shape::Integer, Value::Number(number)) => {
                if number.is_i64() || number.is_u64() {
                    return Ok(());
                }
                Err(Rejection::new("an integer", shown(value)))
            }
            (Shape::String, Value::String(text)) => match &schema.format {
                Some(format) if !format::is_of(text, format) => {
                    Err(Rejection::new(format!("a `{format}`"), shown(value)))
                }
                _ => Ok(()),
            },
            (Shape::Array(items), Value::Array(values)) => {
                let check = |(index, value): (usize, &Value)| {
                    self.schema(items, value, hops)
                        .map_err(|rejection| rejection.below(index.to_string()))
                };
                values.iter().enumerate().try_for_each(check)
            }
            (Shape::Object(object), Value::Object(_)) => self.object(object, value, hops),
            (Shape::Reference(name), _) => match (self.resolve)(name) {
                Some(schema) => self.parts(schema, value, hops),
                None => Ok(()),
            },
            (Shape::AllOf(parts), _) => parts
                .iter()
                .try_for_each(|part| self.parts(part, value, hops)),
            (Shape::OneOf(parts) | Shape::AnyOf(parts), _) => {
                let accepts = |part: &'a Schema| self.schema(part, value, hops).is_ok();
                if parts.is_empty() || parts.iter().any(accepts) {
                    return Ok(());
                }
                Err(Rejection::new("one of several alternatives", shown(value)))
            }
            (expected, _) => Err(Rejection::new(kind(expected), shown(value))),
        }
    }

    fn object(&self, object: &'a Object, value: &Value, hops: usize) -> Result<(), Rejection> {
        for (name, property) in &object.properties {
            if property.required && value.get(name).is_none() {
                return Err(Rejection::new("a value", "nothing").below(name));
            }
        }
        let members = value.as_object().into_iter().flatten();
        for (name, value) in members {
            let checked = match (object.properties.get(name), &object.additional) {
                (Some(property), _) => self.schema(&property.schema, value, hops),
                (None, Additional::Values(values)) => self.schema(values, value, hops),
                (None, Additional::Forbidden) => Err(Rejection::new("nothing", shown(value))),
                (None, Additional::Unspecified) => Ok(()),
            };
            checked.map_err(|rejection| rejection.below(name))?;
        }
        Ok(())
    }

    /// Collects the properties that a schema names, itself or by its parts. False where it may
    /// describe objects with others: maps, alternatives, names that are not known.
    fn collect_names(&self, schema: &'a Schema, hops: usize, names: &mut Vec<&'a str>) -> bool {
        match &schema.shape {
            _ if hops > MAX_HOPS => false,
            Shape::Object(object) => {
                names.extend(object.properties.keys().map(String::as_str));
                !matches!(object.additional, Additional::Values(_))
            }
            Shape::Reference(name) => (self.resolve)(name)
                .is_some_and(|schema| self.collect_names(schema, hops + 1, names)),
            Shape::AllOf(parts) => parts
                .iter()
                .all(|part| self.collect_names(part, hops + 1, names)),
            _ => false,
        }
    }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::schema::{Member, Property};

    fn object(properties: Vec<(&str, Schema, bool)>) -> Schema {
        let property = |(name, schema, required): (&str, Schema, bool)| {
            (name.to_owned(), Property { schema, required })
        };
        Schema::of(Shape::Object(Object {
            properties: properties.into_iter().map(property).collect(),
            ..Object::default()
        }))
    }

    fn check(schema: &Schema, value: &Value) -> Option<String> {
        accepts(schema, value, &|_| None)
            .err()
            .map(|mismatch| mismatch.to_string())
    }

    #[test]
    fn kinds_and_null() {
        let text = Schema::of(Shape::String);
        assert_eq!(check(&text, &json!("a")), None);
        assert_eq!(
            check(&text, &json!(1)).unwrap(),
            "a string expected, `1` found"
        );
        assert_eq!(
            check(&text, &json!(null)).unwrap(),
            "a string expected, null found"
        );
        let nullable = Schema {
            nullable: true,
            ..text
        };
        assert_eq!(check(&nullable, &json!(null)), None);
        assert!(check(&Schema::of(Shape::Integer), &json!(1.5)).is_some());
        assert_eq!(check(&Schema::of(Shape::Number), &json!(1)), None);
    }

    #[test]
    fn required_and_forbidden_properties() {
        let schema = object(vec![
            ("a", Schema::of(Shape::Number), true),
            ("b", Schema::default(), false),
        ]);
        assert_eq!(check(&schema, &json!({ "a": 1, "x": 2 })), None);
        assert_eq!(
            check(&schema, &json!({ "b": 1 })).unwrap(),
            "at `/a`, a value expected, nothing found"
        );
        let Shape::Object(mut closed) = schema.shape else {
            panic!()
        };
        closed.additional = Additional::Forbidden;
        let closed = Schema::of(Shape::Object(closed));
        assert_eq!(
            check(&closed, &json!({ "a": 1, "x/y": 2 })).unwrap(),
            "at `/x~1y`, nothing expected, `2` found"
        );
    }

    #[test]
    fn a_description_of_single_fields_is_no_description_of_the_whole() {
        let flat = object(vec![("state", Schema::of(Shape::Number), false)]);
        assert!(check(&flat, &json!({ "data": { "attributes": { "state": 1 } } })).is_some());
        assert_eq!(check(&flat, &json!({})), None);
        let base = object(vec![("other", Schema::default(), false)]);
        let all = Schema::of(Shape::AllOf(vec![base, flat]));
        assert_eq!(check(&all, &json!({ "state": 1 })), None);
        assert!(check(&all, &json!({ "data": 1 })).is_some());
    }

    #[test]
    fn enumerations_and_formats() {
        let member = |value| Member {
            value,
            description: None,
        };
        let members = vec![member(json!(1)), member(json!(2))];
        let schema = Schema {
            members,
            ..Schema::of(Shape::Number)
        };
        assert_eq!(check(&schema, &json!(2.0)), None);
        assert_eq!(
            check(&schema, &json!(3)).unwrap(),
            "one of the enumerated values expected, `3` found"
        );
        let date_time = Schema {
            format: Some("date-time".to_owned()),
            ..Schema::of(Shape::String)
        };
        assert!(check(&date_time, &json!("2017-10-16T00:00:00")).is_some());
        assert_eq!(check(&date_time, &json!("2017-10-16T00:00:00Z")), None);
    }

    #[test]
    fn references_are_followed_and_may_be_recursive() {
        let link = Schema::of(Shape::Reference("Node".to_owned()));
        let node = object(vec![
            ("next", link.clone(), false),
            ("id", Schema::of(Shape::Number), true),
        ]);
        let resolve = |name: &str| (name == "Node").then_some(&node);
        let value = json!({ "id": 1, "next": { "id": "x" } });
        assert_eq!(
            accepts(&link, &value, &resolve).unwrap_err().pointer,
            "/next/id"
        );
        let itself = Schema::of(Shape::Reference("Node".to_owned()));
        assert!(accepts(&link, &json!({}), &|_| Some(&itself)).is_ok());
        assert!(accepts(&link, &json!({}), &|_| None).is_ok());
    }

    #[test]
    fn one_alternative_must_accept() {
        let either = Schema::of(Shape::OneOf(vec![
            Schema::of(Shape::Number),
            Schema::of(Shape::String),
        ]));
        assert_eq!(check(&either, &json!("a")), None);
        assert!(check(&either, &json!(true)).is_some());
    }
}
