//! Parameters: scalars and lists of scalars in the path, the query and the headers, each with a
//! name that no other one folds to.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Context;
use super::findings::Place;
use super::hoist::write_type;
use super::names::field_name;
use super::rustdoc::to_rustdoc;
use super::schemas::read_schema;
use super::types::{Shape, Type};
use super::unions::resolve;
use crate::diagnostic::Code;

/// Headers that the transport sets, because they belong to the media type or to the session.
const TRANSPORT_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// Names that the generated builders and methods use themselves.
const RESERVED_FIELDS: &[&str] = &["header_map", "body_map", "new", "send", "stream"];

/// The parameters of an operation as they are generated.
#[derive(Debug)]
pub(super) struct LoweredParameters {
    /// The `parameters` to write.
    pub(super) value: Vec<Value>,
    /// The path with the names that its variables have now.
    pub(super) path: String,
}

/// One parameter of the document.
#[derive(Debug)]
struct Parameter {
    name: String,
    location: String,
    required: bool,
    description: Option<String>,
    value: Type,
    /// Whether several values repeat the name; anything else goes over the wire as one text.
    repeats: bool,
    place: Place,
}

/// The parameters of the operation, those of its path included.
pub(super) fn lower_parameters(
    context: &mut Context,
    path: &str,
    path_item: &Map<String, Value>,
    operation: &Map<String, Value>,
    has_body: bool,
    places: (&Place, &Place),
) -> LoweredParameters {
    let mut parameters = Vec::new();
    for (owner, place) in [(path_item, places.0), (operation, places.1)] {
        for parameter in read_parameters(context, owner, place) {
            // An operation's own parameter replaces the one of its path.
            parameters.retain(|known: &Parameter| {
                (&known.name, &known.location) != (&parameter.name, &parameter.location)
            });
            parameters.push(parameter);
        }
    }
    let mut fields = BTreeMap::new();
    if has_body {
        fields.insert("body".to_owned(), "the request body".to_owned());
    }
    for reserved in RESERVED_FIELDS {
        fields.insert((*reserved).to_owned(), "the generated code".to_owned());
    }
    for parameter in parameters
        .iter()
        .filter(|parameter| parameter.location == "cookie")
    {
        let message = format!(
            "the cookie `{}` cannot be set for a single call",
            parameter.name
        );
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, &parameter.place, message);
    }
    let mut value = Vec::new();
    for location in ["query", "header"] {
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter.location == location)
        {
            let Some(parameter) = fit(context, parameter, &mut fields) else {
                continue;
            };
            value.push(parameter);
        }
    }
    let (path, variables) = lower_path(context, path, &parameters, &mut fields, places.1);
    value.splice(0..0, variables);
    LoweredParameters { value, path }
}

fn read_parameters(
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
        return Vec::new();
    };
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
                    repeats: true,
                    place: place.clone(),
                })
                .collect()
        }
        _ => vec![one],
    }
}

/// What the parameter is, without a reference around it.
fn scalar_or_container(context: &Context, value: &Type) -> Type {
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

/// A query or header parameter to write, if there is room for it.
fn fit(
    context: &mut Context,
    parameter: &Parameter,
    fields: &mut BTreeMap<String, String>,
) -> Option<Value> {
    let Parameter {
        name,
        location,
        place,
        ..
    } = parameter;
    let left_to_transport = location == "header"
        && (TRANSPORT_HEADERS.contains(&name.to_ascii_lowercase().as_str())
            || context.credentials.contains(&name.to_ascii_lowercase()));
    if left_to_transport {
        let message = format!("the header `{name}` is set by the transport, not by each call");
        context
            .findings
            .report(Code::HEADER_LEFT_TO_TRANSPORT, place, message);
        return None;
    }
    if location == "header" && !name.bytes().all(is_header_byte) {
        let message = format!("`{name}` cannot be the name of a header");
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return None;
    }
    let field = field_name(name);
    if let Some(owner) = fields.get(&field) {
        let message = format!(
            "the {location} parameter `{name}` has the same name in Rust as {owner} and is left out"
        );
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return None;
    }
    fields.insert(field, format!("the {location} parameter `{name}`"));
    let schema = parameter_schema(context, parameter, location == "query");
    Some(written(name, parameter, &schema))
}

/// The path with variables that are declared, required, and not confused with anything else.
///
/// Their names do not go over the wire, so they can be changed: the generator looks parameters
/// up by name alone and panics where the query has one of the same name.
fn lower_path(
    context: &mut Context,
    path: &str,
    parameters: &[Parameter],
    fields: &mut BTreeMap<String, String>,
    place: &Place,
) -> (String, Vec<Value>) {
    let mut lowered = String::new();
    let mut written_variables = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        lowered.push_str(&rest[..open]);
        rest = &rest[open + length + 1..];
        let declared = parameters
            .iter()
            .find(|parameter| parameter.location == "path" && parameter.name == name);
        let field = free_field(name, fields);
        fields.insert(field.clone(), format!("the path variable `{name}`"));
        let schema = if let Some(declared) = declared {
            parameter_schema(context, declared, false)
        } else {
            let message = format!("the path variable `{name}` is not described and taken as text");
            context
                .findings
                .report(Code::PARAMETER_AS_TEXT, place, message);
            json!({"type": "string"})
        };
        lowered.extend(["{", &field, "}"]);
        let variable = Parameter {
            name: field.clone(),
            location: "path".to_owned(),
            required: true,
            description: declared.and_then(|declared| declared.description.clone()),
            value: declared
                .map(|declared| declared.value.clone())
                .unwrap_or_default(),
            repeats: false,
            place: place.clone(),
        };
        written_variables.push(written(&field, &variable, &schema));
    }
    // A brace without its partner would be taken for a variable.
    lowered.push_str(&rest.replace('{', "%7B").replace('}', "%7D"));
    (lowered, written_variables)
}

fn free_field(name: &str, fields: &BTreeMap<String, String>) -> String {
    let wanted = super::names::method_name(name);
    let mut field = wanted.clone();
    if fields.contains_key(&field) {
        field = format!("{wanted}_in_path");
    }
    let mut number = 2;
    while fields.contains_key(&field) {
        field = format!("{wanted}_in_path{number}");
        number += 1;
    }
    field
}

/// A scalar, a list of scalars where that may be, or else text.
fn parameter_schema(context: &mut Context, parameter: &Parameter, lists: bool) -> Value {
    let bare = |value: &Type| Type::of(value.shape.clone());
    let name = &parameter.name;
    let value = match &parameter.value.shape {
        Shape::Boolean | Shape::Integer(_) | Shape::Number(_) => bare(&parameter.value),
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

fn written(name: &str, parameter: &Parameter, schema: &Value) -> Value {
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
        // Indented, because the generator makes a list item of it.
        value["description"] = json!(description.replace('\n', "\n  "));
    }
    value
}

fn is_header_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
