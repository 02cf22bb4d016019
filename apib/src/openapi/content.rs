//! Media types with their schemas and examples.

use heck::ToSnakeCase;
use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::model::schema::{Schema, Shape};
use crate::model::{Content, Example};
use crate::names::{UniqueNames, ascii_words};

use super::context::Context;
use super::document::pointer_step;
use super::reserved;
use super::schema;
use super::version::Version;

/// The content map of a body that stands at `pointer`.
pub(super) fn write(
    forms: IndexMap<String, Content>,
    pointer: &str,
    context: &mut Context,
) -> Value {
    let mut map = Map::new();
    for (media_type, form) in forms {
        let pointer = format!("{pointer}/content/{}", pointer_step(&media_type));
        context.at(pointer, form.span);
        let mut object = Map::new();
        if let Some(schema) = form.schema.filter(|one| is_told(one, context)) {
            object.insert("schema".to_owned(), schema::write(&schema, context));
        }
        put_examples(&mut object, form.examples);
        map.insert(media_type, Value::Object(object));
    }
    Value::Object(map)
}

/// False for the schema of a binary body in OpenAPI 3.1, which tells that by having none.
fn is_told(schema: &Schema, context: &Context) -> bool {
    let is_binary = schema.shape == Shape::String && schema.format.as_deref() == Some("binary");
    context.version == Version::V3_0 || !is_binary
}

/// Sets `example` or `examples`, of which an object may have only one.
pub(super) fn put_examples(object: &mut Map<String, Value>, mut examples: Vec<Example>) {
    if examples.len() > 1 {
        object.insert("examples".to_owned(), by_name(examples));
    } else if let Some(only) = examples.pop() {
        object.insert("example".to_owned(), reserved::sample(only.value.value()));
    }
}

/// Several examples by keys made from their names.
fn by_name(examples: Vec<Example>) -> Value {
    let mut names = UniqueNames::default();
    let mut map = Map::new();
    for example in examples {
        let folded = ascii_words(example.name.as_deref().unwrap_or_default()).to_snake_case();
        let wanted = if folded.is_empty() {
            "example"
        } else {
            &folded
        };
        let key = names.claim(wanted, "_");
        let mut object = Map::new();
        if let Some(name) = example.name {
            object.insert("summary".to_owned(), Value::String(name));
        }
        object.insert("value".to_owned(), reserved::sample(example.value.value()));
        map.insert(key, Value::Object(object));
    }
    Value::Object(map)
}
