//! Deletes.

use super::{Call, Done, no_such_company, no_such_record};
use crate::answer::{Answer, Failure};
use crate::store::Key;

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Done, Failure> {
    let id = call.ids.last().copied().unwrap_or_default();
    let key = Key::new(&call.operation.kind, id);
    let company = call.company();
    let written = call.server.store.write(company, |records, _| {
        call.check_named(records, 1)?;
        if !records.contains(&key) {
            return Err(no_such_record(&key));
        }
        records.delete(&key);
        Ok(())
    });
    let ((), version) = written.ok_or_else(|| no_such_company(company))??;
    Ok(Done {
        answer: Answer::empty(call.operation.status),
        version: Some(version),
    })
}
