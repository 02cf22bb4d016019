//! What the specification says, as snapshots: a change of the API reads as a small diff.
//!
//! Review changes with `cargo insta test -p flowii-tests --review`.

use std::fs;
use std::path::Path;

use serde_json::Value;

mod outline;

fn spec() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json");
    let text = fs::read_to_string(path).expect("spec/openapi.json is part of the repository");
    serde_json::from_str(&text).expect("spec/openapi.json is JSON")
}

#[test]
fn operations_with_their_parameters_and_responses() {
    insta::assert_snapshot!("operations", outline::operations(&spec()));
}

#[test]
fn schemas_of_bodies_and_components() {
    insta::assert_snapshot!("schemas", outline::schemas(&spec()));
}

#[test]
fn every_operation_is_there_once() {
    let spec = spec();
    let mut ids: Vec<&str> = outline::each_operation(&spec)
        .filter_map(|(_, _, operation)| operation["operationId"].as_str())
        .collect();
    assert_eq!(ids.len(), 135);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 135);
}

#[test]
fn every_path_variable_is_a_required_parameter() {
    let spec = spec();
    for (path, method, operation) in outline::each_operation(&spec) {
        let declared: Vec<&str> = outline::parameters(operation)
            .filter(|parameter| parameter["in"] == "path")
            .inspect(|parameter| assert_eq!(parameter["required"], true, "{method} {path}"))
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        let used: Vec<&str> = path
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .collect();
        assert_eq!(declared, used, "{method} {path}");
    }
}

#[test]
fn every_call_but_the_login_needs_a_key_and_a_token() {
    let spec = spec();
    for (path, method, operation) in outline::each_operation(&spec) {
        let expected = if path == "/token" {
            serde_json::json!([{ "apiKey": [] }])
        } else {
            serde_json::json!([{ "apiKey": [], "bearer": [] }])
        };
        assert_eq!(operation["security"], expected, "{method} {path}");
    }
}

#[test]
fn nothing_in_it_names_a_machine_or_a_placeholder() {
    let text = spec().to_string();
    for word in ["localhost", "127.0.0.1", "FLOWII_API_URL", "http://"] {
        assert!(!text.contains(word), "the specification contains {word}");
    }
}
