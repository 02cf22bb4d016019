//! What stands in a description for people.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What is there for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Documentation {
    pub(crate) prose: BTreeMap<String, Value>,
    pub(crate) examples: BTreeMap<String, Value>,
    pub(crate) extensions: BTreeMap<String, Value>,
}

impl Documentation {
    /// Reads what is there for people in any object of a document.
    pub(crate) fn read(object: &Value) -> Self {
        object.as_object().map_or_else(Self::default, Self::of)
    }

    pub(super) fn of(object: &Map<String, Value>) -> Self {
        let mut documentation = Self::default();
        for (key, value) in object {
            let list = match key.as_str() {
                "title" | "summary" | "description" | "externalDocs" | "version" | "contact"
                | "license" | "termsOfService" => &mut documentation.prose,
                "example" | "examples" => &mut documentation.examples,
                // Those names are compared as names.
                "x-enum-varnames" => continue,
                key if key.starts_with("x-") => &mut documentation.extensions,
                _ => continue,
            };
            list.insert(key.clone(), value.clone());
        }
        documentation
    }
}
