//! What the document says of parameters.

use serde_json::{Map, Value};

use crate::codegen::Context;
use crate::codegen::findings::Place;
use crate::codegen::rustdoc::to_rustdoc;
use crate::codegen::schemas::read_schema;
use crate::codegen::types::{Shape, Type};
use crate::codegen::unions::resolve;
use crate::diagnostic::Code;

/// One parameter of the document.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) required: bool,
    pub(super) description: Option<String>,
    pub(super) value: Type,
    /// What stands in front of the value in the path.
    pub(super) prefix: String,
    /// Whether several values repeat the name; anything else goes over the wire as one text.
    pub(super) repeats: bool,
    pub(super) place: Place,
}

/// The parameters that a path or an operation lists.
pub(super) fn read_parameters(
    context: &mut Context,
    owner: &Map<String, Value>,
    place: &Place,
) -> Vec<Parameter> {
    let list = owner.get("parameters").and_then(Value::as_array);
    let mut parameters = Vec::new();
    for (index, parameter) in list.into_iter().flatten().enumerate() {
        let place = place.entry("parameters", &index.to_string());
        if let Some(parameter) = context.referenced(parameter, &place) {
            parameters.extend(read_parameter(context, &parameter, &place));
        }
    }
    parameters
}

/// One parameter, or one for each property where a record is spread over several names.
fn read_parameter(context: &mut Context, parameter: &Value, place: &Place) -> Vec<Parameter> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let (Some(name), Some(location)) = (text("name"), text("in")) else {
        let message = "a parameter without a name or a location is left out";
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return Vec::new();
    };
    if !["path", "query", "header", "cookie"].contains(&location) {
        let message = format!("the parameter `{name}` is in `{location}`, which is no place for one");
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return Vec::new();
    }
    let described = match parameter.get("schema") {
        Some(schema) => read_schema(context, schema, &place.child("schema")),
        // Encoded as JSON or the like, it is a text for the client (`content`).
        None => Type::of(Shape::String(None)),
    };
    context.read_components();
    let value = scalar_or_container(context, &described);
    let form = text("style").is_none_or(|style| style == "form");
    let explode = parameter
        .get("explode")
        .and_then(Value::as_bool)
        .unwrap_or(form);
    let deep = text("style") == Some("deepObject");
    let one = Parameter {
        name: name.to_owned(),
        location: location.to_owned(),
        required: parameter.get("required") == Some(&Value::Bool(true)),
        description: text("description")
            .map(to_rustdoc)
            .filter(|text| !text.is_empty()),
        value,
        prefix: match text("style") {
            Some("label") => ".".to_owned(),
            Some("matrix") => format!(";{name}="),
            _ => String::new(),
        },
        repeats: form && explode,
        place: place.clone(),
    };
    match &one.value.shape {
        Shape::Object(object)
            if location == "query" && (deep || one.repeats) && !object.properties.is_empty() =>
        {
            let message = format!("the record `{name}` is given property by property");
            context
                .findings
                .report(Code::PARAMETER_SPREAD, place, message);
            object
                .properties
                .iter()
                .map(|(property, inner)| Parameter {
                    name: if deep {
                        format!("{name}[{property}]")
                    } else {
                        property.clone()
                    },
                    location: location.to_owned(),
                    required: one.required && inner.required,
                    description: None,
                    value: scalar_or_container(context, &inner.value),
                    prefix: String::new(),
                    repeats: true,
                    place: place.clone(),
                })
                .collect()
        }
        _ => vec![one],
    }
}

/// What the parameter is, without a reference around it.
pub(super) fn scalar_or_container(context: &Context, value: &Type) -> Type {
    let mut value = resolve(&context.components, value).value;
    if let Shape::Reference(reference) = &value.shape {
        let description = value.description.clone();
        value = match context.components.follow(reference) {
            Some((_, component)) => resolve(&context.components, &component.value).value,
            None => Type::default(),
        };
        value.description = description.or(value.description);
    }
    Type {
        nullable: false,
        ..value
    }
}
