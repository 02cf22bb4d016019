//! Reads the document's schemas into types that a generator can take.

use serde_json::{Map, Value};

use super::Context;
use super::findings::Place;
use super::members::{described_members, is_null, is_nullable, kinds};
use super::rustdoc::to_rustdoc;
use super::types::{Object, Property, Shape, Type};
use crate::diagnostic::Code;

/// Deeper than any schema a person writes; beyond it a value is taken as free form.
const DEPTH_LIMIT: usize = 128;

/// Names a Rust type that exists already, in the form that the generator obeys: an object with
/// `crate`, `version` and `path`. Whatever else the schema says is that type's own matter.
const RUST_TYPE: &str = "x-rust-type";

/// Keywords that check a value but do not shape it.
///
/// They would make a client refuse to read data that is older than the rule, panic in the
/// generator when they are faulty, or send values that nobody gave (`default`).
const CONSTRAINTS: &[&str] = &[
    "default",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "not",
    "discriminator",
];

const INTEGER_FORMATS: &[&str] = &["int32", "int64", "uint64"];
const NUMBER_FORMATS: &[&str] = &["float", "double"];
const STRING_FORMATS: &[&str] = &["binary", "password"];

/// The type that `schema` describes.
pub(super) fn read_schema(context: &mut Context, schema: &Value, place: &Place) -> Type {
    read(context, schema, place, 0)
}

fn read(context: &mut Context, schema: &Value, place: &Place, depth: usize) -> Type {
    let Some(schema) = schema.as_object() else {
        return Type::default();
    };
    if depth > DEPTH_LIMIT {
        let message = "the schema is nested too deeply and becomes free form";
        context
            .findings
            .report(Code::SCHEMA_FREE_FORM, place, message);
        return Type::default();
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = read_reference(context, reference, place);
        return target
            .or_null(is_nullable(schema))
            .described(description(schema).as_ref());
    }
    if let Some(rust_type) = schema.get(RUST_TYPE) {
        return Type::of(Shape::Rust(rust_type.clone()))
            .or_null(is_nullable(schema))
            .described(description(schema).as_ref());
    }
    report_constraints(context, schema, place);
    let mut parts = Vec::new();
    let own = read_own(context, schema, place, depth);
    if own.shape != Shape::Any {
        parts.push(own.clone());
    }
    let mut nullable = own.nullable || is_nullable(schema);
    if let Some(list) = schema.get("allOf").and_then(Value::as_array) {
        parts.extend(read_list(context, list, &place.child("allOf"), depth));
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(list) = schema.get(keyword).and_then(Value::as_array) {
            let with_null = list.len();
            let list: Vec<_> = list
                .iter()
                .filter(|branch| !is_null(branch))
                .cloned()
                .collect();
            nullable |= list.len() < with_null;
            let branches = read_list(context, &list, &place.child(keyword), depth);
            // Branches that only say what is required do not shape the value.
            if branches.iter().any(|branch| branch.shape != Shape::Any) {
                parts.push(Type::of(Shape::OneOf(branches)));
            }
        }
    }
    let shape = match parts.len() {
        0 => Shape::Any,
        1 => {
            let only = parts.remove(0);
            nullable |= only.nullable;
            only.shape
        }
        _ => Shape::AllOf(parts),
    };
    Type {
        shape,
        nullable,
        description: described_members(schema, description(schema)),
    }
}

fn read_list(context: &mut Context, list: &[Value], place: &Place, depth: usize) -> Vec<Type> {
    list.iter()
        .enumerate()
        .map(|(index, part)| read(context, part, &place.child(&index.to_string()), depth + 1))
        .collect()
}

fn read_reference(context: &mut Context, reference: &str, place: &Place) -> Type {
    if let Some(reference) = context.components.know(context.root, reference) {
        return Type::of(Shape::Reference(reference));
    }
    let message = format!("`{reference}` is not in this document; the value becomes free form");
    context
        .findings
        .report(Code::REFERENCE_DANGLING, place, message);
    Type::default()
}

/// What the schema says itself, without its `allOf`, `oneOf` and `anyOf`.
fn read_own(
    context: &mut Context,
    schema: &Map<String, Value>,
    place: &Place,
    depth: usize,
) -> Type {
    let (kinds, null_kind) = kinds(schema);
    let mut shapes: Vec<Shape> = kinds
        .iter()
        .map(|kind| read_kind(context, kind, schema, place, depth))
        .collect();
    let shape = match shapes.len() {
        0 => Shape::Any,
        1 => shapes.remove(0),
        _ => Shape::OneOf(shapes.into_iter().map(Type::of).collect()),
    };
    Type::of(shape).or_null(null_kind)
}

fn read_kind(
    context: &mut Context,
    kind: &str,
    schema: &Map<String, Value>,
    place: &Place,
    depth: usize,
) -> Shape {
    match kind {
        "boolean" => Shape::Boolean,
        "integer" => Shape::Integer(format(schema, INTEGER_FORMATS)),
        "number" => Shape::Number(format(schema, NUMBER_FORMATS)),
        "array" => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            let items = read(context, items, &place.child("items"), depth + 1);
            Shape::Array(Box::new(items))
        }
        "object" => Shape::Object(read_object(context, schema, place, depth)),
        _ => Shape::String(format(schema, STRING_FORMATS)),
    }
}

fn read_object(
    context: &mut Context,
    schema: &Map<String, Value>,
    place: &Place,
    depth: usize,
) -> Object {
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let mut object = Object::default();
    for (name, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let at = place.entry("properties", name);
        let property = Property {
            value: read(context, property, &at, depth + 1),
            required: required.contains(&name.as_str()),
        };
        object.properties.insert(name.clone(), property);
    }
    object.additional = match schema.get("additionalProperties") {
        // A new field must not make an answer unreadable, so `false` is not passed on; `true`
        // beside properties says no more than silence.
        None | Some(Value::Bool(_)) => None,
        Some(values) => {
            let at = place.child("additionalProperties");
            let values = read(context, values, &at, depth + 1);
            Some(Box::new(values)).filter(|values| values.shape != Shape::Any)
        }
    };
    object
}

fn format(schema: &Map<String, Value>, kept: &[&str]) -> Option<String> {
    let format = schema.get("format")?.as_str()?;
    kept.contains(&format).then(|| format.to_owned())
}

fn description(schema: &Map<String, Value>) -> Option<String> {
    let text = schema.get("description")?.as_str()?;
    Some(to_rustdoc(text)).filter(|text| !text.is_empty())
}

fn report_constraints(context: &mut Context, schema: &Map<String, Value>, place: &Place) {
    let mut dropped: Vec<String> = CONSTRAINTS
        .iter()
        .filter(|keyword| schema.contains_key(**keyword))
        .map(|keyword| format!("`{keyword}`"))
        .collect();
    if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        dropped.push("`additionalProperties: false`".to_owned());
    }
    if let Some(format) = schema.get("format").and_then(Value::as_str)
        && ![INTEGER_FORMATS, NUMBER_FORMATS, STRING_FORMATS]
            .iter()
            .any(|kept| kept.contains(&format))
    {
        dropped.push(format!("`format: {format}`"));
    }
    if !dropped.is_empty() {
        let message = format!("the client does not know of {}", dropped.join(", "));
        context
            .findings
            .report(Code::CONSTRAINT_LEFT_OUT, place, message);
    }
    if schema.contains_key("enum") {
        let message = "the enumeration is open: its known values are in the documentation only";
        context
            .findings
            .report(Code::ENUMERATION_OPENED, place, message);
    }
}
