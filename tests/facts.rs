//! The specification against the facts that were collected from the vendor's blueprint, where they
//! are at hand: nothing is missing, and nothing is there that they do not know.
//!
//! `FLOWII_FACTS` names the file; without it, it is looked for beside the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn facts() -> Option<Vec<Value>> {
    let path = match env::var_os("FLOWII_FACTS") {
        Some(path) => PathBuf::from(path),
        None => workspace().join("../shared/flowii/actions.json"),
    };
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("the facts are a list of actions"))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn spec() -> Value {
    let path = workspace().join("spec/openapi.json");
    let text = fs::read_to_string(path).expect("spec/openapi.json is part of the repository");
    serde_json::from_str(&text).expect("spec/openapi.json is JSON")
}

/// The path of a URI template, without its query.
fn path_of(action: &Value) -> String {
    let uri = action["uri"].as_str().unwrap_or_default();
    let end = uri.find("{?").unwrap_or(uri.len());
    uri[..end].to_owned()
}

fn operation<'s>(spec: &'s Value, action: &Value) -> &'s Value {
    let method = action["method"].as_str().unwrap_or_default().to_lowercase();
    let operation = &spec["paths"][path_of(action)][&method];
    assert!(operation.is_object(), "{method} {}", path_of(action));
    operation
}

/// The schema itself, or what it refers to.
fn resolved<'s>(spec: &'s Value, schema: &'s Value) -> &'s Value {
    let reference = schema["$ref"]
        .as_str()
        .or_else(|| schema["allOf"][0]["$ref"].as_str());
    match reference {
        Some(reference) => &spec["components"]["schemas"][reference.rsplit('/').next().unwrap()],
        None => schema,
    }
}

#[test]
fn parameters_and_filters_are_those_of_the_vendor() {
    let Some(facts) = facts() else {
        return;
    };
    let spec = spec();
    // Declared by no action, but part of the path.
    let undeclared: BTreeSet<&str> = ["id"].into();
    for action in &facts {
        let mut expected = BTreeMap::new();
        for parameter in action["params"].as_array().into_iter().flatten() {
            let (name, kind) = (
                parameter[0].as_str().unwrap(),
                parameter[1].as_str().unwrap(),
            );
            match name {
                "page" => {
                    expected.insert("page[number]".to_owned(), "integer int64".to_owned());
                    expected.insert("page[size]".to_owned(), "integer int64".to_owned());
                }
                "filter" => {}
                name => {
                    let kind = match kind.trim_start_matches("optional, ") {
                        "long" => "integer int64",
                        "bool" => "boolean",
                        "enum[number]" => "enumeration",
                        other => other,
                    };
                    expected.insert(name.to_owned(), kind.to_owned());
                }
            }
        }
        for filter in action["filters"].as_array().into_iter().flatten() {
            let kind = match filter[1].as_str().unwrap() {
                "long, unix_timestamp" => "integer unix-time",
                "long" => "integer int64",
                "decimal" | "number" => "number decimal",
                "string" => "string",
                "array, long" => "array",
                _ => "enumeration",
            };
            let name = format!("filter[{}]", filter[0].as_str().unwrap());
            expected.insert(name, kind.to_owned());
        }
        let parameters = operation(&spec, action)["parameters"].as_array();
        let found: BTreeMap<String, String> = parameters
            .into_iter()
            .flatten()
            .map(|parameter| {
                let schema = resolved(&spec, &parameter["schema"]);
                let kind = if schema.get("x-enum-varnames").is_some() {
                    "enumeration".to_owned()
                } else {
                    let format = schema["format"].as_str().unwrap_or_default();
                    format!("{} {format}", schema["type"].as_str().unwrap_or_default())
                        .trim()
                        .to_owned()
                };
                (parameter["name"].as_str().unwrap().to_owned(), kind)
            })
            .filter(|(name, _)| expected.contains_key(name) || !undeclared.contains(name.as_str()))
            .collect();
        assert_eq!(found, expected, "{} {}", action["method"], path_of(action));
    }
}

#[test]
fn statuses_and_media_types_are_those_of_the_vendor() {
    let Some(facts) = facts() else {
        return;
    };
    let spec = spec();
    // Corrected by the overlay, which gives the reasons.
    let corrected = [
        "GET /documents/{id}/pdf",
        "POST /devices",
        "POST /cashflowtransactions",
    ];
    for action in &facts {
        let name = format!("{} {}", action["method"].as_str().unwrap(), path_of(action));
        let operation = operation(&spec, action);
        for response in action["resp"].as_array().into_iter().flatten() {
            let code = response["code"].as_str().unwrap();
            let found = &operation["responses"][code];
            assert!(found.is_object(), "{name} {code}");
            if let Some(media_type) = response["media"].as_str()
                && !corrected.contains(&name.as_str())
            {
                assert!(
                    found["content"].get(media_type).is_some(),
                    "{name} {code} {media_type}"
                );
            }
        }
        for code in operation["responses"].as_object().unwrap().keys() {
            let mut documented = action["resp"].as_array().into_iter().flatten();
            assert!(
                ["4XX", "5XX"].contains(&code.as_str())
                    || documented.any(|response| response["code"] == code.as_str()),
                "{name} {code}"
            );
        }
    }
}

/// What the bodies show of a type of resources: attributes and relationships.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    attributes: BTreeSet<String>,
    relationships: BTreeSet<String>,
}

fn collect(shown: &mut BTreeMap<String, Shown>, value: &Value) {
    match value {
        Value::Object(fields) => {
            if let Some(resource_type) = fields.get("type").and_then(Value::as_str) {
                let entry = shown.entry(resource_type.to_owned()).or_default();
                let keys = |part: &str| {
                    let part = fields.get(part).and_then(Value::as_object);
                    part.into_iter().flatten().map(|(name, _)| name.clone())
                };
                entry.attributes.extend(keys("attributes"));
                entry.relationships.extend(keys("relationships"));
            }
            fields.values().for_each(|value| collect(shown, value));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(shown, item)),
        _ => {}
    }
}

#[test]
fn resources_have_what_the_vendors_bodies_show() {
    let Some(facts) = facts() else {
        return;
    };
    let mut expected = BTreeMap::new();
    for action in &facts {
        for part in ["req", "resp"] {
            for payload in action[part].as_array().into_iter().flatten() {
                collect(&mut expected, &payload["body"]);
            }
        }
    }
    // Slips and declarations beside the bodies, each with its reason in spec/overlay.json or here.
    let added = |resource_type: &str, attributes: &[&str], relationships: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        (
            resource_type.to_owned(),
            Shown {
                attributes: names(attributes),
                relationships: names(relationships),
            },
        )
    };
    let declared = BTreeMap::from([
        // Declared by the schema of the request, with other names than its sample has.
        added("cash-flow-transaction", &["account-iban", "body"], &[]),
        // The sample lacks its first letters, and the facts mend it or not.
        added("company-data", &[], &["country"]),
    ]);
    let spec = spec();
    let mut found: BTreeMap<String, Shown> = BTreeMap::new();
    for schema in spec["components"]["schemas"].as_object().unwrap().values() {
        let marker = &schema["x-json-api"];
        if !["read", "new", "patch"].contains(&marker["model"].as_str().unwrap_or_default()) {
            continue;
        }
        let entry = found
            .entry(marker["type"].as_str().unwrap().to_owned())
            .or_default();
        let keys = |part: &str| {
            let part = resolved(&spec, &schema["properties"][part])["properties"].as_object();
            part.into_iter().flatten().map(|(name, _)| name.clone())
        };
        entry.attributes.extend(keys("attributes"));
        entry.relationships.extend(keys("relationships"));
    }
    for (resource_type, more) in declared {
        let entry = expected.entry(resource_type).or_default();
        entry.attributes.extend(more.attributes);
        entry.relationships.extend(more.relationships);
    }
    if let Some(company_data) = expected.get_mut("company-data") {
        company_data.relationships.remove("untry");
    }
    for (resource_type, shown) in &expected {
        assert_eq!(found.get(resource_type), Some(shown), "{resource_type}");
    }
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
}

#[test]
fn enumerations_have_the_members_that_the_vendor_lists() {
    let Some(facts) = facts() else {
        return;
    };
    let spec = spec();
    let enumerations: Vec<BTreeMap<i64, String>> = spec["components"]["schemas"]
        .as_object()
        .unwrap()
        .values()
        .filter(|schema| schema.get("x-enum-varnames").is_some())
        .map(|schema| {
            let labels = schema["x-enum-descriptions"].as_array().unwrap();
            let numbers = schema["enum"].as_array().unwrap().iter();
            numbers
                .map(|number| number.as_i64().unwrap())
                .zip(
                    labels
                        .iter()
                        .map(|label| label.as_str().unwrap().to_owned()),
                )
                .collect()
        })
        .collect();
    // Where the vendor has another word for a number elsewhere: the numbers are the same.
    let other_words = [
        "POST /documents vatRateType",
        "GET /notifications subtype",
        "GET /partners/{id}/documents type",
        "GET /partners/{id}/documents invoiceType",
    ];
    for action in &facts {
        for (name, listed) in action["enums"].as_object().into_iter().flatten() {
            let place = format!(
                "{} {} {name}",
                action["method"].as_str().unwrap(),
                path_of(action)
            );
            let same_words = !other_words.contains(&place.as_str());
            let members = listed["members"].as_array().unwrap();
            let has_all = |known: &BTreeMap<i64, String>| {
                members.iter().all(|member| {
                    // The first type of invoices is listed as `null`.
                    let label = known.get(&member[0].as_i64().unwrap_or_default());
                    label.is_some_and(|label| !same_words || member[1] == label.as_str())
                })
            };
            assert!(enumerations.iter().any(has_all), "{place} {members:?}");
        }
    }
}
