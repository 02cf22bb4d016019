//! Changes.

use axum::http::StatusCode;

use super::{Call, Done, body, complete, no_such_company};
use crate::answer::{Answer, Failure};
use crate::store::{Key, Record, Records};

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Done, Failure> {
    let draft = body::read(call)?;
    let id = call.ids.last().copied().unwrap_or_default();
    if let Some(sent) = draft.id
        && sent != id
    {
        return Err(Failure::new(StatusCode::CONFLICT, "Wrong id")
            .detail(format!("The path names the id {id}, the body {sent}."))
            .pointer("/data/id"));
    }
    let key = Key::new(&call.operation.kind, id);
    let company = call.company();
    let now = call.now();
    let resources = &call.server.specification.resources;
    let complete = |record: &mut Record, records: &Records| {
        complete::complete(record, records, resources, now);
    };
    let written = call.server.store.write(company, |records, fresh| {
        call.check_named(records, 1)?;
        let changed = records.change(&key, &draft, now, fresh, &complete);
        changed.map_err(body::failure)
    });
    let (_, version) = written.ok_or_else(|| no_such_company(company))??;
    Ok(Done {
        answer: Answer::empty(call.operation.status),
        version: Some(version),
    })
}
