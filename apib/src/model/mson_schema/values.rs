//! Samples, defaults and fixed values of elements.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::schema::{Member, Schema, Shape};
use crate::mson::signature::{split_outside, unquote};
use crate::mson::{Element, TypeSection};
use crate::source::Span;

use super::Converter;

impl Converter<'_> {
    /// Samples, defaults and fixed values.
    pub(super) fn add_values(&mut self, schema: &mut Schema, element: &Element) {
        let definition = &element.type_definition;
        if let Some(value) = &element.value {
            let span = value.span;
            let value = values_of(schema, &value.text);
            if definition.default {
                self.set_default(schema, value, span);
            } else if definition.fixed && is_scalar(&schema.shape) {
                schema.members = vec![Member {
                    value,
                    description: None,
                }];
            } else {
                schema.examples.push(value);
            }
        }
        for section in &element.sections {
            let (TypeSection::Sample(values) | TypeSection::Default(values)) = section else {
                continue;
            };
            let written: Vec<&str> = values.iter().filter_map(written_value).collect();
            let value = match (&schema.shape, &written[..]) {
                (_, []) => continue,
                (Shape::Array(items), _) => Value::Array(
                    written
                        .iter()
                        .map(|value| typed(&items.shape, value))
                        .collect(),
                ),
                (shape, [first, ..]) => typed(shape, first),
            };
            match section {
                TypeSection::Default(_) => self.set_default(schema, value, element.span),
                _ => schema.examples.push(value),
            }
        }
    }

    /// Sets a default, which OpenAPI demands to be of the schema's own type. Words in its place
    /// go into the description.
    fn set_default(&mut self, schema: &mut Schema, value: Value, span: Span) {
        let fits = match &schema.shape {
            Shape::Boolean => value.is_boolean(),
            Shape::Integer => value.is_i64() || value.is_u64(),
            Shape::Number => value.is_number(),
            Shape::String => value.is_string(),
            Shape::Array(_) => value.is_array(),
            _ => true,
        };
        let is_member =
            schema.members.is_empty() || schema.members.iter().any(|member| member.value == value);
        if fits && is_member {
            schema.default = Some(value);
            return;
        }
        let written = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        self.diagnostics.push(Diagnostic::new(
            Code::DEFAULT_DOES_NOT_FIT,
            span,
            format!("the default `{written}` is no value of this type"),
        ));
        let words = format!("Default: {written}");
        schema.description = Some(match schema.description.take() {
            Some(description) => format!("{description}\n\n{words}"),
            None => words,
        });
    }
}

fn written_value(element: &Element) -> Option<&str> {
    element
        .value
        .as_ref()
        .or(element.name.as_ref())
        .map(|text| text.text.as_str())
}

pub(super) fn is_scalar(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Any | Shape::Boolean | Shape::Integer | Shape::Number | Shape::String
    )
}

/// A value as written, a list where the schema is one.
fn values_of(schema: &Schema, written: &str) -> Value {
    match &schema.shape {
        Shape::Array(items) => Value::Array(
            split_outside(written, ',')
                .into_iter()
                .map(|value| typed(&items.shape, value))
                .collect(),
        ),
        shape => typed(shape, written),
    }
}

/// A written value as JSON of the given shape, as text where it does not fit.
pub(in crate::model) fn typed(shape: &Shape, written: &str) -> Value {
    let written = unquote(written);
    let parsed = match shape {
        Shape::Boolean | Shape::Integer | Shape::Number => serde_json::from_str::<Value>(written)
            .ok()
            .filter(|value| match shape {
                Shape::Boolean => value.is_boolean(),
                Shape::Integer => value.is_i64() || value.is_u64(),
                _ => value.is_number(),
            }),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(written.to_owned()))
}
