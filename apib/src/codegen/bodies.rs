//! Request bodies: exactly one media type, with a schema.

use serde_json::{Map, Value, json};

use super::Context;
use super::findings::Place;
use super::hoist::write_type;
use super::media::{MediaKind, media_kind};
use super::rustdoc::{as_list_item, to_rustdoc};
use super::schemas::read_schema;
use super::types::{Object, Property, Shape, Type};
use super::unions::resolve;
use crate::diagnostic::Code;

/// A request body as it is generated.
#[derive(Debug)]
pub(super) struct LoweredBody {
    /// The `requestBody` to write.
    pub(super) value: Value,
    /// The media type that goes over the wire.
    pub(super) content_type: String,
}

/// The request body of the operation called `name`, if it has one.
pub(super) fn lower_body(
    context: &mut Context,
    operation: &Map<String, Value>,
    name: &str,
    place: &Place,
) -> Option<LoweredBody> {
    let place = place.child("requestBody");
    let body = context.referenced(operation.get("requestBody")?, &place)?;
    let media_types = body.get("content").and_then(Value::as_object);
    let Some((media_type, media)) =
        media_types.and_then(|media_types| choose(context, media_types, &place))
    else {
        let message = "nothing is said about the request body, so it cannot be sent";
        context
            .findings
            .report(Code::SCHEMA_MISSING, &place, message);
        return None;
    };
    if body.get("required") != Some(&Value::Bool(true)) {
        // oxidecomputer/progenitor#384
        let message = "the request body is optional, but the generated method demands one";
        context
            .findings
            .report(Code::OPTIONAL_BODY_DEMANDED, &place, message);
    }
    let at = place.entry("content", media_type).child("schema");
    let kind = media_kind(media_type);
    let (content_name, schema) = match kind {
        MediaKind::Json => {
            let body = read_body(context, media, media_type, &at);
            let schema = write_type(context, &body, &format!("{name}_body"), &at);
            ("application/json", schema)
        }
        MediaKind::Form => {
            let body = read_body(context, media, media_type, &at);
            let body = flat_form(context, &body, &at);
            let schema = write_type(context, &body, &format!("{name}_body"), &at);
            ("application/x-www-form-urlencoded", schema)
        }
        MediaKind::Text => ("text/plain", json!({"type": "string"})),
        MediaKind::Raw => {
            let message = format!("a request body of type `{media_type}` is passed as bytes");
            context.findings.report(Code::BODY_UNTYPED, &place, message);
            (
                "application/octet-stream",
                json!({"type": "string", "format": "binary"}),
            )
        }
    };
    let mut value = json!({"required": true, "content": {content_name: {"schema": schema}}});
    if let Some(description) = body.get("description").and_then(Value::as_str) {
        value["description"] = json!(as_list_item(&to_rustdoc(description)));
    }
    Some(LoweredBody {
        value,
        content_type: media_type.clone(),
    })
}

/// The media type to generate: the one that can be typed best, else the first. The generator
/// panics on two.
fn choose<'b>(
    context: &mut Context,
    media_types: &'b Map<String, Value>,
    place: &Place,
) -> Option<(&'b String, &'b Value)> {
    let chosen = media_types
        .iter()
        .min_by_key(|(media_type, _)| media_kind(media_type))?;
    if media_types.len() > 1 {
        let others: Vec<String> = media_types
            .keys()
            .filter(|media_type| *media_type != chosen.0)
            .map(|media_type| format!("`{media_type}`"))
            .collect();
        let message = format!(
            "the request body may also be {}; the client sends `{}` only",
            others.join(", "),
            chosen.0
        );
        context
            .findings
            .report(Code::MEDIA_TYPE_LEFT_OUT, place, message);
    }
    Some(chosen)
}

fn read_body(context: &mut Context, media: &Value, media_type: &str, place: &Place) -> Type {
    let Some(schema) = media.get("schema") else {
        let message =
            format!("the request body of type `{media_type}` has no schema and is free form");
        context
            .findings
            .report(Code::SCHEMA_MISSING, place, message);
        return Type::default();
    };
    // The generator cannot send a body of `null`.
    Type {
        nullable: false,
        ..read_schema(context, schema, place)
    }
}

/// The form as a record of scalars: an encoded form has no place for anything else, and the
/// generated client would find out only when it sends.
fn flat_form(context: &mut Context, body: &Type, place: &Place) -> Type {
    context.read_components();
    let value = match &body.shape {
        Shape::Reference(reference) => match context.components.follow(reference) {
            Some((_, component)) => component.value.clone(),
            None => Type::default(),
        },
        _ => body.clone(),
    };
    let value = resolve(&context.components, &value).value;
    let Shape::Object(object) = value.shape else {
        return Type {
            nullable: false,
            ..Type::of(Shape::Object(Object {
                additional: Some(Box::new(Type::of(Shape::String(None)))),
                ..Object::default()
            }))
        };
    };
    let mut flat = Object {
        additional: object.additional,
        ..Object::default()
    };
    for (name, property) in object.properties {
        let resolved = resolve(&context.components, &property.value).value;
        let value = match resolved.shape {
            Shape::Boolean | Shape::Integer(_) | Shape::Number(_) | Shape::String(_) => resolved,
            _ => {
                let message =
                    format!("the form field `{name}` is not a scalar and is passed as text");
                context
                    .findings
                    .report(Code::PARAMETER_AS_TEXT, place, message);
                Type::of(Shape::String(None)).described(resolved.description.as_ref())
            }
        };
        flat.properties.insert(name, Property { value, ..property });
    }
    Type {
        shape: Shape::Object(flat),
        nullable: false,
        description: value.description,
    }
}
