//! Examples of answers, as a module that reads them with the generated types.

use std::collections::BTreeMap;
use std::fmt::Write;

use apib::codegen::{Lowered, LoweredOperation, Response};
use apib::generate::TypedOperation;
use serde_json::Value;

/// The text of a module in which `read` hands each example, by its place, to the type that answers
/// in its place.
pub(super) fn module(
    document: &Value,
    lowered: &Lowered,
    operations: &BTreeMap<String, TypedOperation>,
) -> String {
    let mut calls = String::new();
    for operation in &lowered.operations {
        let Some(typed) = operations.get(&operation.operation_id) else {
            continue;
        };
        if operation.response != Response::Json {
            continue;
        }
        for (place, example) in examples(document, operation) {
            let place = format!("{} {}: {place}", operation.method, operation.path);
            let _ = writeln!(
                calls,
                "    reader.read::<{}>({place:?}, {:?});",
                typed.answer,
                example.to_string()
            );
        }
    }
    format!(
        "#[allow(unused_imports)]\nuse super::types;\n\n\
         #[allow(unused_variables, clippy::all)]\n\
         pub(crate) fn read(reader: &mut crate::Reader) {{\n{calls}}}\n"
    )
}

/// The examples of an operation's successful answers in JSON.
fn examples(document: &Value, operation: &LoweredOperation) -> Vec<(String, Value)> {
    let item = &document["paths"][&operation.path];
    let responses = &item[operation.method.to_lowercase()]["responses"];
    let responses = responses.as_object().into_iter().flatten();
    let has_success = responses.clone().any(|(status, _)| status.starts_with('2'));
    let mut examples = Vec::new();
    for (status, response) in responses {
        let is_success = status.starts_with('2') || !has_success && status == "default";
        for (media_type, media) in response["content"].as_object().into_iter().flatten() {
            if !is_success || operation.accept.as_ref() != Some(media_type) {
                continue;
            }
            let one = media.get("example").map(|value| (String::new(), value));
            let several = media["examples"].as_object().into_iter().flatten();
            let several = several.map(|(name, example)| (format!(" {name}"), &example["value"]));
            for (name, value) in one.into_iter().chain(several) {
                // Text is what the converter keeps of a body that is no JSON.
                let is_text = media["schema"]["type"] == "string";
                if !value.is_string() || is_text {
                    examples.push((format!("{status}{name}"), value.clone()));
                }
            }
        }
    }
    examples
}
