//! Parameters.

use serde_json::{Map, Value, json};

use crate::model::schema::Shape;
use crate::model::{Parameter, ParameterLocation};
use crate::uri_template::Expansion;

use super::content::put_examples;
use super::context::Context;
use super::{put, schema};

/// A parameter object. One of the fragment has no location, since it is not sent.
pub(super) fn write(parameter: Parameter, context: &mut Context) -> Value {
    context.span = parameter.span;
    let location = match parameter.location {
        ParameterLocation::Path => Some("path"),
        ParameterLocation::Query => Some("query"),
        ParameterLocation::Header => Some("header"),
        ParameterLocation::Fragment => None,
    };
    let mut object = Map::new();
    object.insert("name".to_owned(), json!(parameter.name));
    put(&mut object, "in", location);
    put(&mut object, "description", parameter.description.as_deref());
    if parameter.required {
        object.insert("required".to_owned(), json!(true));
    }
    if parameter.expansion == Expansion::Flag {
        object.insert("allowEmptyValue".to_owned(), json!(true));
    }
    add_style(&mut object, &parameter);
    let written = schema::write(&parameter.schema, context);
    object.insert("schema".to_owned(), written);
    put_examples(&mut object, parameter.examples);
    Value::Object(object)
}

/// How the value is written, where it is not as OpenAPI assumes.
fn add_style(object: &mut Map<String, Value>, parameter: &Parameter) {
    let is_list = matches!(parameter.schema.shape, Shape::Array(_));
    match (parameter.location, parameter.expansion) {
        (ParameterLocation::Path, Expansion::Label) => {
            object.insert("style".to_owned(), json!("label"));
        }
        (ParameterLocation::Path, Expansion::Matrix) => {
            object.insert("style".to_owned(), json!("matrix"));
        }
        // OpenAPI has `allowReserved` for the query only, up to 3.1.
        (ParameterLocation::Path, Expansion::Reserved) => {
            object.insert("x-allow-reserved".to_owned(), json!(true));
        }
        (ParameterLocation::Query, Expansion::Reserved) => {
            object.insert("allowReserved".to_owned(), json!(true));
        }
        _ => {}
    }
    match parameter.location {
        // `{?ids}` sends one list, `{?ids*}` one value after the other, which OpenAPI assumes.
        ParameterLocation::Query if is_list && !parameter.explode => {
            object.insert("explode".to_owned(), json!(false));
        }
        ParameterLocation::Path if parameter.explode => {
            object.insert("explode".to_owned(), json!(true));
        }
        _ => {}
    }
}
