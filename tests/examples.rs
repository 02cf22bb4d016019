//! Every example of the specification goes through the generated type of its operation and comes
//! back the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

type RoundTrip = fn(Value) -> Result<Value, serde_json::Error>;

fn round_trip<T>(value: Value) -> Result<Value, serde_json::Error>
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    serde_json::to_value(serde_json::from_value::<T>(value)?)
}

macro_rules! table {
    ($(($operation:literal, $type:ty)),* $(,)?) => {
        vec![$(($operation, round_trip::<$type> as RoundTrip)),*]
    };
}

fn responses() -> BTreeMap<&'static str, RoundTrip> {
    flowii_api::for_each_json_response!(table)
        .into_iter()
        .collect()
}

fn bodies() -> BTreeMap<&'static str, RoundTrip> {
    flowii_api::for_each_json_body!(table).into_iter().collect()
}

#[test]
fn every_response_example_is_read_and_written_unchanged() {
    let mut seen = BTreeSet::new();
    let types = responses();
    for operation in operations() {
        for response in operation.value["responses"]
            .as_object()
            .into_iter()
            .flatten()
        {
            check(&operation.id, &response.1["content"], &types, &mut seen);
        }
    }
    let without_example: Vec<&&str> = types.keys().filter(|id| !seen.contains(**id)).collect();
    assert_eq!(without_example, [&"get_order_documents"]);
    assert_eq!(seen.len(), 109);
}

#[test]
fn every_request_example_is_read_and_written_unchanged() {
    let mut seen = BTreeSet::new();
    let types = bodies();
    for operation in operations() {
        check(
            &operation.id,
            &operation.value["requestBody"]["content"],
            &types,
            &mut seen,
        );
    }
    let without_example: Vec<&&str> = types.keys().filter(|id| !seen.contains(**id)).collect();
    assert!(without_example.is_empty(), "{without_example:?}");
    assert_eq!(seen.len(), 27);
}

/// Exports and the PDF are the only answers that a client gets as bytes.
#[test]
fn only_files_come_as_bytes() {
    let types = responses();
    for operation in operations() {
        let media_types: Vec<&String> = operation.value["responses"]
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, response)| response["content"].as_object())
            .flat_map(|content| content.keys())
            .collect();
        let is_json = media_types
            .iter()
            .any(|media_type| media_type.ends_with("json"));
        assert_eq!(
            is_json,
            types.contains_key(operation.id.as_str()),
            "{}",
            operation.id
        );
        if !is_json {
            let is_file = |media_type: &&String| {
                ["application/zip", "application/pdf"].contains(&media_type.as_str())
            };
            assert!(
                media_types.iter().all(is_file),
                "{}: {media_types:?}",
                operation.id
            );
        }
    }
}

struct Operation {
    id: String,
    value: Value,
}

fn operations() -> Vec<Operation> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json");
    let text = fs::read_to_string(path).expect("spec/openapi.json is part of the repository");
    let spec: Value = serde_json::from_str(&text).expect("spec/openapi.json is JSON");
    let items = spec["paths"].as_object().into_iter().flatten();
    items
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .filter_map(|(_, operation)| {
            Some(Operation {
                id: operation["operationId"].as_str()?.to_owned(),
                value: operation.clone(),
            })
        })
        .collect()
}

fn check(
    id: &str,
    content: &Value,
    types: &BTreeMap<&'static str, RoundTrip>,
    seen: &mut BTreeSet<String>,
) {
    for (media_type, content) in content.as_object().into_iter().flatten() {
        if !media_type.ends_with("json") {
            continue;
        }
        let several = content["examples"].as_object().into_iter().flatten();
        let examples = several.map(|(_, example)| &example["value"]);
        for example in examples.chain(content.get("example")) {
            let round_trip = types.get(id).unwrap_or_else(|| panic!("{id} has no type"));
            let written = round_trip(example.clone())
                .unwrap_or_else(|error| panic!("{id} does not read its example: {error}"));
            assert_eq!(
                plain(&written),
                plain(example),
                "{id} loses part of its example"
            );
            seen.insert(id.to_owned());
        }
    }
}

/// A value without what has no meaning: absent and `null` are one to an optional field, and so
/// are `1` and `1.0` to a number.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .filter(|(_, value)| !value.is_null())
            .collect(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        other => other.clone(),
    }
}
