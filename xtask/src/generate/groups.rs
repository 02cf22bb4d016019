//! The groups of operations, as modules that hold nothing but their documentation.

use std::fmt::Write;

use serde_json::Value;

use super::names::module_name;
use super::text::doc_comment;

/// The text of `flowii-api/src/groups.rs`.
pub(super) fn groups(document: &Value, lowered: &Value) -> String {
    let mut text = String::from(
        "//! The operations by subject, as the documentation of FLOWii groups them.\n",
    );
    for tag in document["tags"].as_array().into_iter().flatten() {
        let Some(name) = tag["name"].as_str() else {
            continue;
        };
        let mut description = tag["description"].as_str().unwrap_or(name).to_owned();
        description += "\n\n| method of the client | | |\n|---|---|---|\n";
        for (path, method, operation) in operations(lowered) {
            if operation["tags"][0] == name {
                let id = operation["operationId"].as_str().unwrap_or_default();
                let summary = operation["summary"].as_str().unwrap_or_default();
                let row = format!(
                    "| [`{id}`](crate::Client::{id}) | {summary} | `{} {path}` |\n",
                    method.to_uppercase()
                );
                description += &row;
            }
        }
        let _ = write!(
            text,
            "\n{}pub mod {} {{}}\n",
            doc_comment(&description, 0),
            module_name(name)
        );
    }
    text
}

/// Adds to what each operation says of itself where its group is.
pub(super) fn link_operations(lowered: &mut Value) {
    let paths = lowered.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flatten();
    for (_, item) in items {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            let Some(tag) = operation["tags"][0].as_str() else {
                continue;
            };
            let link = format!("See also: [{tag}](crate::groups::{}).", module_name(tag));
            let description = operation["description"].as_str().unwrap_or_default();
            let text = format!("{description}\n\n{link}");
            operation["description"] = text.trim().into();
        }
    }
}

fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_group_lists_its_operations_and_they_link_back() {
        let document = json!({"tags": [{"name": "Partner Tags", "description": "Words."}]});
        let mut lowered = json!({"paths": {"/tags": {"get": {
            "operationId": "get_tags", "summary": "Get tags", "tags": ["Partner Tags"],
        }}}});
        let text = groups(&document, &lowered);
        assert!(text.contains("/// Words.\n"), "{text}");
        let row = "/// | [`get_tags`](crate::Client::get_tags) | Get tags | `GET /tags` |\npub mod partner_tags {}";
        assert!(text.contains(row), "{text}");
        link_operations(&mut lowered);
        assert_eq!(
            lowered["paths"]["/tags"]["get"]["description"],
            "See also: [Partner Tags](crate::groups::partner_tags)."
        );
    }
}
