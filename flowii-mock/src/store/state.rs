//! The state as a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Key, Link, Record, Records, parse_id};

/// The records of all companies at one moment.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) version: u64,
    pub(crate) next_id: i64,
    pub(crate) companies: BTreeMap<i64, Vec<Arc<Record>>>,
}

/// The form of the file; one of another form is not read.
const FORMAT: u64 = 1;

impl State {
    /// Writes the state as JSON. Tokens are not in it: who had one logs in again.
    pub(crate) fn to_json(&self) -> Value {
        let companies: Map<_, _> = self
            .companies
            .iter()
            .map(|(id, records)| {
                let records = records.iter().map(|record| record_json(record));
                (id.to_string(), Value::Array(records.collect()))
            })
            .collect();
        json!({"flowii-mock-state": FORMAT, "next-id": self.next_id, "companies": companies})
    }

    /// Reads what [`to_json`](Self::to_json) wrote: the records, and the next id.
    pub(crate) fn read(state: &Value) -> Result<(BTreeMap<i64, Records>, i64), String> {
        if state["flowii-mock-state"] != FORMAT {
            return Err(format!(
                "it is no state of a mock (\"flowii-mock-state\": {FORMAT})"
            ));
        }
        let next_id = state["next-id"].as_i64().ok_or("it has no \"next-id\"")?;
        let companies = state["companies"]
            .as_object()
            .ok_or("it has no \"companies\"")?;
        let mut read = BTreeMap::new();
        for (id, records) in companies {
            let number = id
                .parse()
                .map_err(|_| format!("{id} is no id of a company"))?;
            let mut company = Records::default();
            for record in records.as_array().into_iter().flatten() {
                let record = read_record(record);
                company.put(record.ok_or_else(|| format!("a record of company {id} is damaged"))?);
            }
            read.insert(number, company);
        }
        Ok((read, next_id))
    }
}

fn key_json(key: &Key) -> Value {
    json!({"type": *key.kind, "id": key.id.to_string()})
}

fn record_json(record: &Record) -> Value {
    let links = record.relationships.iter().map(|(name, link)| {
        let link = match link {
            Link::One(key) => key.as_ref().map_or(Value::Null, key_json),
            Link::Many(keys) => keys.iter().map(key_json).collect(),
        };
        (name.clone(), link)
    });
    json!({
        "type": *record.key.kind,
        "id": record.key.id.to_string(),
        "attributes": record.attributes,
        "relationships": Value::Object(links.collect()),
        "owners": record.owners.iter().map(key_json).collect::<Vec<_>>(),
        "created": record.created,
        "edited": record.edited,
    })
}

fn read_key(key: &Value) -> Option<Key> {
    Some(Key::new(
        key.get("type")?.as_str()?,
        parse_id(key.get("id")?)?,
    ))
}

fn read_record(record: &Value) -> Option<Record> {
    let keys = |value: &Value| {
        value
            .as_array()?
            .iter()
            .map(read_key)
            .collect::<Option<Vec<_>>>()
    };
    let links = record.get("relationships")?.as_object()?.iter();
    let links = links.map(|(name, link)| {
        let link = match link {
            Value::Array(_) => Link::Many(keys(link)?),
            Value::Null => Link::One(None),
            one => Link::One(Some(read_key(one)?)),
        };
        Some((name.clone(), link))
    });
    Some(Record {
        key: read_key(record)?,
        attributes: record.get("attributes")?.as_object()?.clone(),
        relationships: links.collect::<Option<_>>()?,
        owners: keys(record.get("owners")?)?,
        created: record.get("created")?.as_i64()?,
        edited: record.get("edited")?.as_i64()?,
    })
}
