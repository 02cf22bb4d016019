//! Sample values of objects.

use serde_json::{Map, Value};

use crate::limits;
use crate::model::mson_schema::{Base, Inherited, inline_value, members};
use crate::mson::literal;
use crate::mson::signature;
use crate::mson::{Element, Member};

use super::{Composer, Place, TooLarge};

impl Composer<'_> {
    pub(super) fn object(&mut self, element: &Element, place: &Place) -> Result<Value, TooLarge> {
        let fixed = self.is_fixed(element, place);
        let mut budget = self.budget;
        let types = self.types;
        let members = members(types, None, element, &mut budget).ok_or(TooLarge)?;
        let mut object = Map::new();
        if members.is_empty() {
            if let Some(properties) = self.sample_or_default(element) {
                for property in &properties {
                    self.property(&mut object, property, &place.below(fixed))?;
                }
            } else if self.is_nullable(element) {
                return Ok(Value::Null);
            }
            return Ok(Value::Object(object));
        }
        for member in members {
            match member {
                Inherited::Element(element) => {
                    self.property(&mut object, element, &place.below(fixed))?;
                }
                Inherited::OneOf(alternatives) => {
                    self.one_of(&mut object, alternatives, &place.below(fixed))?;
                }
            }
        }
        Ok(Value::Object(object))
    }

    /// The first alternative that has members.
    fn one_of(
        &mut self,
        object: &mut Map<String, Value>,
        alternatives: &[Vec<Member>],
        place: &Place,
    ) -> Result<(), TooLarge> {
        let is_told = |member: &Member| match member {
            Member::Element(element) => element.name.is_some(),
            _ => true,
        };
        let first = alternatives
            .iter()
            .find(|members| members.iter().any(is_told));
        if place.depth > limits::MAX_NESTING {
            return Ok(());
        }
        for member in first.into_iter().flatten() {
            match member {
                Member::Element(element) => self.property(object, element, place)?,
                Member::OneOf(alternatives) => {
                    self.one_of(object, alternatives, &place.below(place.fixed))?;
                }
                Member::Mixin(name) => {
                    let mixin = super::of_type(name);
                    if self.types.base_of(name) == Some(Base::Object)
                        && let Value::Object(more) = self.value(&mixin, place)?
                    {
                        object.extend(more);
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn property(
        &mut self,
        object: &mut Map<String, Value>,
        element: &Element,
        place: &Place,
    ) -> Result<(), TooLarge> {
        let is_untold = element.type_definition.optional && !self.has_value(element);
        if is_untold || self.ends_here(element) {
            return Ok(());
        }
        if let Some(name) = self.name(element).filter(|name| !name.is_empty()) {
            let value = self.value(element, place)?;
            object.insert(name, value);
        }
        Ok(())
    }

    /// Whether something is said of a property's value. Of a named type, something is.
    fn has_value(&self, element: &Element) -> bool {
        let definition = &element.type_definition;
        let is_named = definition
            .name
            .as_ref()
            .is_some_and(|name| self.types.find(name).is_some());
        if is_named || inline_value(element, false).is_some() {
            return true;
        }
        if self.sample_or_default(element).is_some() {
            return true;
        }
        let has_nested = definition
            .name
            .as_ref()
            .is_some_and(|name| !name.nested.is_empty());
        match self.base_of(element, &Place::default()) {
            Base::Object => element.members().next().is_some(),
            Base::Array => has_nested || element.members().next().is_some(),
            Base::Enum => element.members().count() == 1,
            Base::Scalar => false,
        }
    }

    /// The name of a property. A variable one is a sample itself, or has one by its type.
    fn name(&self, element: &Element) -> Option<String> {
        let name = element.name.as_ref()?;
        if !element.is_variable {
            return Some(name.text.clone());
        }
        let variable = signature::parse(&name.text, name.span.start);
        if let Some(sample) = variable.name {
            return Some(sample.text);
        }
        let type_name = variable.entries.first().map(signature::type_name)?;
        let key = super::of_type(&type_name);
        let values = self.sample_or_default(&key)?;
        literal::value_member(values.first()?).map(|literal| literal.text)
    }
}
