//! The records of one company.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Key, Link, Record};

/// The records of a company, by type and id, and who points to whom.
#[derive(Debug, Default)]
pub(crate) struct Records {
    by_kind: BTreeMap<Arc<str>, BTreeMap<i64, Arc<Record>>>,
    referrers: BTreeMap<Key, BTreeSet<Key>>,
}

impl Records {
    pub(crate) fn get(&self, key: &Key) -> Option<&Arc<Record>> {
        self.by_kind.get(&key.kind)?.get(&key.id)
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.get(key).is_some()
    }

    /// Whether there is any record of a type.
    pub(crate) fn has_kind(&self, kind: &str) -> bool {
        self.by_kind
            .get(kind)
            .is_some_and(|records| !records.is_empty())
    }

    /// The records of a type, by their ids.
    pub(crate) fn of_kind(&self, kind: &str) -> impl DoubleEndedIterator<Item = &Arc<Record>> {
        self.by_kind
            .get(kind)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    /// The records of a type that point to another one, by their ids.
    pub(crate) fn referrers(&self, key: &Key, kind: &str) -> impl Iterator<Item = &Arc<Record>> {
        let referrers = self.referrers.get(key).into_iter().flatten();
        let kind: Arc<str> = kind.into();
        referrers
            .filter(move |referrer| referrer.kind == kind)
            .filter_map(|referrer| self.get(referrer))
    }

    /// The records of all types that point to another one.
    pub(crate) fn all_referrers(&self, key: &Key) -> impl Iterator<Item = &Arc<Record>> {
        let referrers = self.referrers.get(key).into_iter().flatten();
        referrers.filter_map(|referrer| self.get(referrer))
    }

    /// All records, by type and id.
    pub(crate) fn all(&self) -> Vec<Arc<Record>> {
        self.by_kind
            .values()
            .flat_map(BTreeMap::values)
            .cloned()
            .collect()
    }

    /// How many records there are of each type.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        let kinds = self.by_kind.iter();
        kinds.map(|(kind, records)| (kind.as_ref(), records.len()))
    }

    /// Puts a record in, or in the place of the one with its key.
    pub(crate) fn put(&mut self, record: Record) {
        self.take(&record.key.clone());
        for target in record.targets() {
            let referrers = self.referrers.entry(target.clone()).or_default();
            referrers.insert(record.key.clone());
        }
        let kind = self
            .by_kind
            .entry(Arc::clone(&record.key.kind))
            .or_default();
        kind.insert(record.key.id, Arc::new(record));
    }

    /// Deletes a record, those that were listed below it alone, and whatever points to them.
    pub(crate) fn delete(&mut self, key: &Key) {
        let mut doomed = vec![key.clone()];
        while let Some(key) = doomed.pop() {
            self.take(&key);
            for referrer in self.referrers.remove(&key).unwrap_or_default() {
                let Some(record) = self.get(&referrer) else {
                    continue;
                };
                let mut record = Record::clone(record);
                let was_owned = record.owners.contains(&key);
                record.owners.retain(|owner| *owner != key);
                for (_, link) in &mut record.relationships {
                    match link {
                        Link::One(target) => {
                            target.take_if(|target| *target == key);
                        }
                        Link::Many(targets) => targets.retain(|target| *target != key),
                    }
                }
                let is_orphan = was_owned && record.owners.is_empty();
                self.put(record);
                if is_orphan {
                    doomed.push(referrer);
                }
            }
        }
    }

    fn take(&mut self, key: &Key) {
        let record = self.by_kind.get_mut(&key.kind);
        let Some(record) = record.and_then(|records| records.remove(&key.id)) else {
            return;
        };
        for target in record.targets() {
            if let Some(referrers) = self.referrers.get_mut(target) {
                referrers.remove(key);
                if referrers.is_empty() {
                    self.referrers.remove(target);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;

    fn record(kind: &str, id: i64, links: &[(&str, Link)], owners: &[Key]) -> Record {
        let links = links.iter();
        Record {
            key: Key::new(kind, id),
            attributes: Map::new(),
            relationships: links
                .map(|(name, link)| ((*name).to_owned(), link.clone()))
                .collect(),
            owners: owners.to_vec(),
            created: 0,
            edited: 0,
        }
    }

    #[test]
    fn nothing_points_to_a_record_that_was_deleted() {
        let partner = Key::new("partner", 1);
        let mut records = Records::default();
        records.put(record("partner", 1, &[], &[]));
        records.put(record(
            "order",
            2,
            &[("partner", Link::One(Some(partner.clone())))],
            &[],
        ));
        records.put(record("file", 3, &[], std::slice::from_ref(&partner)));
        records.put(record("note", 4, &[], &[Key::new("file", 3)]));
        assert_eq!(records.referrers(&partner, "order").count(), 1);

        records.delete(&partner);
        let order = records.get(&Key::new("order", 2)).unwrap();
        assert_eq!(order.link("partner"), Some(&Link::One(None)));
        assert!(!records.contains(&Key::new("file", 3)));
        assert!(!records.contains(&Key::new("note", 4)));
    }

    #[test]
    fn who_pointed_elsewhere_is_no_referrer_any_more() {
        let to = |id| [("partner", Link::One(Some(Key::new("partner", id))))];
        let mut records = Records::default();
        records.put(record("order", 2, &to(1), &[]));
        records.put(record("order", 2, &to(7), &[]));
        assert_eq!(
            records.referrers(&Key::new("partner", 1), "order").count(),
            0
        );
        assert_eq!(
            records.referrers(&Key::new("partner", 7), "order").count(),
            1
        );
    }
}
