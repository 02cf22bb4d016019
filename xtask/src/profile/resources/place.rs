//! Puts references to the families where the bodies were described.

use serde_json::{Map, Value, json};

use super::observe::{examples, items};
use super::{marker, names};
use crate::profile::{components, each_operation, reference};

/// Describes each body that holds resources as a document of them.
pub(super) fn place(document: &mut Value) {
    let mut documents = Map::new();
    let done = each_operation(document, |name, operation| {
        let is_patch = name.starts_with("PATCH ");
        if let Some(content) = operation.get_mut("requestBody") {
            place_content(&mut content["content"], |resource_type, _| {
                let model = if is_patch {
                    names::patch(resource_type)
                } else {
                    names::new(resource_type)
                };
                sent(&mut documents, resource_type, &model)
            });
        }
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (_, response) in responses.into_iter().flatten() {
            if response.get("content").is_some() {
                place_content(&mut response["content"], |resource_type, is_list| {
                    answered(&mut documents, resource_type, is_list)
                });
            }
        }
        Ok(())
    });
    debug_assert!(done.is_ok(), "nothing here can fail");
    let target = components(document);
    for (name, schema) in documents {
        target[name] = schema;
    }
}

/// Replaces the schema of each media type whose examples hold resources of one type.
fn place_content(content: &mut Value, mut component: impl FnMut(&str, bool) -> String) {
    for (_, media) in content.as_object_mut().into_iter().flatten() {
        let mut types: Vec<String> = Vec::new();
        let mut is_list = false;
        for example in examples(media) {
            is_list |= example["data"].is_array();
            types.extend(
                items(&example["data"])
                    .iter()
                    .filter_map(|item| item["type"].as_str())
                    .map(str::to_owned),
            );
        }
        types.dedup();
        if let [resource_type] = &types[..] {
            media["schema"] = reference(&component(resource_type, is_list));
        }
    }
}

/// The document that a request sends; its name.
fn sent(documents: &mut Map<String, Value>, resource_type: &str, model: &str) -> String {
    let name = names::document(model);
    let schema = json!({
        "type": "object",
        "required": ["data"],
        "properties": {"data": reference(model)},
        "x-json-api": marker(resource_type, "sent"),
    });
    documents.insert(name.clone(), schema);
    name
}

/// The document that an answer holds; its name.
fn answered(documents: &mut Map<String, Value>, resource_type: &str, is_list: bool) -> String {
    let resource = reference(&names::resource(resource_type));
    let (name, data, model) = if is_list {
        let data = json!({"type": "array", "nullable": true, "items": resource});
        (names::list(resource_type), data, "list")
    } else {
        let name = names::document(&names::resource(resource_type));
        (name, resource, "document")
    };
    let schema = json!({
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": data,
            "links": reference("Links"),
            "included": {"type": "array", "items": reference("Included")},
        },
        "x-json-api": marker(resource_type, model),
    });
    documents.insert(name.clone(), schema);
    name
}
