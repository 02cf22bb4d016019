//! Which group each type of resources belongs to.

use std::collections::BTreeMap;

use serde_json::Value;

/// The name of the group for each type of resources: that of the operation with the shortest path
/// among those that take or give the type, or else that of the first resource that refers to it.
pub(super) fn groups_of_types(document: &Value) -> BTreeMap<String, String> {
    let mut groups: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (path, item) in paths {
        for (_, operation) in item.as_object().into_iter().flatten() {
            let Some(tag) = operation["tags"][0].as_str() else {
                continue;
            };
            for resource_type in types_of(document, operation) {
                let known = groups.get(resource_type);
                if known.is_none_or(|(length, _)| path.len() < *length) {
                    groups.insert(resource_type.to_owned(), (path.len(), tag.to_owned()));
                }
            }
        }
    }
    let mut groups: BTreeMap<String, String> = groups
        .into_iter()
        .map(|(resource_type, (_, tag))| (resource_type, tag))
        .collect();
    add_parts(document, &mut groups);
    groups
}

/// The types of the documents that an operation takes and gives.
fn types_of<'d>(document: &'d Value, operation: &Value) -> Vec<&'d str> {
    let responses = operation["responses"].as_object().into_iter().flatten();
    let bodies = responses
        .map(|(_, response)| response)
        .chain([&operation["requestBody"]]);
    let media = bodies.flat_map(|body| body["content"].as_object().into_iter().flatten());
    media
        .filter_map(|(_, media)| {
            let reference = media["schema"]["$ref"].as_str()?;
            let component = document.pointer(reference.strip_prefix('#')?)?;
            component["x-json-api"]["type"].as_str()
        })
        .collect()
}

/// Adds the types that no operation is about, after the resources that have them as parts.
fn add_parts(document: &Value, groups: &mut BTreeMap<String, String>) {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let marker = &schema["x-json-api"];
        let tag = marker["type"].as_str().and_then(|own| groups.get(own));
        let Some(tag) = tag.cloned() else {
            continue;
        };
        let relationships = &document["components"]["schemas"][format!("{name}Relationships")];
        let mut parts = Vec::new();
        targets(document, relationships, &mut parts);
        for part in parts {
            groups.entry(part).or_insert_with(|| tag.clone());
        }
    }
}

/// The types of the components that a schema refers to.
fn targets(document: &Value, schema: &Value, types: &mut Vec<String>) {
    match schema {
        Value::Object(fields) => {
            let reference = fields.get("$ref").and_then(Value::as_str);
            let target = reference
                .and_then(|reference| document.pointer(reference.strip_prefix('#')?))
                .and_then(|target| target["x-json-api"]["type"].as_str());
            types.extend(target.map(str::to_owned));
            for value in fields.values() {
                targets(document, value, types);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| targets(document, item, types)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_type_belongs_where_it_is_asked_for_by_itself() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let answer = json!({"200": {"content": {"x/json": {"schema": reference("TaskList")}}}});
        let document = json!({
            "paths": {
                "/partners/{id}/tasks": {"get": {"tags": ["Partners"], "responses": answer}},
                "/tasks": {"get": {"tags": ["Tasks"], "responses": answer}},
            },
            "components": {"schemas": {
                "TaskList": {"x-json-api": {"type": "task", "model": "list"}},
                "Task": {"x-json-api": {"type": "task", "model": "read"}},
                "TaskRelationships": {"properties": {"messages": reference("MessageIdentifier")}},
                "MessageIdentifier": {"x-json-api": {"type": "message", "model": "identifier"}},
            }},
        });
        let groups = groups_of_types(&document);
        assert_eq!(groups["task"], "Tasks");
        assert_eq!(groups["message"], "Tasks");
    }
}
