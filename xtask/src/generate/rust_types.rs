//! Gives the values of the document the Rust types that are there for them.
//!
//! Done on a copy in memory: how a client in Rust spells a value is not part of the API's
//! description.

use serde_json::{Map, Value, json};

/// The query parameter that a company-scoped client fills in.
const COMPANY_ID: &str = "companyId";

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
        }
    }
    each_parameter(&mut document, |parameter| {
        if parameter["name"] == COMPANY_ID && parameter["in"] == "query" {
            parameter["required"] = json!(false);
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
    document
}

/// Whether an operation of the document takes a company's id in its query.
pub(super) fn takes_company_id(operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters
        .into_iter()
        .flatten()
        .any(|parameter| parameter["name"] == COMPANY_ID && parameter["in"] == "query")
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
    fn parameters_get_the_types_of_their_values() {
        let document = json!({
            "paths": {"/x": {"get": {"parameters": [
                {"name": "companyId", "in": "query", "required": true, "schema": {"type": "integer"}},
                {"name": "filter[from]", "in": "query", "schema": {"type": "integer", "format": "unix-time"}},
                {"name": "filter[ids]", "in": "query", "explode": false, "schema": {"type": "array"}},
                {"name": "filter[kind]", "in": "query", "schema": {"$ref": "#/components/schemas/Kind"}},
            ]}}},
            "components": {"schemas": {"Kind": {"description": "K", "type": "integer", "x-enum-varnames": []}}},
        });
        let assigned = assign(&document);
        let operation = &assigned["paths"]["/x"]["get"];
        assert_eq!(operation["parameters"][0]["required"], false);
        assert!(takes_company_id(operation));
        assert_eq!(
            named_types(&assigned),
            [
                "flowii_api::IdList",
                "flowii_api::UnixTime",
                "flowii_api::types::Kind"
            ]
        );
        let kind = &assigned["components"]["schemas"]["Kind"];
        assert_eq!(kind["description"], "K");
    }
}
