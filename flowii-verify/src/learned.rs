//! Identifiers that answers have shown.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

/// What is known of identifiers. They never leave the program.
#[derive(Clone, Default)]
pub struct Learned {
    by_type: BTreeMap<String, IndexSet<String>>,
    /// What a list at this very path has shown.
    by_path: BTreeMap<String, IndexSet<String>>,
    /// Types of which the user has said which one to use.
    pinned: BTreeSet<String>,
}

impl Learned {
    /// Uses this identifier for a type, and no other.
    pub fn pin(&mut self, resource_type: &str, id: &str) {
        self.pinned.insert(resource_type.to_owned());
        let only = IndexSet::from([id.to_owned()]);
        self.by_type.insert(resource_type.to_owned(), only);
    }

    /// Takes in what an answer of this path shows: first what it is about, then what it mentions.
    pub fn learn(&mut self, path: &str, body: &Value) {
        let listed = match &body["data"] {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let of_path: Vec<String> = listed
            .iter()
            .filter_map(identity)
            .map(|(_, id)| id)
            .collect();
        self.by_path
            .entry(path.to_owned())
            .or_default()
            .extend(of_path);
        self.mentioned(&body["data"]);
        self.mentioned(&body["included"]);
    }

    /// Identifiers of a type; empty if there are none.
    pub fn of_type(&self, resource_type: &str) -> Vec<&str> {
        let ids = self.by_type.get(resource_type).into_iter().flatten();
        ids.map(String::as_str).collect()
    }

    /// Identifiers that the list at a path has shown; `None` if it was not read.
    pub fn of_path(&self, path: &str) -> Option<Vec<&str>> {
        let ids = self.by_path.get(path)?;
        Some(ids.iter().map(String::as_str).collect())
    }

    fn mentioned(&mut self, value: &Value) {
        if let Some((resource_type, id)) = identity(value)
            && !self.pinned.contains(&resource_type)
        {
            self.by_type.entry(resource_type).or_default().insert(id);
        }
        match value {
            Value::Object(object) => object.values().for_each(|value| self.mentioned(value)),
            Value::Array(array) => array.iter().for_each(|value| self.mentioned(value)),
            _ => {}
        }
    }
}

impl std::fmt::Debug for Learned {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = self.by_type.iter().map(|(name, ids)| (name, ids.len()));
        formatter.debug_map().entries(counts).finish()
    }
}

/// Type and identifier of a resource, or of what refers to one.
fn identity(value: &Value) -> Option<(String, String)> {
    let resource_type = value["type"].as_str()?;
    let id = match &value["id"] {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    // Nothing that could lead to another path.
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    let is_usable = !id.is_empty() && id.len() <= 64 && id.chars().all(is_plain);
    is_usable.then(|| (resource_type.to_owned(), id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn identifiers_are_found_wherever_they_are() {
        let mut learned = Learned::default();
        learned.learn(
            "/partners",
            &json!({
                "data": [{"type": "partner", "id": "5", "relationships": {
                    "user": {"data": {"type": "user", "id": 7}},
                    "strange": {"data": {"type": "user", "id": "../admin"}},
                }}],
                "included": [{"type": "tag", "id": "9"}],
            }),
        );
        assert_eq!(learned.of_type("partner"), ["5"]);
        assert_eq!(learned.of_type("user"), ["7"]);
        assert_eq!(learned.of_type("tag"), ["9"]);
        assert_eq!(learned.of_path("/partners").unwrap(), ["5"]);
        assert_eq!(learned.of_path("/tags"), None);
        let printed = format!("{learned:?}");
        assert_eq!(printed, r#"{"partner": 1, "tag": 1, "user": 1}"#);
    }

    #[test]
    fn a_pinned_type_learns_no_others() {
        let mut learned = Learned::default();
        learned.pin("company", "17");
        learned.learn(
            "/companies",
            &json!({"data": [{"type": "company", "id": "4"}]}),
        );
        assert_eq!(learned.of_type("company"), ["17"]);
    }
}
