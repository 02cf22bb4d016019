//! Writes types as schemas, each record and each union as a component with a name of ours.
//!
//! Left to itself, the generator invents a name for every inline record, and its inventions
//! collide with each other and with the names that are there.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Context;
use super::findings::Place;
use super::names::{field_name, singular};
use super::siblings::Siblings;
use super::spelling::{dressed, kind_name, nullable_if, reference_to, scalar};
use super::types::{Object, Shape, Type};
use super::unions::resolve;
use crate::diagnostic::Code;

/// Deeper than any answer; beyond it a value is free form.
const DEPTH_LIMIT: usize = 64;

/// The components written so far.
#[derive(Debug, Default)]
pub(super) struct Written {
    schemas: Map<String, Value>,
    /// How each component of the document is referred to.
    references: BTreeMap<String, Value>,
    /// How each union that was merged is referred to, so that one that contains itself ends.
    unions: BTreeMap<String, Value>,
}

impl Written {
    /// The components by name.
    pub(super) fn into_schemas(self) -> Map<String, Value> {
        self.schemas
    }
}

/// The schema to write where `value` is used; `name` is for the record or union that it may be.
pub(super) fn write_type(context: &mut Context, value: &Type, name: &str, place: &Place) -> Value {
    context.read_components();
    Hoist { context, place }.write(value, name, 0)
}

/// Writes every component of the document, used or not.
pub(super) fn write_components(context: &mut Context) {
    for reference in context.components.references() {
        if let Some((_, component)) = context.components.follow(&reference) {
            let place = component.place.clone();
            Hoist {
                context,
                place: &place,
            }
            .reference(&reference, 0);
        }
    }
}

/// Writes types that are used at one place.
pub(super) struct Hoist<'c, 'd, 'p> {
    context: &'c mut Context<'d>,
    place: &'p Place,
}

impl Hoist<'_, '_, '_> {
    /// The schema of a value; `name` is for the record or union that it may be.
    pub(super) fn write(&mut self, value: &Type, name: &str, depth: usize) -> Value {
        if depth > DEPTH_LIMIT {
            let message = "the value is nested too deeply and becomes free form";
            self.context
                .findings
                .report(Code::SCHEMA_FREE_FORM, self.place, message);
            return json!({});
        }
        let written = match &value.shape {
            Shape::Reference(reference) => self.reference(reference, depth),
            Shape::AllOf(_) | Shape::OneOf(_) => self.union(value, name, depth),
            _ => self.inline(value, name, depth),
        };
        dressed(written, value)
    }

    /// A shape that may stand where it is used, or a reference to the component made of it.
    pub(super) fn inline(&mut self, value: &Type, name: &str, depth: usize) -> Value {
        match &value.shape {
            Shape::Object(object) if !object.properties.is_empty() => {
                let component = self.context.components.claim_name(name);
                self.component(&component, value, depth);
                reference_to(&component)
            }
            Shape::OneOf(_) => {
                let component = self.context.components.claim_name(name);
                self.component(&component, value, depth);
                reference_to(&component)
            }
            _ => self.plain(value, name, depth),
        }
    }

    /// Everything but a record and a union.
    fn plain(&mut self, value: &Type, name: &str, depth: usize) -> Value {
        match &value.shape {
            Shape::Boolean => json!({"type": "boolean"}),
            Shape::Integer(format) => scalar("integer", format.as_ref()),
            Shape::Number(format) => scalar("number", format.as_ref()),
            Shape::String(format) => scalar("string", format.as_ref()),
            Shape::Rust(rust_type) => json!({"x-rust-type": rust_type}),
            Shape::Array(items) => {
                json!({"type": "array", "items": self.write(items, &singular(name), depth + 1)})
            }
            Shape::Object(object) => match &object.additional {
                None => json!({"type": "object"}),
                Some(values) => {
                    let values = self.write(values, &format!("{name}_value"), depth + 1);
                    json!({"type": "object", "additionalProperties": values})
                }
            },
            _ => json!({}),
        }
    }

    /// Writes the component `name`; its place among the others is taken before its parts'.
    fn component(&mut self, name: &str, value: &Type, depth: usize) {
        self.context
            .written
            .schemas
            .insert(name.to_owned(), Value::Null);
        let mut schema = match &value.shape {
            Shape::Object(object) => self.record(object, name, depth),
            Shape::OneOf(variants) => self.variants(variants, name, depth),
            _ => self.plain(value, name, depth),
        };
        if let Some(description) = &value.description {
            schema["description"] = json!(description);
        }
        self.context.written.schemas.insert(name.to_owned(), schema);
    }

    fn variants(&mut self, variants: &[Type], name: &str, depth: usize) -> Value {
        let variants: Vec<Value> = variants
            .iter()
            .map(|variant| {
                let title = kind_name(&variant.shape);
                let mut schema = self.write(variant, &format!("{name}_{title}"), depth + 1);
                if schema.get("$ref").is_some() {
                    schema = json!({"allOf": [schema]});
                }
                schema["title"] = json!(title);
                schema
            })
            .collect();
        json!({"oneOf": variants})
    }

    fn record(&mut self, object: &Object, name: &str, depth: usize) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut fields = BTreeMap::new();
        let mut additional = object.additional.as_deref().cloned();
        let mut siblings = Siblings::new(object, name);
        for (wire_name, property) in &object.properties {
            let field = field_name(wire_name);
            if let Some(first) = fields.get(&field) {
                let message = format!(
                    "the properties `{first}` and `{wire_name}` of `{name}` have the same name in Rust; the second is among the `extra` ones"
                );
                self.context
                    .findings
                    .report(Code::PROPERTY_WITHOUT_FIELD, self.place, message);
                additional = Some(Type::default());
                continue;
            }
            fields.insert(field, wire_name.clone());
            let schema = siblings.write(self, wire_name, &property.value, depth);
            if property.required {
                required.push(wire_name.clone());
                properties.insert(wire_name.clone(), schema);
            } else {
                // An absent list and `null` are the same to a reader; a client must be able to
                // tell an empty list, which clears a relationship, from none.
                let collection = schema
                    .get("type")
                    .is_some_and(|kind| kind == "array" || kind == "object");
                properties.insert(wire_name.clone(), nullable_if(schema, collection));
            }
        }
        if additional.is_some() && fields.contains_key("extra") {
            let wire_name = fields["extra"].clone();
            let message = format!(
                "the property `{wire_name}` of `{name}` has the name of the `extra` ones in Rust, and is among them"
            );
            self.context
                .findings
                .report(Code::PROPERTY_WITHOUT_FIELD, self.place, message);
            properties.remove(&wire_name);
            required.retain(|name| *name != wire_name);
            additional = Some(Type::default());
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if let Some(values) = additional {
            schema["additionalProperties"] =
                self.write(&values, &format!("{name}_value"), depth + 1);
        }
        schema
    }

    /// How the component of the document that `reference` means is referred to.
    fn reference(&mut self, reference: &str, depth: usize) -> Value {
        let Some((target, component)) = self.context.components.follow(reference) else {
            let message = format!("`{reference}` refers to itself and becomes free form");
            self.context
                .findings
                .report(Code::SCHEMA_FREE_FORM, self.place, message);
            return json!({});
        };
        let target = target.to_owned();
        if let Some(written) = self.context.written.references.get(&target) {
            return written.clone();
        }
        let component = component.clone();
        let resolved = resolve(&self.context.components, &component.value);
        self.report_losses(&resolved.losses, &component.place);
        let named = match &resolved.value.shape {
            Shape::Object(object) => !object.properties.is_empty(),
            Shape::OneOf(_) => true,
            _ => false,
        };
        if named {
            let written = nullable_if(reference_to(&component.name), resolved.value.nullable);
            self.context
                .written
                .references
                .insert(target, written.clone());
            let mut here = Hoist {
                context: &mut *self.context,
                place: &component.place,
            };
            here.component(&component.name, &resolved.value, depth);
            written
        } else {
            // A component that is reached again while it is written contains nothing but itself.
            self.context
                .written
                .references
                .insert(target.clone(), json!({}));
            let written = match &resolved.value.shape {
                Shape::Reference(next) => self.reference(next, depth + 1),
                _ => self.plain(&resolved.value, &component.name, depth),
            };
            let written = dressed(written, &resolved.value);
            self.context
                .written
                .references
                .insert(target, written.clone());
            written
        }
    }

    fn union(&mut self, value: &Type, name: &str, depth: usize) -> Value {
        let key = format!("{:?}", value.bare());
        if let Some(written) = self.context.written.unions.get(&key) {
            return written.clone();
        }
        let resolved = resolve(&self.context.components, value);
        let place = self.place.clone();
        self.report_losses(&resolved.losses, &place);
        let value = resolved.value;
        let named = match &value.shape {
            Shape::Object(object) => !object.properties.is_empty(),
            Shape::OneOf(_) => true,
            _ => false,
        };
        if named {
            let component = self.context.components.claim_name(name);
            let written = nullable_if(reference_to(&component), value.nullable);
            self.context.written.unions.insert(key, written.clone());
            self.component(&component, &value, depth);
            written
        } else {
            self.write(&value, name, depth + 1)
        }
    }

    fn report_losses(&mut self, losses: &[String], place: &Place) {
        for loss in losses {
            self.context
                .findings
                .report(Code::UNION_MERGED, place, loss);
        }
    }
}
