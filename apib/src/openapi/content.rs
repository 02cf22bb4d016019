//! Media types with their schemas and examples.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::model::{Content, Example};
use crate::names::{ascii_words, numbered};

use super::components::ComponentNames;
use super::document::{Origins, pointer_step};
use super::schema;

/// The content map of a body that stands at `pointer`.
pub(super) fn write(
    content: &IndexMap<String, Content>,
    names: &ComponentNames,
    pointer: &str,
    origins: &mut Origins,
) -> Value {
    let mut map = Map::new();
    for (media_type, content) in content {
        let pointer = format!("{pointer}/content/{}", pointer_step(media_type));
        origins.insert(pointer, content.span);
        let mut object = Map::new();
        if let Some(schema) = &content.schema {
            object.insert("schema".to_owned(), schema::write(schema, names));
        }
        match &content.examples[..] {
            [] => {}
            [only] => {
                object.insert("example".to_owned(), only.value.clone());
            }
            several => {
                object.insert("examples".to_owned(), examples(several));
            }
        }
        map.insert(media_type.clone(), Value::Object(object));
    }
    Value::Object(map)
}

/// Several examples by keys made from their names.
fn examples(examples: &[Example]) -> Value {
    let mut taken = BTreeSet::new();
    let mut map = Map::new();
    for example in examples {
        let folded = ascii_words(example.name.as_deref().unwrap_or_default()).to_snake_case();
        let wanted = if folded.is_empty() {
            "example"
        } else {
            &folded
        };
        let key = numbered(wanted, "_", |key| taken.insert(key.to_owned()));
        let mut object = Map::new();
        if let Some(name) = &example.name {
            object.insert("summary".to_owned(), json!(name));
        }
        object.insert("value".to_owned(), example.value.clone());
        map.insert(key, Value::Object(object));
    }
    Value::Object(map)
}
