//! The resource types and what a record of each can show.

use std::collections::BTreeMap;

use serde_json::Value;

use super::resolve;

/// A resource type, as it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resource {
    /// The attributes with their formats, in the order of the document.
    pub(crate) attributes: Vec<(String, Option<String>)>,
    /// The names of the relationships, in the order of the document.
    pub(crate) relationships: Vec<String>,
}

impl Resource {
    pub(crate) fn has_attribute(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|(attribute, _)| attribute == name)
    }

    pub(crate) fn has_relationship(&self, name: &str) -> bool {
        self.relationships
            .iter()
            .any(|relationship| relationship == name)
    }
}

/// All resource types of a document: its schemas that say so in `x-json-api`.
pub(crate) fn read_all(document: &Value) -> BTreeMap<String, Resource> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    schemas
        .filter(|(_, schema)| {
            schema
                .pointer("/x-json-api/model")
                .is_some_and(|it| it == "read")
        })
        .filter_map(|(_, schema)| {
            let kind = schema.pointer("/x-json-api/type")?.as_str()?;
            Some((kind.to_owned(), read(document, schema)))
        })
        .collect()
}

fn read(document: &Value, schema: &Value) -> Resource {
    let properties = |member: &str| {
        let member = schema.pointer(&format!("/properties/{member}"));
        let member = resolve(document, member.unwrap_or(&Value::Null));
        member
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    };
    Resource {
        attributes: properties("attributes")
            .map(|(name, schema)| {
                let format = schema.get("format").and_then(Value::as_str);
                (name.clone(), format.map(str::to_owned))
            })
            .collect(),
        relationships: properties("relationships")
            .map(|(name, _)| name.clone())
            .collect(),
    }
}
