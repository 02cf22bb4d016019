//! Details.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Call, no_such_record, summary};
use crate::answer::{Answer, Failure, included};
use crate::store::{Key, Record, Records};

/// The record that the path names.
pub(crate) fn carry_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let records = call.records()?;
    call.check_named(&records, 1)?;
    let id = call.ids.last().copied().unwrap_or_default();
    let key = Key::new(&call.operation.kind, id);
    let record = records
        .get(&key)
        .cloned()
        .ok_or_else(|| no_such_record(&key))?;
    Ok(document(call, &records, record))
}

/// The one record of its kind, such as the user who is logged in: that of the sample.
pub(crate) fn carry_out_single(call: &Call<'_>) -> Result<Answer, Failure> {
    let records = call.records()?;
    call.check_named(&records, 0)?;
    let kind = &call.operation.kind;
    let sample = call.operation.sample_id.map(|id| Key::new(kind, id));
    let record = sample.as_ref().and_then(|key| records.get(key));
    // In a company that has a copy of the samples, ids are others, in the same order.
    let record = record.or_else(|| {
        let position = call.server.position_of_sample(call.operation);
        records.of_kind(kind).nth(position)
    });
    let Some(record) = record.cloned() else {
        return Err(no_such_record(&sample.unwrap_or_else(|| Key::new(kind, 0))));
    };
    let record = summary::computed(&record, &records, call.now());
    Ok(document(call, &records, Arc::new(record)))
}

fn document(call: &Call<'_>, records: &Records, record: Arc<Record>) -> Answer {
    let view = &call.operation.view;
    let renderer = call.renderer();
    let mut document = Map::new();
    document.insert(
        "data".into(),
        renderer.whole(&record, view.primary.as_ref()),
    );
    if view.has_self_link {
        let company = call.company();
        let link = format!("{}{}?companyid={company}", call.server.base_url, call.path);
        document.insert("links".into(), json!({"self": link}));
    }
    if let Some(views) = &view.included {
        let included = included(records, &[record], None, views);
        let included = included.iter();
        let included = included.map(|(view, record)| renderer.resource(record, Some(view)));
        document.insert("included".into(), Value::Array(included.collect()));
    }
    Answer::json(
        call.operation.status,
        call.media_type(),
        Value::Object(document),
    )
}
