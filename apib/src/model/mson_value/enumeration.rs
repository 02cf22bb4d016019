//! Sample values of enumerations.

use serde_json::Value;

use crate::model::mson_schema::{Inherited, inline_values, members, typed};
use crate::model::schema::Shape;
use crate::mson::Element;
use crate::mson::literal;

use super::{Composer, Place, TooLarge, of_type};

impl Composer<'_> {
    pub(super) fn enumeration(
        &mut self,
        element: &Element,
        place: &Place,
    ) -> Result<Value, TooLarge> {
        let untyped = self.nested_shape(element);
        let types = self.types;
        let mut budget = self.budget;
        let members = members(types, None, element, &mut budget).ok_or(TooLarge)?;
        let inline = inline_values(element, place.is_item);
        if let [only] = &inline[..] {
            return Ok(typed(&untyped, &only.text));
        }
        if let [Inherited::Element(only)] = &members[..]
            && inline.is_empty()
            && only.name.is_some()
        {
            return self.value(only, &place.item(&untyped, false));
        }
        if let Some(value) = self.section_value(element, &untyped)? {
            return Ok(value);
        }
        if self.is_nullable(element) {
            return Ok(Value::Null);
        }
        if let Some(first) = inline.first() {
            return Ok(typed(&untyped, &first.text));
        }
        for member in members {
            if let Inherited::Element(member) = member {
                return self.value(member, &place.item(&untyped, false));
            }
        }
        match self.nested_types(element).first() {
            Some(name) => self.value(&of_type(name), &place.item(&untyped, false)),
            None => Ok(Value::Null),
        }
    }

    /// The first sample, else the last default.
    fn section_value(
        &mut self,
        element: &Element,
        untyped: &Shape,
    ) -> Result<Option<Value>, TooLarge> {
        let samples = self.sections(element, false);
        let defaults = self.sections(element, true);
        let first = samples.first().and_then(|values| values.first());
        let chosen = first.or_else(|| defaults.last().and_then(|values| values.last()));
        let Some(chosen) = chosen else {
            return Ok(None);
        };
        let value = match (&chosen.name, &chosen.value) {
            (None, Some(value)) => {
                let values = literal::values_list(&value.text);
                let literal = if first.is_some() {
                    values.first()
                } else {
                    values.last()
                };
                literal.map(|literal| typed(untyped, &literal.text))
            }
            _ => Some(self.value(chosen, &Place::default().item(untyped, false))?),
        };
        Ok(value)
    }
}
