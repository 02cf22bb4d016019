//! Whether a document is OpenAPI 3.0.
//!
//! The JSON Schema is the one that the OpenAPI Initiative publishes for 3.0 (iteration of
//! 2021-09-28, Apache License 2.0, unchanged). What a schema cannot say is looked at here:
//! references that lead somewhere, operation ids that are unique, path variables that are declared.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

const SCHEMA: &str = include_str!("openapi-3.0.schema.json");

/// Faults that are told; the rest are likely of the same kind.
const SHOWN: usize = 3;

/// Nothing, or the first faults.
pub(super) fn validate(document: &Value) -> Result<(), String> {
    let mut faults: Vec<String> = validator()?
        .iter_errors(document)
        .take(SHOWN)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    check_references(document, document, &mut faults);
    check_operations(document, &mut faults);
    faults.truncate(SHOWN);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}

fn validator() -> Result<&'static Validator, String> {
    static VALIDATOR: OnceLock<Result<Validator, String>> = OnceLock::new();
    let validator = VALIDATOR.get_or_init(|| {
        let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| error.to_string())?;
        jsonschema::validator_for(&schema).map_err(|error| error.to_string())
    });
    validator.as_ref().map_err(Clone::clone)
}

fn check_references(root: &Value, value: &Value, faults: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str() {
                    Some(reference) if key == "$ref" => {
                        let target = reference.strip_prefix('#').and_then(|at| root.pointer(at));
                        if target.is_none() {
                            faults.push(format!("{reference} leads nowhere"));
                        }
                    }
                    // What is in an example is not OpenAPI.
                    _ if ["example", "examples", "default", "enum"].contains(&key.as_str()) => {}
                    _ => check_references(root, field, faults),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                check_references(root, item, faults);
            }
        }
        _ => {}
    }
}

fn check_operations(document: &Value, faults: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let shared = item["parameters"].as_array();
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            if !ids.insert(id) {
                faults.push(format!("the operation id `{id}` is there twice"));
            }
            let own = operation["parameters"].as_array();
            let parameters = shared.into_iter().chain(own).flatten();
            let declared: BTreeSet<&str> = parameters
                .filter(|parameter| parameter["in"] == "path")
                .filter_map(|parameter| parameter["name"].as_str())
                .collect();
            let used: BTreeSet<&str> = variables(path).collect();
            if declared != used {
                faults.push(format!(
                    "`{method} {path}` declares the path variables {declared:?}"
                ));
            }
        }
    }
}

/// The variables of a path template.
fn variables(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::validate;

    #[test]
    fn faults_are_found_that_a_schema_sees_and_that_it_does_not() {
        let mut document = json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {"/a/{id}": {"get": {
                "operationId": "read_a",
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {}}],
                "responses": {"204": {"description": ""}},
            }}},
        });
        assert_eq!(validate(&document), Ok(()));
        let operation = document["paths"]["/a/{id}"]["get"].clone();
        document["paths"]["/b"] = json!({"post": operation});
        let reason = validate(&document).unwrap_err();
        assert!(reason.contains("`read_a` is there twice"), "{reason}");
        assert!(reason.contains("`post /b`"), "{reason}");
        document["components"] = json!({"schemas": {"A": {"$ref": "#/components/schemas/B"}}});
        assert!(validate(&document).unwrap_err().contains("leads nowhere"));
        document["info"] = json!({});
        assert!(validate(&document).unwrap_err().contains("/info"));
    }
}
