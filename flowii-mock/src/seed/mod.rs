//! The records that a mock starts with: those of the document's samples.

mod created;
mod stand_in;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::spec::{Action, Operation, Sample, Specification, samples};
use crate::store::{Key, Link, Record, Records, Store, parse_id};

/// When the records of the samples came into being: 2026-03-16T08:00:00, the day that most of the
/// samples of our specification are of.
pub(crate) const SEEDED_AT: i64 = 1_773_648_000;

/// A company that the user of the samples may work for.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub(crate) id: i64,
    /// Its resource object, as the list of companies shows it.
    pub(crate) resource: Value,
}

/// The companies of the samples, in their order; one without a name if there are none.
pub(crate) fn companies(specification: &Specification) -> Vec<Company> {
    let samples = samples(&specification.document, &specification.operations);
    let lists = samples
        .iter()
        .filter(|sample| sample.operation.action == Action::Companies);
    let resources = lists.flat_map(|sample| resources(&sample.body["data"]));
    let companies: Vec<_> = resources
        .filter_map(|resource| {
            let id = parse_id(&resource["id"])?;
            Some(Company {
                id,
                resource: resource.clone(),
            })
        })
        .collect();
    if companies.is_empty() {
        let resource = serde_json::json!({"type": "company", "id": "1", "attributes": {}});
        return vec![Company { id: 1, resource }];
    }
    companies
}

/// The records of all companies.
///
/// The first company has the samples as they are. Every other one has a copy with ids of its own, a
/// fixed distance away, so that ids are unique and a call for the wrong company finds nothing.
pub(crate) fn store(specification: &Specification, companies: &[Company]) -> Store {
    let records = collect(specification);
    let highest = records.keys().map(|key| key.id).max().unwrap_or(0);
    let mut distance = 1000;
    while distance <= highest {
        distance *= 10;
    }
    let mut next_id = distance;
    let mut seeded = BTreeMap::new();
    for company in companies {
        let shift = next_id - distance;
        let copies = records
            .values()
            .map(|record| shifted(record, shift, &records));
        let mut company_records = Records::default();
        for record in copies {
            company_records.put(record);
        }
        seeded.insert(company.id, company_records);
        next_id += distance;
    }
    Store::new(seeded, next_id)
}

/// All records of the samples, merged: lists show part of a record, details more.
fn collect(specification: &Specification) -> BTreeMap<Key, Record> {
    let mut records = BTreeMap::new();
    for sample in samples(&specification.document, &specification.operations) {
        if matches!(sample.operation.action, Action::Companies | Action::Token) {
            continue;
        }
        let owner = owner(&sample, &specification.server);
        for resource in resources(&sample.body["data"]) {
            // The answer to a create shows an id that is yet to be given out.
            if sample.operation.action.is_read() {
                merge(&mut records, resource, owner.as_ref());
            }
        }
        for resource in resources(&sample.body["included"]) {
            merge(&mut records, resource, None);
        }
    }
    let made = created::keys(specification);
    stand_in::add(&mut records, specification, &made);
    let highest = records
        .keys()
        .chain(&made)
        .map(|key| key.id)
        .max()
        .unwrap_or(0);
    let mut next_id = highest + 1;
    let mut all = Records::default();
    for record in records.into_values() {
        all.put(record);
    }
    created::add(&mut all, specification, &mut next_id);
    consistent(&all)
}

/// The records without links that lead nowhere.
fn consistent(all: &Records) -> BTreeMap<Key, Record> {
    let records = all.all().into_iter().map(|record| Record::clone(&record));
    let mut records: BTreeMap<_, _> = records.map(|record| (record.key.clone(), record)).collect();
    let known: BTreeSet<_> = records.keys().cloned().collect();
    for record in records.values_mut() {
        record.owners.retain(|owner| known.contains(owner));
        for (_, link) in &mut record.relationships {
            match link {
                Link::One(target) => {
                    target.take_if(|target| !known.contains(target));
                }
                Link::Many(targets) => targets.retain(|target| known.contains(target)),
            }
        }
    }
    records
}

/// The record below whose path a sample lists others, as the sample's own links tell.
fn owner(sample: &Sample<'_>, server: &str) -> Option<Key> {
    let links = sample.body.get("links")?;
    let link = links.get("self").or_else(|| links.get("first"))?.as_str()?;
    let path = link.strip_prefix(server)?.split('?').next()?;
    nearest_owner(sample.operation, path)
}

/// `partner/501` of `/partners/501/files`.
fn nearest_owner(operation: &Operation, path: &str) -> Option<Key> {
    if operation.path.ends_with('}') {
        return None;
    }
    let pairs = operation.path.split('/').zip(path.split('/'));
    let ids = pairs
        .filter(|(name, _)| name.starts_with('{'))
        .map(|(_, id)| id);
    let (kind, id) = operation.path_kinds.iter().zip(ids).last()?;
    Some(Key::new(kind.as_deref()?, id.parse().ok()?))
}

fn merge(records: &mut BTreeMap<Key, Record>, resource: &Value, owner: Option<&Key>) {
    let Some(key) = key(resource) else { return };
    let record = records.entry(key.clone()).or_insert_with(|| Record {
        key,
        attributes: Map::new(),
        relationships: Vec::new(),
        owners: Vec::new(),
        created: SEEDED_AT,
        edited: SEEDED_AT,
    });
    let members = |name: &str| {
        resource
            .get(name)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    };
    for (name, value) in members("attributes") {
        let known = record.attributes.entry(name.clone()).or_insert(Value::Null);
        if known.is_null() {
            *known = value.clone();
        }
    }
    for (name, relationship) in members("relationships") {
        let link = match relationship.get("data") {
            Some(Value::Array(items)) => Link::Many(items.iter().filter_map(key_of).collect()),
            data => Link::One(data.and_then(key_of)),
        };
        if record
            .link(name)
            .is_none_or(|known| known.keys().is_empty())
        {
            record.set_link(name, link);
        }
    }
    let new_owner = owner.filter(|owner| **owner != record.key && !record.owners.contains(owner));
    record.owners.extend(new_owner.cloned());
}

fn key_of(identifier: &Value) -> Option<Key> {
    key(identifier)
}

fn key(resource: &Value) -> Option<Key> {
    let kind = resource.get("type")?.as_str()?;
    Some(Key::new(kind, parse_id(resource.get("id")?)?))
}

fn resources(data: &Value) -> impl Iterator<Item = &Value> {
    let one = Some(data).filter(|data| data.is_object());
    one.into_iter().chain(data.as_array().into_iter().flatten())
}

/// A copy whose ids are a distance away.
fn shifted(record: &Record, by: i64, all: &BTreeMap<Key, Record>) -> Record {
    let shift = |key: &Key| {
        let is_code = all.get(key).is_some_and(is_code);
        Key {
            kind: key.kind.clone(),
            id: if is_code { key.id } else { key.id + by },
        }
    };
    let mut copy = record.clone();
    copy.key = shift(&record.key);
    copy.owners = record.owners.iter().map(shift).collect();
    for (_, link) in &mut copy.relationships {
        match link {
            Link::One(target) => *target = target.as_ref().map(shift),
            Link::Many(targets) => targets
                .iter_mut()
                .for_each(|target| *target = shift(target)),
        }
    }
    copy
}

/// Whether the id means something by itself, as an attribute repeats it: that of a permission is the
/// number of its module.
fn is_code(record: &Record) -> bool {
    record
        .attributes
        .values()
        .any(|value| value.as_i64() == Some(record.key.id))
}
