//! How a parameter is written.

use serde_json::{Value, json};

use super::read::{Parameter, scalar_or_container};
use crate::codegen::Context;
use crate::codegen::hoist::write_type;
use crate::codegen::rustdoc::as_list_item;
use crate::codegen::types::{Shape, Type};
use crate::diagnostic::Code;

/// A scalar, a list of scalars where that may be, or else text.
pub(super) fn parameter_schema(context: &mut Context, parameter: &Parameter, lists: bool) -> Value {
    let bare = |value: &Type| Type::of(value.shape.clone());
    let name = &parameter.name;
    let value = match &parameter.value.shape {
        Shape::Boolean | Shape::Integer(_) | Shape::Number(_) | Shape::Rust(_) => {
            bare(&parameter.value)
        }
        Shape::String(_) | Shape::Any => Type::of(Shape::String(None)),
        Shape::Array(items) if lists && parameter.repeats => {
            let items = scalar_or_container(context, items);
            let items = match items.shape {
                Shape::Boolean | Shape::Integer(_) | Shape::Number(_) => bare(&items),
                _ => Type::of(Shape::String(None)),
            };
            Type::of(Shape::Array(Box::new(items)))
        }
        _ => {
            let message = format!("the parameter `{name}` is not a scalar and is passed as text");
            context
                .findings
                .report(Code::PARAMETER_AS_TEXT, &parameter.place, message);
            Type::of(Shape::String(None))
        }
    };
    write_type(context, &value, name, &parameter.place)
}

/// The parameter to write, called `name`.
pub(super) fn written(name: &str, parameter: &Parameter, schema: &Value) -> Value {
    let mut value = json!({
        "name": name,
        "in": parameter.location,
        "required": parameter.required,
        "schema": schema,
    });
    let mut description = parameter.description.clone().unwrap_or_default();
    if let Some(more) = parameter
        .value
        .description
        .as_ref()
        .filter(|more| **more != description)
    {
        if !description.is_empty() {
            description.push_str("\n\n");
        }
        description.push_str(more);
    }
    if !description.is_empty() {
        value["description"] = json!(as_list_item(&description));
    }
    value
}
