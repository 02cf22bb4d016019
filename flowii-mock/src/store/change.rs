//! Creating and changing records.
//!
//! A body may hold whole resources within its relationships: those without an id are created along
//! with their parent, those with one are changed. All of it is checked before any of it is done.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Key, Link, Record, Records, parse_id};

/// A resource as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) kind: String,
    pub(crate) id: Option<i64>,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) links: Vec<(String, DraftLink)>,
    /// Where it stands in the body, as a JSON pointer.
    pub(crate) pointer: String,
}

/// A relationship as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DraftLink {
    One(Option<Draft>),
    Many(Vec<Draft>),
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WriteProblem {
    /// A record that does not exist is pointed to.
    NoSuchRecord { key: Key, pointer: String },
    /// The record to change is not there.
    Gone(Key),
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Changed {
    pub(crate) key: Key,
}

impl Draft {
    /// Reads a resource object; nothing if it has no type.
    pub(crate) fn read(resource: &Value, pointer: &str) -> Option<Self> {
        let members = |name: &str| resource.get(name).and_then(Value::as_object);
        let links = members("relationships").into_iter().flatten();
        Some(Self {
            kind: resource.get("type")?.as_str()?.to_owned(),
            id: resource.get("id").and_then(parse_id),
            attributes: members("attributes").cloned().unwrap_or_default(),
            links: links
                .filter_map(|(name, link)| {
                    let at = format!("{pointer}/relationships/{name}/data");
                    Some((name.clone(), DraftLink::read(link.get("data")?, &at)))
                })
                .collect(),
            pointer: pointer.to_owned(),
        })
    }

    /// Whether it only names a record.
    fn is_identifier(&self) -> bool {
        self.id.is_some() && self.attributes.is_empty() && self.links.is_empty()
    }

    fn nested(&self) -> impl Iterator<Item = &Draft> {
        self.links.iter().flat_map(|(_, link)| link.drafts())
    }

    /// Checks that all that it points to is there.
    fn check(&self, records: &Records) -> Result<(), WriteProblem> {
        for draft in self.nested() {
            if let Some(id) = draft.id {
                let key = Key::new(&draft.kind, id);
                // Of a type without any record nothing can be known.
                if records.has_kind(&draft.kind) && !records.contains(&key) {
                    let pointer = draft.pointer.clone();
                    return Err(WriteProblem::NoSuchRecord { key, pointer });
                }
            }
            draft.check(records)?;
        }
        Ok(())
    }
}

impl DraftLink {
    fn read(data: &Value, pointer: &str) -> Self {
        match data {
            Value::Array(items) => {
                let drafts = items.iter().enumerate();
                let drafts =
                    drafts.filter_map(|(at, item)| Draft::read(item, &format!("{pointer}/{at}")));
                Self::Many(drafts.collect())
            }
            one => Self::One(Draft::read(one, pointer)),
        }
    }

    fn drafts(&self) -> &[Draft] {
        match self {
            Self::One(draft) => draft.as_slice(),
            Self::Many(drafts) => drafts,
        }
    }
}

impl Records {
    /// Creates a record and those within it.
    pub(crate) fn create(
        &mut self,
        draft: &Draft,
        owners: &[Key],
        now: i64,
        fresh: &dyn Fn() -> i64,
        complete: &dyn Fn(&mut Record, &Records),
    ) -> Result<Changed, WriteProblem> {
        draft.check(self)?;
        let writing = Writing {
            now,
            fresh,
            complete,
        };
        let key = writing.create(self, draft, owners);
        Ok(Changed { key })
    }

    /// Changes a record and those within the change.
    ///
    /// What is not mentioned stays. A relationship that is mentioned gets the value that was sent, as
    /// JSON:API has it.
    pub(crate) fn change(
        &mut self,
        key: &Key,
        draft: &Draft,
        now: i64,
        fresh: &dyn Fn() -> i64,
        complete: &dyn Fn(&mut Record, &Records),
    ) -> Result<Changed, WriteProblem> {
        if !self.contains(key) {
            return Err(WriteProblem::Gone(key.clone()));
        }
        draft.check(self)?;
        let writing = Writing {
            now,
            fresh,
            complete,
        };
        writing.change(self, key, draft);
        Ok(Changed { key: key.clone() })
    }
}

struct Writing<'a> {
    now: i64,
    fresh: &'a dyn Fn() -> i64,
    complete: &'a dyn Fn(&mut Record, &Records),
}

impl Writing<'_> {
    fn create(&self, records: &mut Records, draft: &Draft, owners: &[Key]) -> Key {
        let mut id = (self.fresh)();
        let mut key = Key::new(&draft.kind, id);
        while records.contains(&key) {
            id = (self.fresh)();
            key = Key::new(&draft.kind, id);
        }
        let mut record = Record {
            key: key.clone(),
            attributes: draft.attributes.clone(),
            relationships: self.links(records, draft, &key),
            owners: owners.to_vec(),
            created: self.now,
            edited: self.now,
        };
        (self.complete)(&mut record, records);
        records.put(record);
        key
    }

    fn change(&self, records: &mut Records, key: &Key, draft: &Draft) {
        let links = self.links(records, draft, key);
        let Some(record) = records.get(key) else {
            return;
        };
        let mut record = Record::clone(record);
        for (name, value) in &draft.attributes {
            record.attributes.insert(name.clone(), value.clone());
        }
        let mut dropped = BTreeSet::new();
        for (name, link) in links {
            let before = record.link(&name).map(Link::keys).unwrap_or_default();
            dropped.extend(
                before
                    .iter()
                    .filter(|key| !link.keys().contains(key))
                    .cloned(),
            );
            record.set_link(&name, link);
        }
        record.edited = self.now;
        let kept: BTreeSet<_> = record
            .relationships
            .iter()
            .flat_map(|(_, link)| link.keys())
            .cloned()
            .collect();
        records.put(record);
        for child in dropped.difference(&kept) {
            disown(records, child, key);
        }
    }

    /// The links of a draft, with the records within them written.
    fn links(&self, records: &mut Records, draft: &Draft, parent: &Key) -> Vec<(String, Link)> {
        let mut links = Vec::with_capacity(draft.links.len());
        for (name, link) in &draft.links {
            let keys = link
                .drafts()
                .iter()
                .map(|draft| self.target(records, draft, parent));
            let keys: Vec<_> = keys.collect();
            let link = match link {
                DraftLink::One(_) => Link::One(keys.into_iter().next()),
                DraftLink::Many(_) => Link::Many(keys),
            };
            links.push((name.clone(), link));
        }
        links
    }

    fn target(&self, records: &mut Records, draft: &Draft, parent: &Key) -> Key {
        let Some(id) = draft.id else {
            return self.create(records, draft, std::slice::from_ref(parent));
        };
        let key = Key::new(&draft.kind, id);
        if !draft.is_identifier() {
            self.change(records, &key, draft);
        }
        key
    }
}

/// A record that its parent let go is not listed below it any more; nobody else's, it is deleted.
fn disown(records: &mut Records, child: &Key, parent: &Key) {
    let Some(record) = records
        .get(child)
        .filter(|record| record.owners.contains(parent))
    else {
        return;
    };
    let mut record = Record::clone(record);
    record.owners.retain(|owner| owner != parent);
    let is_orphan = record.owners.is_empty();
    records.put(record);
    if is_orphan {
        records.delete(child);
    }
}
