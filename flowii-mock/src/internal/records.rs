//! The records of a company, for the page: which there are, and each of them in full.

use serde_json::{Value, json};

use crate::answer::Renderer;
use crate::server::Server;
use crate::store::{Key, Record};

/// As many records of one type are told.
const MOST: usize = 1000;

/// The records of a type, the oldest first; nothing if there is no such company or none of the type.
pub(super) fn list(server: &Server, company: &str, kind: &str) -> Option<Value> {
    let records = server.store.read(company.parse().ok()?)?;
    if !records.has_kind(kind) {
        return None;
    }
    let told = records.of_kind(kind).take(MOST);
    let told: Vec<_> = told
        .map(|record| json!({"id": record.key.id.to_string(), "label": label(record)}))
        .collect();
    Some(json!({"records": told}))
}

/// A record as a detail has it, with all that is known of it.
pub(super) fn record(server: &Server, company: &str, kind: &str, id: &str) -> Option<Value> {
    let key = Key::new(kind, id.parse().ok()?);
    let records = server.store.read(company.parse().ok()?)?;
    let record = records.get(&key)?.clone();
    drop(records);
    let renderer = Renderer {
        base_url: &server.base_url,
        resources: &server.specification.resources,
    };
    Some(renderer.whole(&record, None))
}

/// The first text that a record has, which is its name or its number in most types.
fn label(record: &Record) -> Option<&str> {
    let mut values = record.attributes.values();
    values.find_map(|value| value.as_str().filter(|text| !text.is_empty()))
}
