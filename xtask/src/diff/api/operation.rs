//! Reading operations.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::reference::resolve;
use super::{Body, Documentation, Header, Media, Operation, Parameter, Response, Schema, security};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// All operations, in the order of the document.
pub(crate) fn read_all(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    let paths = document["paths"].as_object();
    for (path, item) in paths.into_iter().flatten() {
        let item = resolve(document, item);
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) && operation.is_object() {
                operations.push(read(document, path, item, method, operation));
            }
        }
    }
    operations
}

fn read(document: &Value, path: &str, item: &Value, method: &str, operation: &Value) -> Operation {
    let body = resolve(document, &operation["requestBody"]);
    let responses = operation["responses"].as_object();
    Operation {
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        id: operation["operationId"].as_str().map(str::to_owned),
        deprecated: operation["deprecated"] == true,
        tags: strings(&operation["tags"]),
        parameters: parameters(document, item, operation),
        body: body.is_object().then(|| Body {
            required: body["required"] == true,
            content: content(&body["content"]),
            documentation: Documentation::read(body),
        }),
        responses: responses
            .into_iter()
            .flatten()
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, response)| {
                let response = resolve(document, response);
                (
                    status.to_ascii_uppercase(),
                    read_response(document, response),
                )
            })
            .collect(),
        security: security::alternatives(document, operation),
        documentation: Documentation::read(operation),
    }
}

/// The parameters of an operation and of its path; its own go before.
fn parameters(document: &Value, item: &Value, operation: &Value) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for list in [&operation["parameters"], &item["parameters"]] {
        for parameter in list.as_array().into_iter().flatten() {
            let Some(parameter) = read_parameter(resolve(document, parameter)) else {
                continue;
            };
            if !parameters.iter().any(|known| known.is_same(&parameter)) {
                parameters.push(parameter);
            }
        }
    }
    parameters
}

fn read_parameter(parameter: &Value) -> Option<Parameter> {
    let name = parameter["name"].as_str()?;
    let location = parameter["in"].as_str()?;
    // These three are said elsewhere: by the media types and by what the operation asks for.
    let reserved = ["accept", "content-type", "authorization"];
    if location == "header" && reserved.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let content = content(&parameter["content"]);
    let media = content.into_iter().next();
    let (style, schema) = match media {
        Some((media_type, media)) => (media_type, media.schema),
        None => (
            style(parameter, location),
            Schema::read(&parameter["schema"]),
        ),
    };
    Some(Parameter {
        name: name.to_owned(),
        location: location.to_owned(),
        required: location == "path" || parameter["required"] == true,
        deprecated: parameter["deprecated"] == true,
        style,
        schema,
        documentation: Documentation::read(parameter),
    })
}

/// How arrays and objects are written in a parameter; of single values there is one way.
fn style(parameter: &Value, location: &str) -> String {
    let default = match location {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = parameter["style"].as_str().unwrap_or(default);
    let explode = parameter["explode"].as_bool().unwrap_or(style == "form");
    let reserved = parameter["allowReserved"] == true;
    format!(
        "{style}{}{}",
        if explode { ", exploded" } else { "" },
        if reserved {
            ", reserved characters as they are"
        } else {
            ""
        },
    )
}

fn read_response(document: &Value, response: &Value) -> Response {
    let headers = response["headers"].as_object();
    Response {
        content: content(&response["content"]),
        headers: headers
            .into_iter()
            .flatten()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, header)| {
                let header = resolve(document, header);
                let read = Header {
                    required: header["required"] == true,
                    schema: Schema::read(&header["schema"]),
                };
                (name.to_ascii_lowercase(), read)
            })
            .collect(),
        documentation: Documentation::read(response),
    }
}

fn content(content: &Value) -> IndexMap<String, Media> {
    let content = content.as_object().into_iter().flatten();
    content
        .map(|(media_type, media)| {
            let read = Media {
                schema: Schema::read(&media["schema"]),
                examples: json!([media["example"], media["examples"]]),
            };
            (essence(media_type), read)
        })
        .collect()
}

/// A media type in small letters and without its charset, which says nothing about JSON.
fn essence(media_type: &str) -> String {
    let parts = media_type.to_ascii_lowercase();
    let parts: Vec<_> = parts
        .split(';')
        .map(str::trim)
        .filter(|part| !part.starts_with("charset=") && !part.is_empty())
        .collect();
    parts.join("; ")
}

fn strings(list: &Value) -> BTreeSet<String> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
