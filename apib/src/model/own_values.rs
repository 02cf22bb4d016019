//! Whether defaults, samples and enumerated values are values of the schemas that they stand in.
//!
//! OpenAPI demands it of defaults, and tools that check examples reject a document for any of
//! them. What does not fit is told in the description instead, so that it is not lost.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::json;
use crate::source::{MappedText, Span};

use super::misfit::{self, Role};
use super::schema::{Additional, Schema, Shape};
use super::{Api, NamedSchema};

/// Checks every schema of an API, and moves what does not fit.
pub(super) fn check(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = Check {
        types: &api.types,
        span: Span::default(),
        has_moved: false,
        diagnostics,
    };
    // Every value is held against the types as they were declared, so that what is moved in one
    // does not change what another one accepts. Only those in which something moves are copied.
    let mut changed = Vec::new();
    for (index, named) in check.types.values().enumerate() {
        if has_values(&named.schema) {
            let mut schema = named.schema.clone();
            check.has_moved = false;
            check.at(named.span, &mut schema);
            if check.has_moved {
                changed.push((index, schema));
            }
        }
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            check.at(parameter.span, &mut parameter.schema);
        }
        if let Some(attributes) = &mut operation.request_attributes {
            check.at(operation.span, attributes);
        }
        let responses = operation.responses.values_mut();
        let bodies = responses.map(|response| &mut response.body);
        for body in operation.request.iter_mut().chain(bodies) {
            for content in body.content.values_mut() {
                if let Some(schema) = &mut content.schema {
                    check.at(content.span, schema);
                }
            }
        }
    }
    for (index, schema) in changed {
        api.types[index].schema = schema;
    }
}

/// Whether a schema has any value that could fail to be of it.
fn has_values(schema: &Schema) -> bool {
    let in_parts = match &schema.shape {
        Shape::Array(items) => has_values(items),
        Shape::Object(object) => {
            let mut properties = object.properties.values();
            let in_others = match &object.additional {
                Additional::Values(values) => has_values(values),
                _ => false,
            };
            in_others || properties.any(|property| has_values(&property.schema))
        }
        Shape::OneOf(parts) | Shape::AnyOf(parts) | Shape::AllOf(parts) => {
            parts.iter().any(has_values)
        }
        _ => false,
    };
    in_parts
        || !schema.members.is_empty()
        || schema.default.is_some()
        || !schema.examples.is_empty()
}

struct Check<'a> {
    types: &'a IndexMap<String, NamedSchema>,
    span: Span,
    /// Whether a value was moved or changed.
    has_moved: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn at(&mut self, span: Span, schema: &mut Schema) {
        self.span = span;
        self.schema(schema);
    }

    /// Schemas are trees of limited depth, so this ends.
    fn schema(&mut self, schema: &mut Schema) {
        match &mut schema.shape {
            Shape::Array(items) => self.schema(items),
            Shape::Object(object) => {
                for property in object.properties.values_mut() {
                    self.schema(&mut property.schema);
                }
                if let Additional::Values(values) = &mut object.additional {
                    self.schema(values);
                }
            }
            Shape::OneOf(parts) | Shape::AnyOf(parts) | Shape::AllOf(parts) => {
                for part in parts {
                    self.schema(part);
                }
            }
            _ => {}
        }
        self.members(schema);
        if let Some(default) = schema.default.take() {
            match self.fitting(schema, *default) {
                Ok(default) => schema.default = Some(Box::new(default)),
                Err(default) => self.tell(schema, Role::Default, &default),
            }
        }
        for example in std::mem::take(&mut schema.examples) {
            match self.fitting(schema, example) {
                Ok(example) => schema.examples.push(example),
                Err(example) => self.tell(schema, Role::Sample, &example),
            }
        }
    }

    /// The value, or one that says the same and is of the schema; else as it was, to be told.
    fn fitting(&mut self, schema: &Schema, value: Value) -> Result<Value, Value> {
        let types = self.types;
        let fits = |value: &Value| {
            let resolve = |name: &str| types.get(name).map(|named| &named.schema);
            infer::accepts(schema, value, &resolve).is_ok()
        };
        if fits(&value) {
            return Ok(value);
        }
        let same = match &value {
            Value::String(text) => read(text),
            Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
            Value::Array(items) => Some(
                items
                    .iter()
                    .map(|item| item.as_str().and_then(read).unwrap_or_else(|| item.clone()))
                    .collect(),
            ),
            _ => None,
        };
        let same = same.filter(fits);
        self.has_moved = true;
        same.ok_or(value)
    }

    /// Enumerated values of another type than the schema's say more than its type.
    fn members(&mut self, schema: &mut Schema) {
        let fits = |value: &Value| match &schema.shape {
            Shape::String => value.is_string(),
            Shape::Number => value.is_number(),
            Shape::Integer => value.is_i64() || value.is_u64(),
            Shape::Boolean => value.is_boolean(),
            _ => true,
        };
        let foreign = schema.members.iter().find(|member| !fits(&member.value));
        if let Some(member) = foreign {
            let (code, value) = (Code::SAMPLE_DOES_NOT_FIT, &member.value);
            let finding = misfit::of_other_type(code, "enumerated value", value, self.span);
            self.diagnostics.push(finding);
            self.has_moved = true;
            schema.shape = Shape::Any;
            schema.format = None;
        }
    }

    fn tell(&mut self, schema: &mut Schema, role: Role, value: &Value) {
        misfit::tell(
            role,
            value,
            self.span,
            &mut schema.description,
            self.diagnostics,
        );
    }
}

/// What a text says, if that is JSON of one kind or another.
fn read(text: &str) -> Option<Value> {
    let mut mapped = MappedText::default();
    mapped.push(text, 0);
    let reading = json::read(&mapped);
    let is_guess = reading.repairs.iter().any(|repair| repair.kind.is_guess());
    reading
        .value
        .filter(|_| !is_guess && reading.others.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use thin_vec::thin_vec;

    use super::*;
    use crate::model::schema::Member;

    fn checked(schema: Schema) -> (Schema, usize) {
        let mut api = Api::default();
        let span = Span::default();
        api.types
            .insert("T".to_owned(), NamedSchema { schema, span });
        let mut diagnostics = Vec::new();
        check(&mut api, &mut diagnostics);
        (api.types["T"].schema.clone(), diagnostics.len())
    }

    #[test]
    fn what_does_not_fit_goes_into_the_description() {
        let (schema, findings) = checked(Schema {
            default: Some(Box::new(json!("none"))),
            examples: thin_vec![json!("12"), json!(1), json!("many")],
            ..Schema::of(Shape::Number)
        });
        assert_eq!(schema.default, None);
        assert_eq!(schema.examples, [12, 1]);
        let description = schema.description.unwrap();
        assert_eq!(description, "Default: `none`\n\nSample: `many`");
        assert_eq!(findings, 2);
    }

    #[test]
    fn the_same_value_in_the_form_of_its_type_stays() {
        for (shape, written, value) in [
            (Shape::Boolean, json!("False"), json!(false)),
            (Shape::String, json!(118), json!("118")),
            (
                Shape::Array(Box::new(Schema::of(Shape::Number))),
                json!(["1", 2]),
                json!([1, 2]),
            ),
        ] {
            let (schema, findings) = checked(Schema {
                examples: thin_vec![written],
                ..Schema::of(shape)
            });
            assert_eq!(schema.examples, [value]);
            assert_eq!(findings, 0);
        }
    }

    #[test]
    fn enumerated_values_say_more_than_the_type() {
        let member = |value| Member {
            value,
            description: None,
        };
        let (schema, findings) = checked(Schema {
            members: thin_vec![member(json!(1)), member(json!("two"))],
            ..Schema::of(Shape::Number)
        });
        assert_eq!(schema.shape, Shape::Any);
        assert_eq!(findings, 1);
    }
}
