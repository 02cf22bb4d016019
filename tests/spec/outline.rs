//! An OpenAPI document as short text, one fact a line.

use std::fmt::Write;

use serde_json::Value;

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];

/// Path, method and operation, in the order of the document.
pub(crate) fn each_operation(spec: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = spec["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        METHODS
            .iter()
            .filter_map(move |method| Some((path.as_str(), *method, item.get(*method)?)))
    })
}

pub(crate) fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

/// The operations with parameters, media types and statuses; schemas only by their kind.
pub(crate) fn operations(spec: &Value) -> String {
    let mut out = String::new();
    for server in spec["servers"].as_array().into_iter().flatten() {
        let _ = writeln!(out, "server {}", text(&server["url"]));
    }
    for (name, scheme) in spec["components"]["securitySchemes"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let _ = writeln!(out, "security {name}: {scheme}");
    }
    let mut tag = "";
    for (path, method, operation) in each_operation(spec) {
        if tag != text(&operation["tags"][0]) {
            tag = text(&operation["tags"][0]);
            let _ = write!(out, "\n# {tag}\n");
        }
        let _ = write!(
            out,
            "\n{} {path} {}\n",
            method.to_uppercase(),
            text(&operation["operationId"])
        );
        for parameter in parameters(operation) {
            let optional = if parameter["required"] == true {
                ""
            } else {
                "?"
            };
            let _ = writeln!(
                out,
                "  {} {}{optional}: {}",
                text(&parameter["in"]),
                text(&parameter["name"]),
                kind(&parameter["schema"]),
            );
        }
        for (media_type, content) in operation["requestBody"]["content"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let _ = writeln!(out, "  body {media_type}: {}", kind(&content["schema"]));
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let mut is_empty = true;
            for (media_type, content) in response["content"].as_object().into_iter().flatten() {
                is_empty = false;
                let _ = writeln!(out, "  {status} {media_type}: {}", kind(&content["schema"]));
            }
            if is_empty {
                let _ = writeln!(out, "  {status}");
            }
        }
    }
    out
}

/// Every property of every body and component, indented below its parent.
pub(crate) fn schemas(spec: &Value) -> String {
    let mut out = String::new();
    for (name, schema) in spec["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let _ = write!(out, "\n{name}: {}\n", kind(schema));
        properties(&mut out, schema, 1);
    }
    for (_, _, operation) in each_operation(spec) {
        let id = text(&operation["operationId"]);
        for (media_type, content) in operation["requestBody"]["content"]
            .as_object()
            .into_iter()
            .flatten()
        {
            let _ = write!(
                out,
                "\n{id} body {media_type}: {}\n",
                kind(&content["schema"])
            );
            properties(&mut out, &content["schema"], 1);
        }
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            for (media_type, content) in response["content"].as_object().into_iter().flatten() {
                let _ = write!(
                    out,
                    "\n{id} {status} {media_type}: {}\n",
                    kind(&content["schema"])
                );
                properties(&mut out, &content["schema"], 1);
            }
        }
    }
    out
}

fn properties(out: &mut String, schema: &Value, depth: usize) {
    for union in ["allOf", "oneOf", "anyOf"] {
        for part in schema[union].as_array().into_iter().flatten() {
            let _ = writeln!(out, "{}| {}", "  ".repeat(depth), kind(part));
            properties(out, part, depth + 1);
        }
    }
    if schema["items"].is_object() {
        properties(out, &schema["items"], depth);
    }
    if schema["additionalProperties"].is_object() {
        properties(out, &schema["additionalProperties"], depth);
    }
    let required = schema["required"].as_array();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = required.is_some_and(|names| names.iter().any(|other| other == name));
        let optional = if is_required { "" } else { "?" };
        let _ = writeln!(
            out,
            "{}{name}{optional}: {}",
            "  ".repeat(depth),
            kind(property)
        );
        properties(out, property, depth + 1);
    }
}

/// A schema in a few words.
fn kind(schema: &Value) -> String {
    let mut words = match (&schema["$ref"], &schema["type"]) {
        (Value::String(reference), _) => {
            reference.rsplit('/').next().unwrap_or_default().to_owned()
        }
        (_, Value::String(kind)) if kind == "array" => format!("[{}]", kind_of_items(schema)),
        (_, Value::String(kind)) => kind.clone(),
        _ => ["allOf", "oneOf", "anyOf"]
            .into_iter()
            .find(|union| schema.get(union).is_some())
            .unwrap_or("any")
            .to_owned(),
    };
    if let Some(format) = schema["format"].as_str() {
        let _ = write!(words, " {format}");
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values.iter().map(Value::to_string).collect();
        let _ = write!(words, " of {}", values.join(" "));
    }
    if schema["additionalProperties"].is_object() {
        let _ = write!(words, " map of {}", kind(&schema["additionalProperties"]));
    }
    if schema["nullable"] == true {
        words.push_str(" or null");
    }
    words
}

fn kind_of_items(schema: &Value) -> String {
    kind(&schema["items"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
