//! Which type of resource a path is about.

use std::collections::BTreeMap;

use serde_json::Value;

use super::resolve;

/// The `type` of what lives below a path: `/partners` has `partner`, `/files` has `file`.
#[derive(Debug, Default)]
pub(crate) struct Collections(BTreeMap<String, String>);

impl Collections {
    /// Learns from operations on one thing (`/files/{id}`) first, as they tell it plainly, then from
    /// lists and creates.
    pub(crate) fn learn(document: &Value) -> Self {
        let mut collections = Self::default();
        let paths = document.get("paths").and_then(Value::as_object);
        let paths: Vec<_> = paths.into_iter().flatten().collect();
        for (path, item) in &paths {
            if let Some((collection, _)) = path.rsplit_once("/{") {
                let is_item = path.ends_with('}') && !path[collection.len() + 1..].contains('/');
                let found = ["get", "patch", "put"]
                    .iter()
                    .find_map(|method| subject(document, item.get(method)?));
                if is_item && let Some(kind) = found {
                    collections.0.insert(collection.to_owned(), kind);
                }
            }
        }
        for (path, item) in &paths {
            let found = ["get", "post"]
                .iter()
                .find_map(|method| subject(document, item.get(method)?));
            if let Some(kind) = found {
                collections.0.entry((*path).clone()).or_insert(kind);
            }
        }
        collections
    }

    /// The type of the things below exactly this path.
    pub(crate) fn of(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The type of the nearest collection above a path: `/orders` of `/orders/export/pohoda`.
    pub(crate) fn above(&self, path: &str) -> Option<&str> {
        let mut path = path;
        while let Some((parent, _)) = path.rsplit_once('/') {
            if let Some(kind) = self.of(parent) {
                return Some(kind);
            }
            path = parent;
        }
        None
    }
}

/// The type of the resources that an operation answers with, or takes.
pub(crate) fn subject(document: &Value, operation: &Value) -> Option<String> {
    answered(document, operation).or_else(|| sent(document, operation))
}

/// The type of the resources that an operation answers with.
pub(crate) fn answered(document: &Value, operation: &Value) -> Option<String> {
    let responses = operation.get("responses")?.as_object()?;
    let (_, response) = responses
        .iter()
        .find(|(status, _)| status.starts_with('2'))?;
    let mut media = resolve(document, response)
        .get("content")?
        .as_object()?
        .values();
    media.find_map(|media| kind(document, media))
}

/// The type of the resource that an operation takes.
pub(crate) fn sent(document: &Value, operation: &Value) -> Option<String> {
    let body = resolve(document, operation.get("requestBody")?);
    let mut media = body.get("content")?.as_object()?.values();
    media.find_map(|media| kind(document, media))
}

/// The type in a document: what the schema's extension says, else what the example has.
fn kind(document: &Value, media: &Value) -> Option<String> {
    let schema = resolve(document, media.get("schema").unwrap_or(&Value::Null));
    let declared = schema.pointer("/x-json-api/type").and_then(Value::as_str);
    let example = || {
        let data = media.get("example")?.get("data")?;
        let first = data.as_array().map_or(Some(data), |items| items.first())?;
        first.get("type")?.as_str()
    };
    declared.or_else(example).map(str::to_owned)
}
