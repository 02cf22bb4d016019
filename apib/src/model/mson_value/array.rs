//! Sample values of arrays.

use serde_json::Value;

use crate::model::mson_schema::{Base, inline_value, inline_values, lineage, typed};
use crate::model::schema::Shape;
use crate::mson::literal;
use crate::mson::{Element, Member, TypeName};

use super::{Composer, Place, TooLarge, of_type};

impl Composer<'_> {
    pub(super) fn array(&mut self, element: &Element, place: &Place) -> Result<Value, TooLarge> {
        let fixed = self.is_fixed(element, place);
        let mut untyped = self.nested_shape(element);
        let members: Vec<&Member> = lineage(self.types, None, element)
            .into_iter()
            .flat_map(|(_, ancestor)| ancestor.members())
            .collect();
        let inline = inline_values(element, place.is_item);
        if let [only] = &inline[..]
            && only.text == "null"
            && self.is_nullable(element)
        {
            // Not a list with one text.
            return Ok(Value::Null);
        }
        let mut nested = self.shown_types(element, place);
        let shows_value =
            |member: &&Member| matches!(member, Member::Element(item) if is_bare_value(item));
        if let [only] = &nested[..]
            && only.base.text.eq_ignore_ascii_case("enum")
            && members.iter().any(shows_value)
        {
            // The values are those of the enumeration itself.
            untyped = match &only.nested[..] {
                [shared] => self.shape_of_name(shared),
                _ => Shape::String,
            };
            nested.clear();
        }
        if members.is_empty() && inline.is_empty() && nested.is_empty() {
            let list = match self.sample_or_default(element) {
                Some(items) => self.section_list(&items, &untyped)?,
                None if self.is_nullable(element) => return Ok(Value::Null),
                None => Vec::new(),
            };
            return Ok(Value::Array(list));
        }
        let mut list = Vec::new();
        for name in &nested {
            self.item(&mut list, &of_type(name), &place.item(&untyped, false))?;
        }
        list.extend(inline.iter().map(|literal| typed(&untyped, &literal.text)));
        // A bare value among records shows nothing.
        let has_scalars = nested.is_empty()
            || nested
                .iter()
                .any(|name| self.types.base_of(name) == Some(Base::Scalar));
        for member in members {
            match member {
                Member::Element(item) if has_scalars || !is_bare_value(item) => {
                    self.item(&mut list, item, &place.item(&untyped, fixed))?;
                }
                Member::Mixin(name) if self.types.base_of(name) == Some(Base::Array) => {
                    if let Value::Array(more) = self.value(&of_type(name), &place.below(fixed))? {
                        list.extend(more);
                    }
                }
                _ => {}
            }
        }
        Ok(Value::Array(list))
    }

    /// The types in brackets, of each of which an item is shown: not where values are given beside
    /// the name, unless they are of several types.
    fn shown_types(&self, element: &Element, place: &Place) -> Vec<TypeName> {
        let has_values = !inline_values(element, place.is_item).is_empty();
        lineage(self.types, None, element)
            .into_iter()
            .filter_map(|(_, ancestor)| ancestor.type_definition.name.as_ref())
            .filter(|name| !has_values || name.nested.len() > 1)
            .flat_map(|name| name.nested.iter().cloned())
            .collect()
    }

    fn item(
        &mut self,
        list: &mut Vec<Value>,
        item: &Element,
        place: &Place,
    ) -> Result<(), TooLarge> {
        let is_named = item
            .type_definition
            .name
            .as_ref()
            .is_some_and(|name| self.types.find(name).is_some());
        let is_unknown = item
            .type_definition
            .name
            .as_ref()
            .is_some_and(|name| self.types.base_of(name).is_none());
        let base = self.base_of(item, place);
        // A primitive of which nothing is said shows nothing.
        let is_shown = base != Base::Scalar
            || is_named
            || self.is_fixed(item, place)
            || inline_value(item, true).is_some()
            || self.sample_or_default(item).is_some();
        if is_shown && !(is_unknown && item.members().next().is_none()) {
            let value = self.value(item, place)?;
            list.push(value);
        }
        Ok(())
    }

    /// The items of a Sample or Default section.
    pub(super) fn section_list(
        &mut self,
        items: &[Element],
        untyped: &Shape,
    ) -> Result<Vec<Value>, TooLarge> {
        let mut list = Vec::new();
        for item in items {
            match (&item.name, &item.value) {
                (None, Some(value)) if item.type_definition.name.is_none() => {
                    let values = literal::values_list(&value.text);
                    list.extend(values.iter().map(|literal| typed(untyped, &literal.text)));
                }
                _ => self.item(&mut list, item, &Place::default().item(untyped, false))?,
            }
        }
        Ok(list)
    }
}

fn is_bare_value(item: &Element) -> bool {
    item.name.is_some() && item.type_definition.name.is_none() && item.sections.is_empty()
}
