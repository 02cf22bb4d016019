//! The walk through a schema and a value together.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;

use super::constraints::{Patterns, violated};
use super::{Mismatch, kind, shown};
use crate::infer::format;
use crate::infer::member_set::{MemberSet, is_member};
use crate::infer::property_names::PropertyNames;
use crate::limits;
use crate::model::schema::{Additional, Object, Schema, Shape};

/// How many references and levels are followed. Types may refer to themselves without any value
/// between, and then nothing can be said against the value.
const MAX_HOPS: usize = 256;

/// How many values are looked through one by one.
const FEW_MEMBERS: usize = 16;

/// A mismatch whose place is told from the inside out.
pub(in crate::infer) struct Rejection {
    steps: Vec<String>,
    expected: String,
    found: String,
    /// Whether JSON Schema would let the value pass, as far as was looked.
    is_ours: bool,
}

impl Rejection {
    fn new(expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            steps: Vec::new(),
            expected: expected.into(),
            found: found.into(),
            is_ours: false,
        }
    }

    fn ours(self) -> Self {
        Self {
            is_ours: true,
            ..self
        }
    }

    fn below(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }

    pub(super) fn into_mismatch(self) -> Mismatch {
        let escaped = |step: &String| format!("/{}", step.replace('~', "~0").replace('/', "~1"));
        Mismatch {
            pointer: self.steps.iter().rev().map(escaped).collect(),
            expected: self.expected,
            found: self.found,
        }
    }
}

pub(in crate::infer) struct Check<'a, 'r> {
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
    patterns: RefCell<Patterns>,
    /// The values of long enumerations, by the schemas that have them.
    members: RefCell<BTreeMap<*const Schema, MemberSet>>,
    /// What is known of lists and objects held against alternatives: alternatives that refer to
    /// each other ask again and again.
    verdicts: RefCell<BTreeMap<(*const Schema, *const Value), Verdict>>,
    steps_left: Cell<usize>,
}

/// Whether an alternative accepts a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Accepted,
    /// JSON Schema would let the value pass, our rules do not.
    LetPass,
    Rejected,
}

impl<'a, 'r> Check<'a, 'r> {
    pub(in crate::infer) fn new(resolve: &'r dyn Fn(&str) -> Option<&'a Schema>) -> Self {
        Self {
            resolve,
            patterns: RefCell::default(),
            members: RefCell::default(),
            verdicts: RefCell::default(),
            steps_left: Cell::new(limits::MAX_CHECK_STEPS),
        }
    }

    /// True if a limit was reached, behind which everything is let pass.
    pub(in crate::infer) fn is_incomplete(&self) -> bool {
        self.steps_left.get() == 0 || self.patterns.borrow().has_given_up
    }

    /// False if a value is not among those that a schema lists.
    pub(in crate::infer) fn is_member(&self, schema: &'a Schema, value: &Value) -> bool {
        if schema.members.is_empty() || matches!(schema.shape, Shape::Array(_)) {
            return true;
        }
        if schema.members.len() <= FEW_MEMBERS {
            return is_member(&schema.members, value);
        }
        let mut sets = self.members.borrow_mut();
        sets.entry(std::ptr::from_ref(schema))
            .or_insert_with(|| MemberSet::of(&schema.members))
            .contains(value)
    }

    /// The first keyword of a schema's constraints that a value violates.
    pub(in crate::infer) fn violated<'s>(
        &self,
        schema: &'s Schema,
        value: &Value,
    ) -> Option<&'s str> {
        violated(&schema.constraints, value, &mut self.patterns.borrow_mut())
    }

    /// Whether a schema accepts a value, by our rules and by those of JSON Schema.
    pub(in crate::infer) fn schema(
        &self,
        schema: &'a Schema,
        value: &Value,
        hops: usize,
    ) -> Result<(), Rejection> {
        if hops == 0 {
            // Another value may stand where one stood that is gone.
            self.verdicts.borrow_mut().clear();
        }
        self.parts(schema, value, hops)?;
        let Value::Object(members) = value else {
            return Ok(());
        };
        if let Some(names) = PropertyNames::of(schema, self.resolve)
            && !names.share_any(members)
        {
            let expected = format!("an object with `{}`", names.first());
            return Err(
                Rejection::new(expected, "one with none of the declared properties").ours(),
            );
        }
        Ok(())
    }

    /// As [`Self::schema`], but for the rule of shared properties, which holds for all parts of a
    /// combination together.
    fn parts(&self, schema: &'a Schema, value: &Value, hops: usize) -> Result<(), Rejection> {
        let steps_left = self.steps_left.get();
        if hops > MAX_HOPS || steps_left == 0 || (value.is_null() && schema.nullable) {
            return Ok(());
        }
        self.steps_left.set(steps_left - 1);
        let hops = hops + 1;
        if !self.is_member(schema, value) {
            return Err(Rejection::new("one of the enumerated values", shown(value)));
        }
        if let Some(keyword) = self.violated(schema, value) {
            let bound = &schema.constraints[keyword];
            let expected = format!("`{keyword}` of {bound}");
            return Err(Rejection::new(expected, shown(value)));
        }
        match (&schema.shape, value) {
            (Shape::Any, _)
            | (Shape::Boolean, Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => Ok(()),
            (Shape::Integer, Value::Number(number)) => {
                if !(number.is_i64() || number.is_u64()) {
                    return Err(Rejection::new("an integer", shown(value)));
                }
                match &schema.format {
                    Some(format) if !format::is_integer_of(number, format) => {
                        Err(Rejection::new(format!("an `{format}`"), shown(value)))
                    }
                    _ => Ok(()),
                }
            }
            (Shape::String, Value::String(text)) => match &schema.format {
                Some(format) if !format::is_of(text, format) => {
                    Err(Rejection::new(format!("a `{format}`"), shown(value)).ours())
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
            (Shape::OneOf(parts) | Shape::AnyOf(parts), _) if parts.is_empty() => Ok(()),
            (Shape::AnyOf(parts), _) => {
                let accepts =
                    |part: &'a Schema| self.alternative(part, value, hops) == Verdict::Accepted;
                if parts.iter().any(accepts) {
                    return Ok(());
                }
                Err(Rejection::new("one of several alternatives", shown(value)))
            }
            (Shape::OneOf(parts), _) => self.exactly_one(parts, value, hops),
            (expected, _) => Err(Rejection::new(kind(expected), shown(value))),
        }
    }

    /// One alternative must accept a value by our rules, and no other one by JSON Schema's.
    fn exactly_one(
        &self,
        parts: &'a [Schema],
        value: &Value,
        hops: usize,
    ) -> Result<(), Rejection> {
        let mut accepting = 0;
        let mut letting_pass = 0;
        for part in parts {
            match self.alternative(part, value, hops) {
                Verdict::Accepted => accepting += 1,
                Verdict::LetPass => letting_pass += 1,
                Verdict::Rejected => {}
            }
        }
        match (accepting, accepting + letting_pass) {
            (0, _) => Err(Rejection::new("one of several alternatives", shown(value))),
            (_, 1) => Ok(()),
            _ => Err(Rejection::new(
                "exactly one of several alternatives",
                "what fits more than one",
            )),
        }
    }

    /// Whether one of several alternatives accepts a value, which is found out once.
    fn alternative(&self, schema: &'a Schema, value: &Value, hops: usize) -> Verdict {
        let key = (std::ptr::from_ref(schema), std::ptr::from_ref(value));
        let is_nested = value.is_object() || value.is_array();
        if is_nested && let Some(known) = self.verdicts.borrow().get(&key) {
            return *known;
        }
        let verdict = match self.schema(schema, value, hops) {
            Ok(()) => Verdict::Accepted,
            Err(rejection) if rejection.is_ours => Verdict::LetPass,
            Err(_) => Verdict::Rejected,
        };
        if is_nested {
            self.verdicts.borrow_mut().insert(key, verdict);
        }
        verdict
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
}
