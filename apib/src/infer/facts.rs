//! What a declared schema says of a single value, and whether that may be said of samples.

use serde_json::Value;

use super::contradiction::ContradictionKind;
use super::format;
use super::member_set::MemberSet;
use crate::model::schema::{Member, Schema, Shape};

/// The kinds that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is known, or there are several.
    Open,
    Boolean,
    Number,
    String,
    List,
    Object,
}

impl Kind {
    /// The kind of a schema without references, from its members where the shape does not tell.
    pub(super) fn of(schema: &Schema) -> Self {
        match &schema.shape {
            Shape::Boolean => Self::Boolean,
            Shape::Integer | Shape::Number => Self::Number,
            Shape::String => Self::String,
            Shape::Array(_) => Self::List,
            Shape::Object(_) => Self::Object,
            Shape::AllOf(parts) => parts
                .iter()
                .map(Self::of)
                .find(|&kind| kind != Self::Open)
                .unwrap_or(Self::Open),
            Shape::Any => schema
                .members
                .iter()
                .find(|member| !member.value.is_null())
                .map_or(Self::Open, |member| Self::of_value(&member.value)),
            Shape::Reference(_) | Shape::OneOf(_) | Shape::AnyOf(_) => Self::Open,
        }
    }

    /// The kind of a value.
    pub(super) fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::Open,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }

    /// True if one value can be of both.
    pub(super) fn goes_with(self, other: Self) -> bool {
        self == other || self == Self::Open || other == Self::Open
    }
}

/// How a schema's type is called in messages.
pub(super) fn type_name(schema: &Schema) -> &'static str {
    match (&schema.shape, Kind::of(schema)) {
        (Shape::Integer, _) => "integer",
        (_, Kind::Boolean) => "boolean",
        (_, Kind::Number) => "number",
        (_, Kind::String) => "string",
        (_, Kind::List) => "list",
        (_, Kind::Object) => "object",
        (Shape::OneOf(_) | Shape::AnyOf(_), _) => "several types",
        (Shape::Reference(_), _) => "a named type",
        (_, Kind::Open) => "anything",
    }
}

/// True if all samples are among the declared values, or any value is.
pub(super) fn has_members(declared: &Schema, samples: &[&Value]) -> bool {
    declared.members.is_empty() || first_foreign(declared, samples).is_none()
}

fn first_foreign<'v>(declared: &Schema, samples: &[&'v Value]) -> Option<&'v Value> {
    let members = MemberSet::of(&declared.members);
    let mut samples = samples.iter().copied();
    samples.find(|value| !members.contains(value))
}

/// A declared schema where the examples say nothing against it.
pub(super) fn taken_over(declared: &Schema) -> Schema {
    let is_whole = declared
        .members
        .iter()
        .all(|member| is_whole(&member.value));
    let shape = match &declared.shape {
        Shape::Any | Shape::Number if !declared.members.is_empty() && is_whole => Shape::Integer,
        shape => shape.clone(),
    };
    Schema {
        shape,
        ..declared.clone()
    }
}

/// How many samples may join the declared values. More of them mean that it is no enumeration.
const MAX_JOINING: usize = 16;

/// Adds the samples that are not among the values that a schema lists.
pub(super) fn add_samples(schema: &mut Schema, samples: &[&Value]) {
    let declared = schema.members.len();
    let mut known = MemberSet::of(&schema.members);
    for sample in samples.iter().filter(|sample| !sample.is_null()) {
        if !known.insert(sample) {
            continue;
        }
        if schema.members.len() >= declared + MAX_JOINING {
            schema.members.clear();
            return;
        }
        schema.members.push(Member {
            value: (*sample).clone(),
            description: None,
        });
    }
}

fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.is_null()
}

/// Lays what a declaration says of a scalar over a schema of the same kind.
pub(super) fn lay_scalar(
    target: &mut Schema,
    declared: &Schema,
    samples: &[&Value],
) -> Vec<ContradictionKind> {
    let mut contradictions = Vec::new();
    let all_whole = samples.iter().all(|value| is_whole(value));
    if declared.shape == Shape::Integer && target.shape == Shape::Number {
        if all_whole {
            target.shape = Shape::Integer;
        } else {
            contradictions.push(ContradictionKind::Kind {
                declared: "integer",
                shown: "number",
            });
        }
    }
    if !declared.members.is_empty() {
        let foreign = first_foreign(declared, samples);
        contradictions.extend(foreign.map(|value| ContradictionKind::NotAMember(value.clone())));
        if target.shape == Shape::Number
            && all_whole
            && declared
                .members
                .iter()
                .all(|member| is_whole(&member.value))
        {
            target.shape = Shape::Integer;
        }
        target.members.clone_from(&declared.members);
        add_samples(target, samples);
        // The values say more than a format that their samples happen to have.
        if target.shape == Shape::String {
            target.format = None;
        }
    }
    if let Some(format) = &declared.format {
        let is_of_format = |value: &&Value| match value {
            Value::String(text) => format::is_of(text, format),
            _ => true,
        };
        let narrows_whole_numbers = ["int32", "int64"].contains(&&**format);
        if !samples.iter().all(is_of_format) {
            contradictions.push(ContradictionKind::Format(format.to_string()));
        } else if !narrows_whole_numbers || target.shape == Shape::Integer {
            target.format = Some(format.clone());
        }
    }
    contradictions
}
