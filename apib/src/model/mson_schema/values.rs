//! Samples, defaults and fixed values of primitives (MSON, sections 3.4, 4.4 and 4.5).

use serde_json::Value;
use thin_vec::thin_vec;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::misfit::{self, Role};
use crate::model::primitive;
use crate::model::schema::{Member, Schema, Shape};
use crate::mson::literal::{self, Literal};
use crate::mson::{Element, TypeSection};
use crate::source::Span;

use super::types::Types;
use super::{Base, Converter, Place, lineage};

impl Converter<'_, '_> {
    pub(super) fn add_scalar_values(
        &mut self,
        schema: &mut Schema,
        element: &Element,
        place: Place<'_>,
    ) {
        let definition = &element.type_definition;
        let shape = self.scalar_shape(element, place.untyped);
        let span = element
            .value
            .as_ref()
            .map_or(element.span, |value| value.span);
        if let Some(literal) = inline_value(element, place.is_item) {
            let value = typed(&shape, &literal.text);
            let is_sample = literal.is_variable || definition.sample;
            if definition.default {
                self.set_default(schema, value, span);
            } else if (definition.fixed || place.fixed) && !is_sample && fits(&shape, &value) {
                schema.members = thin_vec![Member {
                    value,
                    description: None,
                }];
            } else {
                self.add_example(schema, value, span);
            }
        }
        for section in &element.sections {
            let (values, is_default) = match section {
                TypeSection::Sample(values) => (values, false),
                TypeSection::Default(values) => (values, true),
                TypeSection::Members(_) => continue,
            };
            for written in values {
                let Some(literal) = literal::value_member(written) else {
                    continue;
                };
                let value = typed(&shape, &literal.text);
                if is_default {
                    self.set_default(schema, value, written.span);
                } else {
                    self.add_example(schema, value, written.span);
                }
            }
        }
    }

    /// Adds a sample. Words that are no value of the type go into the description.
    pub(super) fn add_example(&mut self, schema: &mut Schema, value: Value, span: Span) {
        if is_value_of(schema, &value) {
            if !schema.examples.contains(&value) {
                // Of one, as a rule, for which a list that grows by itself takes the room of four.
                if schema.examples.is_empty() {
                    schema.examples.reserve_exact(1);
                }
                schema.examples.push(value);
            }
            return;
        }
        self.tell_misfit(Role::Sample, &value, span, schema);
    }

    /// Sets a default, which OpenAPI demands to be of the schema's own type. Words in its place
    /// go into the description.
    pub(super) fn set_default(&mut self, schema: &mut Schema, value: Value, span: Span) {
        if is_value_of(schema, &value) {
            schema.default = Some(Box::new(value));
            return;
        }
        self.tell_misfit(Role::Default, &value, span, schema);
    }

    /// Takes in a value that is null; the schema is nullable with it.
    pub(super) fn set_null(&mut self, schema: &mut Schema, element: &Element) {
        if element.type_definition.default {
            schema.default = Some(Box::new(Value::Null));
        }
        if !schema.nullable && !is_nullable(self.types, element) {
            let span = element
                .value
                .as_ref()
                .map_or(element.span, |text| text.span);
            self.diagnostics.push(Diagnostic::new(
                Code::SAMPLE_DOES_NOT_FIT,
                span,
                "the sample `null` is no value of its type, which is read as nullable",
            ));
        }
        schema.nullable = true;
    }

    fn tell_misfit(&mut self, role: Role, value: &Value, span: Span, schema: &mut Schema) {
        misfit::tell(role, value, span, &mut schema.description, self.diagnostics);
    }
}

/// The value beside an element's name, or of an item, which has no name.
pub(in crate::model) fn inline_value(element: &Element, is_item: bool) -> Option<Literal> {
    if is_item {
        return literal::value_member(element);
    }
    let value = element.value.as_ref()?;
    Some(literal::value(&value.text))
}

/// The values beside the name of a list or enumeration, or of an item that is one itself.
pub(in crate::model) fn inline_values(element: &Element, is_item: bool) -> Vec<Literal> {
    if is_item {
        return literal::value_member_list(element);
    }
    let value = element.value.as_ref();
    value.map_or_else(Vec::new, |value| literal::values_list(&value.text))
}

/// True if the value of an element is JSON's null: the bare word beside the name of what is
/// nullable, or of what has no text for a value. In back-quotes it is text.
pub(in crate::model) fn is_null(types: &Types<'_>, element: &Element) -> bool {
    let is_written = element
        .value
        .as_ref()
        .is_some_and(|text| text.text.trim_matches(['*', '_']) == "null");
    is_written && (is_nullable(types, element) || !may_be_text(types, element))
}

/// Whether an element or a type that it extends is nullable.
pub(in crate::model) fn is_nullable(types: &Types<'_>, element: &Element) -> bool {
    lineage(types, None, element)
        .iter()
        .any(|(_, element)| element.type_definition.nullable)
}

fn may_be_text(types: &Types<'_>, element: &Element) -> bool {
    let lineage = lineage(types, None, element);
    let root = lineage.first().map_or(element, |(_, root)| *root);
    let Some(name) = &root.type_definition.name else {
        return true;
    };
    match types.base_of(name) {
        Some(Base::Array | Base::Object) => false,
        Some(Base::Scalar) => primitive::of_name(&name.base.text)
            .is_none_or(|known| matches!(known.schema.shape, Shape::String | Shape::Any)),
        Some(Base::Enum) | None => true,
    }
}

/// A schema of one value, or of its type where the value is only a sample.
pub(super) fn constant(shape: &Shape, literal: &Literal) -> Schema {
    let value = typed(shape, &literal.text);
    let mut schema = Schema::of(shape.clone());
    if !literal.is_variable && fits(shape, &value) {
        schema.members = thin_vec![Member {
            value,
            description: None,
        }];
    }
    schema
}

fn is_value_of(schema: &Schema, value: &Value) -> bool {
    let is_member =
        schema.members.is_empty() || schema.members.iter().any(|member| member.value == *value);
    is_member && fits(&schema.shape, value)
}

/// Whether a value is of a shape, as far as that can be told without the named types.
pub(super) fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Boolean => value.is_boolean(),
        Shape::Integer => value.is_i64() || value.is_u64(),
        Shape::Number => value.is_number(),
        Shape::String => value.is_string(),
        Shape::Array(items) => value
            .as_array()
            .is_some_and(|values| values.iter().all(|value| fits(&items.shape, value))),
        Shape::AnyOf(schemas) | Shape::OneOf(schemas) => {
            schemas.iter().any(|schema| is_value_of(schema, value))
        }
        _ => true,
    }
}

pub(super) fn is_primitive(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Boolean | Shape::Integer | Shape::Number | Shape::String
    )
}

/// A written value as JSON of the given shape, as text where it does not fit.
pub(in crate::model) fn typed(shape: &Shape, written: &str) -> Value {
    let parsed = match shape {
        Shape::Boolean | Shape::Integer | Shape::Number => {
            serde_json::from_str::<Value>(written.trim())
                .ok()
                .filter(|value| fits(shape, value))
        }
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(written.to_owned()))
}
