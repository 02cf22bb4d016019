//! Gives the values of the document the Rust types that are there for them.
//!
//! Done on a copy in memory: how a client in Rust spells a value is not part of the API's
//! description.

use serde_json::{Map, Value, json};

/// The query parameter that a company-scoped client fills in.
pub(super) const COMPANY_ID: &str = "companyId";

/// Components whose types flowii-api has by hand.
const WRITTEN_BY_HAND: &[&str] = &["ErrorDocument"];

/// Types of parameters by their format.
const FORMATS: &[(&str, &str)] = &[("unix-time", "UnixTime"), ("decimal", "Decimal")];

/// The same document, with an `x-rust-type` on each schema that has a type of ours, and with
/// `companyId` optional.
pub(super) fn assign(document: &Value) -> Value {
    let mut document = document.clone();
    let components = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    for (name, component) in components.into_iter().flatten() {
        if component.get("x-enum-varnames").is_some() {
            *component = rust_type(&format!("types::{name}"), component);
        } else if let Some(named) = document_type(component) {
            *component = named;
        } else if WRITTEN_BY_HAND.contains(&name.as_str()) {
            *component = rust_type(&format!("json_api::{name}"), component);
        }
    }
    each_parameter(&mut document, |parameter| {
        if parameter["name"] == COMPANY_ID && parameter["in"] == "query" {
            parameter["required"] = json!(false);
            let description = parameter["description"].as_str().unwrap_or_default();
            let description = format!("{description} A client that has a company fills it in.");
            parameter["description"] = json!(description.trim());
        }
        let schema = &parameter["schema"];
        let name = if schema["type"] == "array" && parameter["explode"] == false {
            Some("IdList")
        } else {
            let format = schema["format"].as_str().unwrap_or_default();
            let known = FORMATS.iter().find(|(known, _)| *known == format);
            known.map(|(_, name)| *name)
        };
        if let Some(name) = name {
            parameter["schema"] = rust_type(name, schema);
        }
    });
    keep_used(&mut document);
    document
}

/// A document with resources as its `data`, in the generic type for such documents.
fn document_type(component: &Value) -> Option<Value> {
    let name = match component["x-json-api"]["model"].as_str()? {
        "document" => "Document",
        "list" => "List",
        "sent" => "Data",
        _ => return None,
    };
    let data = &component["properties"]["data"];
    let resource = data.get("items").unwrap_or(data)["$ref"].as_str()?;
    let resource = resource.rsplit('/').next()?;
    let mut named = rust_type(&format!("json_api::{name}"), component);
    let parameter = rust_type(&format!("types::{resource}"), &Value::Null);
    named["x-rust-type"]["parameters"] = json!([parameter]);
    Some(named)
}

/// Leaves out the components that nothing refers to any more: their types are there already.
fn keep_used(document: &mut Value) {
    let mut used = Vec::new();
    for shared in ["parameters", "requestBodies", "responses"] {
        references(&document["components"][shared], &mut used);
    }
    references(&document["paths"], &mut used);
    let mut next = 0;
    while let Some(name) = used.get(next).cloned() {
        references(&document["components"]["schemas"][&name], &mut used);
        next += 1;
    }
    let components = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    if let Some(components) = components {
        components.retain(|name, _| used.contains(name));
    }
}

/// Adds the names of the components that `value` refers to, each once.
fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let reference = fields.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|text| text.strip_prefix("#/components/schemas/"));
            if let Some(name) = name.filter(|name| !names.iter().any(|known| known == name)) {
                names.push(name.to_owned());
            }
            fields.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// Whether an operation of the document takes a query parameter.
pub(super) fn takes(operation: &Value, name: &str) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters
        .into_iter()
        .flatten()
        .any(|parameter| parameter["name"] == name && parameter["in"] == "query")
}

/// The paths of the Rust types that the document asks for, each once.
pub(super) fn named_types(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(document, &mut names);
    names.sort();
    names.dedup();
    names
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(path) = fields
                .get("x-rust-type")
                .and_then(|rust_type| rust_type["path"].as_str())
            {
                names.push(path.to_owned());
            }
            for value in fields.values() {
                collect(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}

/// The schema of a value that `path` of flowii-api reads and writes.
fn rust_type(path: &str, schema: &Value) -> Value {
    let mut named = Map::new();
    for kept in ["description", "nullable"] {
        if let Some(value) = schema.get(kept) {
            named.insert(kept.to_owned(), value.clone());
        }
    }
    named.insert(
        "x-rust-type".to_owned(),
        json!({"crate": "flowii-api", "version": "*", "path": format!("flowii_api::{path}")}),
    );
    Value::Object(named)
}

fn each_parameter(document: &mut Value, mut change: impl FnMut(&mut Value)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object_mut());
    let operations = items.flatten().map(|(_, operation)| operation);
    for operation in operations {
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        parameters.into_iter().flatten().for_each(&mut change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_get_the_generic_types() {
        let component = json!({
            "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Tag"}}},
            "x-json-api": {"type": "tag", "model": "list"},
        });
        let named = document_type(&component).unwrap();
        assert_eq!(named["x-rust-type"]["path"], "flowii_api::json_api::List");
        let parameter = &named["x-rust-type"]["parameters"][0]["x-rust-type"];
        assert_eq!(parameter["path"], "flowii_api::types::Tag");
    }

    #[test]
    fn parameters_get_the_types_of_their_values() {
        let document = json!({
            "paths": {"/x": {"get": {"parameters": [
                {"name": "companyId", "in": "query", "required": true, "schema": {"type": "integer"}},
                {"name": "filter[from]", "in": "query", "schema": {"type": "integer", "format": "unix-time"}},
                {"name": "filter[ids]", "in": "query", "explode": false, "schema": {"type": "array"}},
                {"name": "filter[kind]", "in": "query", "schema": {"$ref": "#/components/schemas/Kind"}},
            ]}}},
            "components": {"schemas": {"Unused": {}, "Kind": {"description": "K", "type": "integer", "x-enum-varnames": []}}},
        });
        let assigned = assign(&document);
        let operation = &assigned["paths"]["/x"]["get"];
        assert_eq!(operation["parameters"][0]["required"], false);
        assert!(takes(operation, COMPANY_ID));
        assert_eq!(
            named_types(&assigned),
            [
                "flowii_api::IdList",
                "flowii_api::UnixTime",
                "flowii_api::types::Kind"
            ]
        );
        assert!(assigned["components"]["schemas"].get("Unused").is_none());
        let kind = &assigned["components"]["schemas"]["Kind"];
        assert_eq!(kind["description"], "K");
    }
}
