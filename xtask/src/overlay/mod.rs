//! Our corrections to what the blueprint says, as an OpenAPI Overlay.
//!
//! The specification: <https://spec.openapis.org/overlay/v1.1.0.html>, which adds `copy` to what
//! 1.0.0 has.

use anyhow::{Context, bail};
use jsonpath_rust::JsonPath;
use jsonpath_rust::query::queryable::Queryable;
use serde::Deserialize;
use serde_json::Value;

#[cfg(test)]
mod tests;

/// A list of changes to an OpenAPI document, made in order.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Overlay {
    overlay: String,
    actions: Vec<Action>,
}

/// One change.
#[derive(Clone, Debug, Deserialize, PartialEq)]
struct Action {
    /// A `JSONPath` (RFC 9535) to the objects and arrays to change.
    target: String,
    /// Why: what is wrong, what is known, and how surely.
    description: Option<String>,
    /// What is merged into each target.
    update: Option<Value>,
    /// A `JSONPath` to the one value that is merged into each target.
    copy: Option<String>,
    /// Whether the targets are taken out.
    #[serde(default)]
    remove: bool,
}

impl Overlay {
    /// Reads an overlay.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let overlay: Self = serde_json::from_str(text).context("it is not an OpenAPI overlay")?;
        if !overlay.overlay.starts_with("1.") {
            bail!(
                "it is an overlay of version {}, and 1.1.0 is known",
                overlay.overlay
            );
        }
        Ok(overlay)
    }

    /// Makes the changes, and tells of each action that found nothing to change.
    pub(crate) fn apply(&self, document: &mut Value) -> anyhow::Result<Vec<String>> {
        let mut missed = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            let number = index + 1;
            let paths = document.query_only_path(&action.target).with_context(|| {
                format!("action {number}: `{}` is not a JSONPath", action.target)
            })?;
            if paths.is_empty() {
                let reason = action.description.as_deref().unwrap_or("no description");
                missed.push(format!(
                    "action {number} ({reason}): `{}` matches nothing",
                    action.target
                ));
            }
            if action.remove {
                document.delete_by_path(&action.target).with_context(|| {
                    format!("action {number}: `{}` cannot be removed", action.target)
                })?;
                continue;
            }
            let copied = match &action.copy {
                Some(source) => {
                    Some(the_one(document, source).with_context(|| format!("action {number}"))?)
                }
                None => None,
            };
            for update in copied.iter().chain(&action.update) {
                for path in &paths {
                    if let Some(target) = document.reference_mut(path.as_str()) {
                        merge(target, update);
                    }
                }
            }
        }
        Ok(missed)
    }

    /// How many changes there are.
    pub(crate) fn len(&self) -> usize {
        self.actions.len()
    }
}

/// The one value that `path` leads to.
fn the_one(document: &Value, path: &str) -> anyhow::Result<Value> {
    let found = document
        .query(path)
        .with_context(|| format!("`{path}` is not a JSONPath"))?;
    match found[..] {
        [value] => Ok(value.clone()),
        _ => bail!("`{path}` leads to {} values instead of one", found.len()),
    }
}

/// Merges `update` into `target` as section 4.4.3 says: objects property by property, an array
/// takes the value as one more item, anything else is replaced.
fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Array(items), update) => items.push(update.clone()),
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                match target.get_mut(key) {
                    Some(known) => merge_property(known, value),
                    None => {
                        target.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (target, update) => *target = update.clone(),
    }
}

/// The value of one property: arrays are concatenated, objects merged, others replaced.
fn merge_property(known: &mut Value, value: &Value) {
    match (known, value) {
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        (known @ Value::Object(_), Value::Object(_)) => merge(known, value),
        (known, value) => *known = value.clone(),
    }
}
