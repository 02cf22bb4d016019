//! Every example of the specification goes through the generated type of its operation and comes
//! back the same. Where it does not, the difference is of a kind that is known and stands in a list
//! with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use flowii_api::OPERATIONS;
use serde_json::{Map, Value};

type RoundTrip = fn(Value) -> Result<Value, serde_json::Error>;

fn round_trip<T>(value: Value) -> Result<Value, serde_json::Error>
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    serde_json::to_value(serde_json::from_value::<T>(value)?)
}

macro_rules! table {
    ($(($operation:literal, $type:ty)),* $(,)?) => {
        BTreeMap::from([$(($operation, round_trip::<$type> as RoundTrip)),*])
    };
}

fn responses() -> BTreeMap<&'static str, RoundTrip> {
    flowii_api::for_each_json_response!(table)
}

fn bodies() -> BTreeMap<&'static str, RoundTrip> {
    let mut bodies = flowii_api::for_each_json_body!(table);
    bodies.insert("get_token", round_trip::<flowii_api::types::GetTokenBody>);
    bodies
}

#[test]
fn every_example_of_135_operations_comes_back() {
    let (responses, bodies) = (responses(), bodies());
    let mut differences = String::new();
    let mut with_examples = BTreeSet::new();
    let mut answers = 0;
    let mut requests = 0;
    let operations = operations();
    assert_eq!(operations.len(), 135);
    for (id, operation) in &operations {
        for example in examples(&operation["requestBody"]["content"]) {
            requests += 1;
            with_examples.insert(id.as_str());
            differences += &compared(id, "request", &bodies, &example);
        }
        let documented = operation["responses"].as_object().into_iter().flatten();
        for (_, response) in documented {
            for example in examples(&response["content"]) {
                answers += 1;
                with_examples.insert(id.as_str());
                differences += &compared(id, "answer", &responses, &example);
            }
        }
    }
    insta::assert_snapshot!("differences", differences);
    assert_eq!((requests, answers), (29, 110));

    // What is left has no body to go through anything, and says so.
    for (id, _) in &operations {
        if with_examples.contains(id.as_str()) || id == "get_order_documents" {
            continue;
        }
        let operation = OPERATIONS.iter().find(|operation| operation.id == id);
        let operation = operation.expect("every operation is in the table");
        assert!(
            !operation.json_response && operation.content_type.is_none(),
            "{id} has a body and no example"
        );
    }
}

/// Exports and the PDF are the only answers that a client gets as bytes.
#[test]
fn only_files_come_as_bytes() {
    let files: Vec<&str> = OPERATIONS
        .iter()
        .filter(|operation| operation.accept.is_some() && !operation.json_response)
        .map(|operation| operation.id)
        .collect();
    assert_eq!(
        files,
        [
            "generate_document_pdf",
            "get_business_case_xml_export",
            "get_document_pohoda_export",
            "get_order_pohoda_export",
            "get_partner_pohoda_export",
            "get_partner_xml_export",
        ]
    );
}

/// Identifiers and operations, in the order of the document.
fn operations() -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json");
    let text = fs::read_to_string(path).expect("spec/openapi.json is part of the repository");
    let spec: Value = serde_json::from_str(&text).expect("spec/openapi.json is JSON");
    let items = spec["paths"].as_object().into_iter().flatten();
    items
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .filter_map(|(_, operation)| {
            let id = operation["operationId"].as_str()?.to_owned();
            Some((id, operation.clone()))
        })
        .collect()
}

/// The examples of all media types, a form as the record that it stands for.
fn examples(content: &Value) -> Vec<Value> {
    let media_types = content.as_object().into_iter().flatten();
    media_types
        .flat_map(|(media_type, content)| {
            let several = content["examples"].as_object().into_iter().flatten();
            let several = several.map(|(_, example)| &example["value"]);
            several
                .chain(content.get("example"))
                .map(|example| match example {
                    Value::String(form) if media_type.contains("form") => fields(form),
                    other => other.clone(),
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn fields(form: &str) -> Value {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect::<Map<_, _>>()
        .into()
}

/// How the example differs from what its type makes of it, a line each.
fn compared(
    id: &str,
    part: &str,
    types: &BTreeMap<&'static str, RoundTrip>,
    example: &Value,
) -> String {
    let round_trip = types
        .get(id)
        .unwrap_or_else(|| panic!("the {part} of {id} has no type"));
    let written = round_trip(example.clone())
        .unwrap_or_else(|error| panic!("{id} does not read its {part}: {error}"));
    let mut lines = String::new();
    differences(
        &mut lines,
        &format!("{id} {part} "),
        example,
        Some(&written),
    );
    lines
}

/// Lists the differences at and below `place`; one of a kind that is not known fails.
fn differences(lines: &mut String, place: &str, example: &Value, written: Option<&Value>) {
    let kind = match (example, written) {
        (Value::Object(fields), Some(Value::Object(others))) => {
            for (name, value) in fields {
                differences(lines, &format!("{place}/{name}"), value, others.get(name));
            }
            let added = others.keys().find(|name| !fields.contains_key(*name));
            assert_eq!(added, None, "{place} gets a member");
            return;
        }
        (Value::Array(items), Some(Value::Array(others))) => {
            assert_eq!(items.len(), others.len(), "{place}");
            for (index, (item, other)) in items.iter().zip(others).enumerate() {
                differences(lines, &format!("{place}/{index}"), item, Some(other));
            }
            return;
        }
        (same, Some(other)) if same == other => return,
        (Value::Null, None) => "null is left out",
        (Value::Null, Some(Value::Array(items))) if items.is_empty() => "null is an empty list",
        (Value::Number(number), Some(Value::Number(other)))
            if number.as_f64() == other.as_f64() =>
        {
            "a number without its fraction of zero"
        }
        (Value::Number(number), Some(Value::String(text))) if *text == number.to_string() => {
            "an identifier that is a number is written as a text"
        }
        (other, written) => panic!("{place}: {other} comes back as {written:?}"),
    };
    let _ = writeln!(lines, "{place}: {kind}");
}
