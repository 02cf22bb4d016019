//! What a server adds to a new record.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::civil;
use crate::spec::Resource;
use crate::store::{Record, Records};

/// Gives a new record the attributes that the server makes: its serial number, the time it was
/// created, the size of a file.
pub(crate) fn complete(
    record: &mut Record,
    records: &Records,
    resources: &BTreeMap<String, Resource>,
    now: i64,
) {
    let Some(resource) = resources.get(&*record.key.kind) else {
        return;
    };
    let missing = |record: &Record, name: &str| {
        resource.has_attribute(name) && record.attributes.get(name).is_none_or(Value::is_null)
    };
    if missing(record, "serial-nr") {
        let number = next_number(record, records);
        record.attributes.insert("serial-nr".into(), number.into());
    }
    for name in ["created", "created-date"] {
        if missing(record, name) {
            record
                .attributes
                .insert(name.into(), civil::local_text(now).into());
        }
    }
    if let Some(content) = record.attributes.get("content").and_then(Value::as_str) {
        let size = STANDARD.decode(content).map_or(0, |bytes| bytes.len());
        record.attributes.insert("size".into(), size.into());
    }
}

/// The number after that of the last record with one: `0702` after `0701`.
fn next_number(record: &Record, records: &Records) -> String {
    let mut last = records.of_kind(&record.key.kind).rev();
    let last = last.find_map(|record| record.attributes.get("serial-nr")?.as_str());
    let last = last.unwrap_or("0000");
    let digits = last.len() - last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = last.split_at(last.len() - digits);
    let next = number.parse::<u64>().unwrap_or(0).saturating_add(1);
    format!("{prefix}{next:0digits$}")
}
