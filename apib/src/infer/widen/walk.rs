//! The walk through a declaration and an example, in search of what does not fit.

use serde_json::{Map, Value};

use super::edits::{Anchor, Edit, Edits, Place};
use crate::infer::accepts::Check;
use crate::infer::facts::Kind;
use crate::infer::format;
use crate::infer::places::Step;
use crate::infer::property_names::PropertyNames;
use crate::model::schema::{Additional, Object, Schema, Shape};

/// How many levels and references are followed. Types may refer to themselves without any value
/// between.
const MAX_HOPS: usize = 256;

/// The example is something else than what is declared.
struct Foreign;

pub(super) struct Walk<'a, 'v, 'r> {
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
    check: Check<'a, 'r>,
    edits: Edits<'a, 'v>,
    place: Place<'a>,
    hops: usize,
}

impl<'a, 'v, 'r> Walk<'a, 'v, 'r> {
    pub(super) fn new(resolve: &'r dyn Fn(&str) -> Option<&'a Schema>) -> Self {
        Self {
            resolve,
            check: Check::new(resolve),
            edits: Edits::default(),
            place: Place::default(),
            hops: 0,
        }
    }

    pub(super) fn is_incomplete(&self) -> bool {
        self.check.is_incomplete()
    }

    pub(super) fn into_edits(self) -> Edits<'a, 'v> {
        self.edits
    }

    /// Collects what does not fit; None if nothing does.
    pub(super) fn example(&mut self, declared: &'a Schema, example: &'v Value) -> Option<()> {
        self.value(declared, example).ok()
    }

    fn edit(&mut self, edit: Edit<'v>) {
        self.edits.add(&self.place, edit);
    }

    fn value(&mut self, schema: &'a Schema, value: &'v Value) -> Result<(), Foreign> {
        if self.hops > MAX_HOPS {
            return Ok(());
        }
        self.hops += 1;
        let mark = self.edits.mark();
        let result = self.kind(schema, value);
        self.hops -= 1;
        // At the root of a type it is the reference that leads to something else.
        let within_type = self.place.anchor != Anchor::Root && !self.place.path.is_empty();
        let is_reference = matches!(schema.shape, Shape::Reference(_) | Shape::AllOf(_));
        if result.is_err() && (within_type || (is_reference && !self.place.path.is_empty())) {
            self.edits.reset(mark);
            self.edit(Edit::Alternative(value));
            return Ok(());
        }
        result
    }

    fn kind(&mut self, schema: &'a Schema, value: &'v Value) -> Result<(), Foreign> {
        if value.is_null() {
            if self.check.schema(schema, value, 0).is_err() {
                self.edit(Edit::Nullable);
            }
            return Ok(());
        }
        if let Value::Object(members) = value
            && let Some(names) = PropertyNames::of(schema, self.resolve)
            && !names.share_any(members)
        {
            return Err(Foreign);
        }
        self.parts(schema, value)
    }

    /// As [`Self::kind`], but for what holds for all parts of a combination together.
    fn parts(&mut self, schema: &'a Schema, value: &'v Value) -> Result<(), Foreign> {
        match (&schema.shape, value) {
            (Shape::Any, _) if schema.is_any() => {
                if self.place.is_told_alone() {
                    self.edit(Edit::Fill(value));
                }
                return Ok(());
            }
            (Shape::Reference(name), _) => return self.named(name, value),
            (Shape::AllOf(parts), _) => {
                for (index, part) in parts.iter().enumerate() {
                    self.at(Step::Part(index), |walk| walk.parts(part, value))?;
                }
                return Ok(());
            }
            (Shape::OneOf(parts) | Shape::AnyOf(parts), _) => {
                self.alternatives(schema, parts, value);
                return Ok(());
            }
            (Shape::Object(object), Value::Object(members)) => self.object(object, members)?,
            (Shape::Array(items), Value::Array(values)) => {
                self.at(Step::Elements, |walk| {
                    values.iter().try_for_each(|value| walk.value(items, value))
                })?;
            }
            (Shape::Integer, Value::Number(number)) => {
                if !(number.is_i64() || number.is_u64()) {
                    self.edit(Edit::Fraction);
                } else if let Some(format) = &schema.format
                    && !format::is_integer_of(number, format)
                {
                    self.edit(Edit::Format);
                }
            }
            (Shape::String, Value::String(text)) => {
                if let Some(format) = &schema.format
                    && !format::is_of(text, format)
                {
                    self.edit(Edit::Format);
                }
            }
            (Shape::Any, _)
            | (Shape::Number, Value::Number(_))
            | (Shape::Boolean, Value::Bool(_)) => {}
            _ => return Err(Foreign),
        }
        self.scalar(schema, value);
        Ok(())
    }

    /// Enumerations and constraints.
    fn scalar(&mut self, schema: &'a Schema, value: &'v Value) {
        if !self.check.is_member(schema, value) {
            self.edit(Edit::Member(value));
        }
        if let Some(keyword) = self.check.violated(schema, value) {
            self.edit(Edit::Constraint(keyword.to_owned()));
        }
    }

    fn named(&mut self, name: &'a str, value: &'v Value) -> Result<(), Foreign> {
        let Some(schema) = (self.resolve)(name) else {
            return Ok(());
        };
        let inner = self.place.of_type(name);
        let outer = std::mem::replace(&mut self.place, inner);
        let result = self.value(schema, value);
        self.place = outer;
        result
    }

    fn alternatives(&mut self, schema: &'a Schema, parts: &'a [Schema], value: &'v Value) {
        if self.check.schema(schema, value, 0).is_ok() {
            return;
        }
        let fitting = |part: &&'a Schema| self.check.schema(part, value, 0).is_ok();
        if matches!(schema.shape, Shape::OneOf(_)) && parts.iter().any(|part| fitting(&part)) {
            self.edit(Edit::Loosen);
            return;
        }
        let mark = self.edits.mark();
        // The first one that is of the value's kind and names some of its properties.
        for (index, part) in parts.iter().enumerate() {
            if !Kind::of(part).goes_with(Kind::of_value(value)) {
                continue;
            }
            let widened = self.at(Step::Alternative(index), |walk| walk.value(part, value));
            if widened.is_ok() {
                if matches!(schema.shape, Shape::OneOf(_)) {
                    self.edit(Edit::Loosen);
                }
                return;
            }
            self.edits.reset(mark);
        }
        self.edit(Edit::Alternative(value));
    }

    fn object(
        &mut self,
        object: &'a Object,
        members: &'v Map<String, Value>,
    ) -> Result<(), Foreign> {
        for (name, property) in &object.properties {
            let step = Step::Property(name.clone());
            match members.get(name) {
                Some(value) => self.at(step, |walk| walk.value(&property.schema, value))?,
                None if property.required => self.at(step, |walk| walk.edit(Edit::Optional)),
                None => {}
            }
        }
        let mut others = members
            .iter()
            .filter(|(name, _)| !object.properties.contains_key(*name))
            .map(|(_, value)| value);
        match &object.additional {
            Additional::Unspecified => {}
            Additional::Forbidden => {
                if others.next().is_some() {
                    self.edit(Edit::Open);
                }
            }
            Additional::Values(values) => {
                self.at(Step::Values, |walk| {
                    others.try_for_each(|value| walk.value(values, value))
                })?;
            }
        }
        Ok(())
    }

    fn at<T>(&mut self, step: Step, visit: impl FnOnce(&mut Self) -> T) -> T {
        self.place.enter(step);
        let result = visit(self);
        self.place.leave();
        result
    }
}
