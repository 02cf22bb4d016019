//! Search by text.

use serde_json::Value;

use crate::store::Record;

/// Whether each word is somewhere in the record's texts, in capitals or not.
pub(crate) fn contains(record: &Record, text: &str) -> bool {
    let texts = record.attributes.values().filter_map(Value::as_str);
    let texts: Vec<_> = texts.map(str::to_lowercase).collect();
    let text = text.to_lowercase();
    text.split_whitespace()
        .all(|word| texts.iter().any(|own| own.contains(word)))
}
