//! The records that the samples of creates make: what was sent, under the id that was answered.

use std::collections::BTreeMap;

use super::SEEDED_AT;
use crate::operation::complete;
use crate::spec::{Action, Resource, Sample, Specification, samples};
use crate::store::{Draft, Key, Record, Records, parse_id};

/// A sample of a create.
struct Created {
    id: i64,
    draft: Draft,
    owner: Option<Key>,
}

/// Carries the samples of creates out. Records within them get ids from `next_id` on.
pub(super) fn add(records: &mut Records, specification: &Specification, next_id: &mut i64) {
    let samples = samples(&specification.document, &specification.operations);
    let mut waiting: Vec<_> = samples
        .iter()
        .filter_map(|sample| created(sample, &specification.server))
        .collect();
    // One may point to another that comes later.
    loop {
        let before = waiting.len();
        waiting.retain(|created| !make(records, created, &specification.resources, next_id));
        if waiting.len() == before {
            break;
        }
    }
}

/// The ids that the samples of creates answer with.
pub(super) fn keys(specification: &Specification) -> Vec<Key> {
    let samples = samples(&specification.document, &specification.operations);
    let created = samples
        .iter()
        .filter_map(|sample| created(sample, &specification.server));
    created
        .map(|created| Key::new(&created.draft.kind, created.id))
        .collect()
}

fn created(sample: &Sample<'_>, server: &str) -> Option<Created> {
    if sample.operation.action != Action::Create || sample.operation.answered_kind.is_some() {
        return None;
    }
    let draft = Draft::read(sample.request?.get("data")?, "/data")?;
    Some(Created {
        id: sample.body.pointer("/data/id").and_then(parse_id)?,
        draft,
        owner: super::owner(sample, server),
    })
}

fn make(
    records: &mut Records,
    created: &Created,
    resources: &BTreeMap<String, Resource>,
    next_id: &mut i64,
) -> bool {
    // The record itself asks for an id first, then those within it.
    let ids = std::cell::RefCell::new((Some(created.id), &mut *next_id));
    let fresh = || {
        let (own, next) = &mut *ids.borrow_mut();
        own.take().unwrap_or_else(|| {
            **next += 1;
            **next - 1
        })
    };
    let complete = |record: &mut Record, records: &Records| {
        complete(record, records, resources, SEEDED_AT);
    };
    let owners = created.owner.as_slice();
    let made = records.create(&created.draft, owners, SEEDED_AT, &fresh, &complete);
    made.is_ok()
}
