//! Creates.

use serde_json::{Map, Value, json};

use super::{Call, Done, body, complete, no_such_company};
use crate::answer::{Answer, Failure};
use crate::store::{Changed, Draft, Key, Record, Records, WriteProblem};

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Done, Failure> {
    let draft = body::read(call)?;
    let company = call.company();
    let now = call.now();
    let resources = &call.server.specification.resources;
    let complete = |record: &mut Record, records: &Records| {
        complete::complete(record, records, resources, now);
    };
    let owners: Vec<_> = call.parent().into_iter().collect();
    let written = call.server.store.write(company, |records, fresh| {
        call.check_named(records, 0)?;
        let created = records.create(&draft, &owners, now, fresh, &complete);
        let created = created.map_err(body::failure)?;
        let answered = answered(call, &draft, records, now, fresh, &complete);
        let answered = answered.map_err(body::failure)?.unwrap_or(created);
        Ok(records.get(&answered.key).cloned())
    });
    let (record, version) = written.ok_or_else(|| no_such_company(company))??;
    let answer = match (&call.operation.media_type, record) {
        (Some(media_type), Some(record)) => {
            let document = document(call, &record);
            Answer::json(call.operation.status, media_type, document)
        }
        _ => Answer::empty(call.operation.status),
    };
    Ok(Done {
        answer,
        version: Some(version),
    })
}

/// The record that an operation makes of what was sent, where it answers with another type: a bank
/// transaction becomes a cash flow. It has the attributes that both types know.
fn answered(
    call: &Call<'_>,
    draft: &Draft,
    records: &mut Records,
    now: i64,
    fresh: &dyn Fn() -> i64,
    complete: &dyn Fn(&mut Record, &Records),
) -> Result<Option<Changed>, WriteProblem> {
    let Some(kind) = &call.operation.answered_kind else {
        return Ok(None);
    };
    let resource = call.server.specification.resources.get(kind);
    let known = |name: &str| resource.is_some_and(|resource| resource.has_attribute(name));
    let attributes = draft.attributes.iter().filter(|(name, _)| known(name));
    let draft = Draft {
        kind: kind.clone(),
        id: None,
        attributes: attributes
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        links: Vec::new(),
        pointer: draft.pointer.clone(),
    };
    let none: &[Key] = &[];
    records.create(&draft, none, now, fresh, complete).map(Some)
}

/// The id and, as a rule, empty attributes: those that the sample shows.
fn document(call: &Call<'_>, record: &Record) -> Value {
    let view = &call.operation.view;
    let mut document = Map::new();
    let shown = view.primary.clone().unwrap_or_default();
    document.insert(
        "data".into(),
        call.renderer().resource(record, Some(&shown)),
    );
    if view.has_self_link {
        let link = format!("{}{}", call.server.base_url, call.path);
        document.insert("links".into(), json!({"self": link}));
    }
    Value::Object(document)
}
