//! From MSON to schemas.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::mson::literal;
use crate::mson::{Element, Member as MsonMember, TypeDefinition, TypeName};
use crate::source::Span;

use super::schema::{Schema, Shape};

use inheritance::own_members;

pub(super) use inheritance::{Inherited, lineage, members};
pub(super) use types::{Base, Types};
pub(super) use values::{inline_value, inline_values, is_null, is_nullable, typed};

mod array;
mod enumeration;
mod inheritance;
mod object;
mod one_of;
mod precedence;
mod type_specification;
mod types;
mod values;

/// What a member without a type is, unless it stands in an array or enumeration of another one
/// (MSON, section 4.3).
static STRING: Shape = Shape::String;

/// How many types of one list are compared with each other, so that time stays linear in their
/// number. Real lists have a handful.
const MAX_COMPARED: usize = 64;

/// Turns MSON elements into schemas, collecting what is wrong with them.
pub(super) struct Converter<'a, 'd> {
    types: &'a Types<'a>,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// How many members may still be copied from other types.
    budget: &'d mut usize,
    /// The named types whose members are being copied.
    copied: Vec<&'a str>,
    /// Whether values that an enumeration does not list are added to it.
    opens_enumerations: bool,
}

/// Where an element stands, as far as its schema depends on it.
#[derive(Clone, Copy)]
struct Place<'s> {
    /// The named type whose own value is told; none within a property or item.
    owner: Option<&'s str>,
    /// Whether it inherits the attribute `fixed` (section 3.5.3).
    fixed: bool,
    /// What it is if nothing is said.
    untyped: &'s Shape,
    /// Whether it is an item of an array or a member of an enumeration, which has a value where a
    /// property has its name.
    is_item: bool,
    depth: usize,
}

impl Place<'_> {
    /// The place of a property or item.
    fn below(self, fixed: bool) -> Place<'static> {
        Place {
            owner: None,
            fixed,
            untyped: &STRING,
            is_item: false,
            depth: self.depth + 1,
        }
    }
}

impl<'a, 'd> Converter<'a, 'd> {
    /// `budget` is how many members may still be copied from other types.
    pub(super) fn new(
        types: &'a Types<'a>,
        budget: &'d mut usize,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            types,
            diagnostics,
            budget,
            copied: Vec::new(),
            opens_enumerations: true,
        }
    }

    /// The schema of a named type, or of an `Attributes` section, which has no name. Without a type
    /// it is an object.
    pub(super) fn data_structure(&mut self, owner: Option<&str>, element: &Element) -> Schema {
        let place = Place {
            owner,
            fixed: false,
            untyped: &STRING,
            is_item: false,
            depth: 0,
        };
        let base = match &element.type_definition.name {
            Some(_) => self.base_of(element, place),
            None => Some(Base::Object),
        };
        self.of_base(base, element, place)
    }

    /// The schema of a parameter: an element of which only the listed values are members.
    pub(super) fn parameter(&mut self, element: &Element) -> Schema {
        self.opens_enumerations = false;
        let place = Place {
            owner: None,
            fixed: false,
            untyped: &STRING,
            is_item: false,
            depth: 0,
        };
        self.member(element, place)
    }

    /// The schema of the value of a property or item.
    fn member(&mut self, element: &Element, place: Place<'_>) -> Schema {
        if place.depth > limits::MAX_NESTING {
            return Schema::default();
        }
        let base = self.base_of(element, place);
        self.of_base(base, element, place)
    }

    fn of_base(&mut self, base: Option<Base>, written: &Element, place: Place<'_>) -> Schema {
        let is_null = !place.is_item && values::is_null(self.types, written);
        let element = &if is_null {
            Cow::Owned(Element {
                value: None,
                ..written.clone()
            })
        } else {
            Cow::Borrowed(written)
        };
        let definition = &element.type_definition;
        let mut schema = match base {
            Some(Base::Object) => self.object(element, place),
            Some(Base::Array) => self.array(element, place),
            Some(Base::Enum) => self.enumeration(element, place),
            Some(Base::Scalar) => self.scalar(element, place),
            None => {
                let name = definition.name.as_ref();
                name.map_or_else(Schema::default, |name| self.named(name, place.owner))
            }
        };
        schema.nullable |= definition.nullable;
        schema.description = element
            .description
            .as_ref()
            .map(|text| text.text.trim_end().to_owned())
            .filter(|text| !text.is_empty());
        if is_null {
            self.set_null(&mut schema, written);
        }
        match base {
            Some(Base::Scalar) | None => self.add_scalar_values(&mut schema, element, place),
            Some(Base::Array) => self.add_array_values(&mut schema, element, place),
            Some(Base::Enum) => self.add_enumeration_values(&mut schema, element, place),
            Some(Base::Object) => self.add_object_values(&mut schema, element),
        }
        schema
    }

    /// What kind of value an element has; `None` where its type is not known, and reported.
    fn base_of(&mut self, element: &Element, place: Place<'_>) -> Option<Base> {
        let Some(name) = &element.type_definition.name else {
            return Some(implied_base(element, place.is_item));
        };
        if element.members().next().is_some() && is_variable_type(name) {
            return Some(Base::Object);
        }
        let base = self.types.base_of(name);
        if base.is_none() {
            self.report_unknown(name);
            // Members tell what it is.
            let has_members = element.members().next().is_some();
            return has_members.then_some(Base::Object);
        }
        self.report_spelling(name);
        base
    }

    fn scalar(&mut self, element: &Element, place: Place<'_>) -> Schema {
        let mut schema = match &element.type_definition.name {
            Some(name) => self.named(name, place.owner),
            None => Schema::of(place.untyped.clone()),
        };
        let members: Vec<&Element> = element
            .members()
            .filter_map(|member| match member {
                MsonMember::Element(member) => Some(member),
                _ => None,
            })
            .collect();
        if members.is_empty() {
            return schema;
        }
        // Members of a primitive mean nothing (section 2.1.1), but a list of bare values is meant
        // as an enumeration.
        let is_bare = |member: &&Element| {
            member.name.is_some()
                && member.value.is_none()
                && member.type_definition == TypeDefinition::default()
                && member.sections.is_empty()
        };
        let message = if members.iter().all(is_bare) {
            let shape = self.scalar_shape(element, place.untyped);
            let mut values = enumeration::Values::default();
            for member in members {
                if let Some(value) = literal::value_member(member) {
                    values.push(typed(&shape, &value.text), member.description.as_ref());
                }
            }
            schema.members = values.into_members();
            "a primitive type has no members; they are read as the values it may have"
        } else {
            "a primitive type has no members; they are left out"
        };
        self.out_of_place(element.span, message);
        schema
    }

    /// All members of an element, or only its own where too many are copied already.
    fn members_of<'e>(&mut self, owner: Option<&'e str>, element: &'e Element) -> Vec<Inherited<'e>>
    where
        'a: 'e,
    {
        let mut budget = *self.budget;
        if let Some(members) = members(self.types, owner, element, &mut budget) {
            *self.budget = budget;
            return members;
        }
        self.report_not_copied(element);
        own_members(element)
    }

    fn report_not_copied(&mut self, element: &Element) {
        self.diagnostics.push(Diagnostic::new(
            Code::MEMBERS_NOT_COPIED,
            element.span,
            "this type is told without some of what it takes back from its parents",
        ));
    }

    fn out_of_place(&mut self, span: Span, message: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::MEMBERS_OUT_OF_PLACE, span, message));
    }
}

/// The base of a member that names no type (sections 3.4.1 and 4.3).
pub(super) fn implied_base(element: &Element, is_item: bool) -> Base {
    if element.members().next().is_some() {
        return Base::Object;
    }
    // Commas in an item are more likely those of a sentence.
    let is_list = !is_item
        && element
            .value
            .as_ref()
            .is_some_and(|value| literal::values_list(&value.text).len() > 1);
    if is_list {
        return Base::Array;
    }
    Base::Scalar
}

/// Variable and Wildcard Type Names (sections 3.5.2.1 and 3.5.2.2): `*T*`, `*`.
fn is_variable_type(name: &TypeName) -> bool {
    name.base.text.starts_with('*') && name.base.text.ends_with('*')
}
