//! Figures that follow from the records: `partners-count`, `orders-income-amount`, `unread-count`.

use serde_json::Value;

use crate::store::{Record, Records};

/// How long a record is a recent one. What FLOWii takes for recent is not known.
const RECENT_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A record with the figures that its attributes are named for, as they are now.
pub(crate) fn computed(record: &Record, records: &Records, now: i64) -> Record {
    let mut record = record.clone();
    for (name, value) in &mut record.attributes {
        if let Some(figure) = figure(name, records, now) {
            *value = figure;
        }
    }
    record
}

fn figure(name: &str, records: &Records, now: i64) -> Option<Value> {
    if name == "unread-count" {
        let notifications = records.of_kind("notification");
        let is_unread = |record: &&std::sync::Arc<Record>| {
            record.attributes.get("is-read") == Some(&Value::Bool(false))
        };
        return Some(notifications.filter(is_unread).count().into());
    }
    if let Some(kind) = name.strip_suffix("s-recently-added-count") {
        let recent =
            |record: &&std::sync::Arc<Record>| now.saturating_sub(record.created) < RECENT_SECONDS;
        return Some(records.of_kind(kind).filter(recent).count().into());
    }
    if let Some(kind) = name.strip_suffix("s-count") {
        return Some(records.of_kind(kind).count().into());
    }
    if let Some(kind) = name.strip_suffix("s-income-amount") {
        let amounts = records.of_kind(kind);
        let amounts = amounts
            .filter_map(|record| record.attributes.get("anticipated-income-amount")?.as_f64());
        let sum: f64 = amounts.sum();
        return Some(sum.into());
    }
    None
}
