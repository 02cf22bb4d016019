//! Enum structures (MSON, section 2.1.2): an exclusive list of values, or of types.

use indexmap::IndexMap;
use serde_json::Value;
use thin_vec::ThinVec;

use crate::model::schema::{Member, Schema, Shape};
use crate::mson::literal::{self, Literal};
use crate::mson::{Element, Member as MsonMember, TypeName, TypeSection};
use crate::source::Text;

use super::array::push_new;
use super::type_specification::one_or_any_of;
use super::values::{inline_values, typed};
use super::{Base, Converter, Inherited, Place, lineage};

impl Converter<'_, '_> {
    pub(super) fn enumeration(&mut self, element: &Element, place: Place<'_>) -> Schema {
        let name = element.type_definition.name.as_ref();
        let named = name.filter(|name| self.types.find(name).is_some());
        if let (Some(named), None) = (named, element.members().next()) {
            return self.named(named, place.owner);
        }
        let members = self.members_of(place.owner, element);
        self.report_enum_mixins(element, place);
        let untyped = self.nested_shape(element);
        let mut values = Values::default();
        let mut types: Vec<Schema> = Vec::new();
        for member in members {
            match member {
                Inherited::Element(member) => {
                    self.enumerate(member, &untyped, place, &mut values, &mut types);
                }
                Inherited::OneOf(_) => {
                    self.out_of_place(element.span, "only objects have alternatives");
                }
            }
        }
        if self.opens_enumerations {
            // A value beside the name is one of the members, listed or not.
            let beside = inline_values(element, place.is_item).into_iter();
            for literal in beside.chain(section_values(element)) {
                values.push(typed(&untyped, &literal.text), None);
            }
        }
        let lineage = lineage(self.types, place.owner, element);
        let nested: Vec<TypeName> = lineage
            .iter()
            .filter_map(|(_, element)| element.type_definition.name.as_ref())
            .flat_map(|name| name.nested.iter().cloned())
            .collect();
        if values.is_empty() && types.is_empty() {
            return self.any_of(&nested);
        }
        if !values.is_empty() {
            types.insert(0, of_members(values.into_members()));
        }
        one_or_any_of(types)
    }

    /// One member: a value, or a type all of whose values are meant.
    fn enumerate(
        &mut self,
        member: &Element,
        untyped: &Shape,
        place: Place<'_>,
        values: &mut Values,
        types: &mut Vec<Schema>,
    ) {
        let base = match &member.type_definition.name {
            Some(name) => self.types.base_of(name),
            None if member.name.is_none() && member.members().next().is_some() => {
                Some(Base::Object)
            }
            None => Some(Base::Scalar),
        };
        let meaning = literal::meaning(member);
        let description = member.description.as_ref().or(meaning.as_ref());
        match (base, literal::value_member(member)) {
            (Some(Base::Scalar), Some(literal)) if !literal.is_variable => {
                let shape = self.scalar_shape(member, untyped);
                values.push(typed(&shape, &literal.text), description);
            }
            (Some(Base::Enum), Some(_)) if member.members().next().is_none() => {
                let shape = self.nested_shape(member);
                for literal in literal::value_member_list(member) {
                    values.push(typed(&shape, &literal.text), description);
                }
            }
            _ => {
                let place = Place {
                    untyped,
                    is_item: true,
                    owner: place.owner,
                    ..place.below(false)
                };
                let schema = self.member(member, place);
                if !schema.is_any() {
                    push_new(types, schema);
                }
            }
        }
    }

    fn report_enum_mixins(&mut self, element: &Element, place: Place<'_>) {
        for member in element.members() {
            let MsonMember::Mixin(name) = member else {
                continue;
            };
            match self.types.base_of(name) {
                None => self.report_unknown(name),
                Some(Base::Enum) => {
                    self.report_spelling(name);
                    self.named(name, place.owner);
                }
                Some(_) => self.out_of_place(
                    name.base.span,
                    "an enumeration includes a type that is none; it is left out",
                ),
            }
        }
    }

    /// Samples and default of an enumeration. The value beside its name is a sample, if it is only
    /// one: several are the members.
    pub(super) fn add_enumeration_values(
        &mut self,
        schema: &mut Schema,
        element: &Element,
        place: Place<'_>,
    ) {
        let untyped = self.nested_shape(element);
        let definition = &element.type_definition;
        let inline = inline_values(element, place.is_item);
        let is_sample = |literal: &Literal| literal.is_variable || definition.sample;
        if let [literal, rest @ ..] = &inline[..]
            && (rest.is_empty() || definition.default || is_sample(literal))
        {
            let value = member_value(schema, &untyped, literal);
            if definition.default {
                self.set_default(schema, value, element.span);
            } else {
                self.add_example(schema, value, element.span);
            }
        }
        for section in &element.sections {
            let (elements, is_default) = match section {
                TypeSection::Sample(elements) => (elements, false),
                TypeSection::Default(elements) => (elements, true),
                TypeSection::Members(_) => continue,
            };
            for literal in elements.iter().flat_map(literals) {
                let value = member_value(schema, &untyped, &literal);
                if is_default {
                    self.set_default(schema, value, element.span);
                } else {
                    self.add_example(schema, value, element.span);
                }
            }
        }
    }
}

/// The values of an enumeration, each once; the first description counts.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// By their JSON text.
    members: IndexMap<String, Member>,
}

impl Values {
    pub(super) fn push(&mut self, value: Value, description: Option<&Text>) {
        let description = description.map(|text| text.text.trim_end().to_owned());
        let member = self.members.entry(value.to_string()).or_insert(Member {
            value,
            description: None,
        });
        member.description = member.description.take().or(description);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn into_members(self) -> ThinVec<Member> {
        self.members.into_values().collect()
    }
}

/// An enumeration of these values, with the type that they share.
pub(super) fn of_members(members: ThinVec<Member>) -> Schema {
    let all = |is: fn(&Value) -> bool| members.iter().all(|member| is(&member.value));
    let shape = if all(Value::is_string) {
        Shape::String
    } else if all(Value::is_boolean) {
        Shape::Boolean
    } else if all(|value| value.is_i64() || value.is_u64()) {
        Shape::Integer
    } else if all(Value::is_number) {
        Shape::Number
    } else {
        Shape::Any
    };
    Schema {
        members,
        ..Schema::of(shape)
    }
}

/// The member that a sample or default means, else the value as it is written.
fn member_value(schema: &Schema, untyped: &Shape, literal: &Literal) -> Value {
    let is_meant = |value: &&Value| match value {
        Value::String(text) => *text == literal.text,
        value => value.to_string() == literal.text,
    };
    let mut members = schema.members.iter().map(|member| &member.value);
    match members.find(is_meant) {
        Some(value) => value.clone(),
        None => typed(untyped, &literal.text),
    }
}

fn section_values(element: &Element) -> impl Iterator<Item = Literal> {
    element
        .sections
        .iter()
        .filter_map(|section| match section {
            TypeSection::Sample(values) | TypeSection::Default(values) => Some(values),
            TypeSection::Members(_) => None,
        })
        .flatten()
        .flat_map(literals)
}

/// The values of one line of a Sample or Default section.
fn literals(element: &Element) -> Vec<Literal> {
    match (&element.name, &element.value) {
        (None, Some(value)) => literal::values_list(&value.text),
        _ => literal::value_member(element).into_iter().collect(),
    }
}
