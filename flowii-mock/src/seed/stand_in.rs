//! Records that samples point to and none shows.

use std::collections::BTreeMap;

use serde_json::Value;

use super::key;
use crate::spec::{Specification, samples};
use crate::store::{Key, Record};

/// Adds a copy of the first record of its type for each record that a sample points to and none
/// shows, so that what samples send can be carried out. `made` are those that creates make.
pub(super) fn add(
    records: &mut BTreeMap<Key, Record>,
    specification: &Specification,
    made: &[Key],
) {
    let mut named = Vec::new();
    for sample in samples(&specification.document, &specification.operations) {
        collect(sample.body, &mut named);
        collect(sample.request.unwrap_or(&Value::Null), &mut named);
    }
    for key in named {
        if made.contains(&key) || records.contains_key(&key) {
            continue;
        }
        let first = records.values().find(|record| record.key.kind == key.kind);
        let Some(mut copy) = first.cloned() else {
            continue;
        };
        copy.key = key.clone();
        copy.owners.clear();
        records.insert(key, copy);
    }
}

/// All that has a type and an id, at any depth.
fn collect(value: &Value, named: &mut Vec<Key>) {
    named.extend(key(value));
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, named)),
        Value::Object(members) => members.values().for_each(|member| collect(member, named)),
        _ => {}
    }
}
