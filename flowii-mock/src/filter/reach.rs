//! From a record to what a filter's name leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::aliases;
use crate::civil;
use crate::spec::Resource;
use crate::store::{Link, Record, Records};

/// What a name leads to.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    Attribute(Value),
    Record(Arc<Record>),
    /// Seconds since 1970.
    Moment(i64),
}

/// Where names lead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach<'a> {
    pub(crate) records: &'a Records,
    pub(crate) resources: &'a BTreeMap<String, Resource>,
}

/// A name that is longer than this many steps leads nowhere.
const LONGEST_WAY: usize = 6;

impl Reach<'_> {
    /// All that a name leads to from a record.
    pub(crate) fn from(&self, record: &Record, name: &str) -> Vec<Found> {
        let mut found = Vec::new();
        for meant in aliases::meant(&record.key.kind, name) {
            self.walk(record, meant, LONGEST_WAY, &mut found);
        }
        found
    }

    fn walk(&self, record: &Record, name: &str, steps: usize, found: &mut Vec<Found>) {
        if steps == 0 || self.attribute(record, name, found) {
            return;
        }
        // The longest beginning that is a relationship: `business-case` of `business-case-state`.
        let ends = name.match_indices('-').map(|(at, _)| at);
        let ends: Vec<_> = ends.chain([name.len()]).collect();
        for end in ends.into_iter().rev() {
            let rest = name[end..].trim_start_matches('-');
            let targets = self.step(record, &name[..end]);
            let Some(targets) = targets else { continue };
            for target in targets {
                if rest.is_empty() {
                    found.push(Found::Record(target));
                    continue;
                }
                for meant in aliases::meant(&target.key.kind, rest) {
                    self.walk(&target, meant, steps - 1, found);
                }
            }
            return;
        }
    }

    fn attribute(&self, record: &Record, name: &str, found: &mut Vec<Found>) -> bool {
        let known = self.resources.get(&*record.key.kind);
        for name in [
            name.to_owned(),
            format!("{name}-date"),
            format!("{name}-amount"),
        ] {
            let value = record.attributes.get(&name);
            if value.is_some() || known.is_some_and(|known| known.has_attribute(&name)) {
                found.extend(value.cloned().map(Found::Attribute));
                return true;
            }
        }
        match name {
            "created" => found.push(Found::Moment(record.created)),
            "edited" => found.push(Found::Moment(record.edited)),
            _ => return false,
        }
        true
    }

    /// The records at the end of a relationship, or those whose relationship leads here.
    fn step(&self, record: &Record, name: &str) -> Option<Vec<Arc<Record>>> {
        let known = self.resources.get(&*record.key.kind);
        for name in [
            name.to_owned(),
            plural(name),
            format!("{}-{name}", record.key.kind),
        ] {
            let link = record.link(&name);
            if link.is_some() || known.is_some_and(|known| known.has_relationship(&name)) {
                let keys = link.into_iter().flat_map(Link::keys);
                return Some(
                    keys.filter_map(|key| self.records.get(key))
                        .cloned()
                        .collect(),
                );
            }
        }
        // A type whose records do not lead here may be two words: `order-state` of a partner is the
        // state of the partner's orders.
        let referrers = self.records.referrers(&record.key, name).cloned();
        Some(referrers.collect()).filter(|referrers: &Vec<_>| !referrers.is_empty())
    }
}

impl Found {
    /// As seconds since 1970.
    pub(crate) fn moment(&self) -> Option<i64> {
        match self {
            Self::Attribute(value) => civil::seconds(value.as_str()?),
            Self::Moment(seconds) => Some(*seconds),
            Self::Record(_) => None,
        }
    }

    /// As a number; that of a record is its `type`, such as that of a state.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Attribute(value) => value.as_f64(),
            Self::Record(record) => record.attributes.get("type")?.as_f64(),
            Self::Moment(_) => None,
        }
    }
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}
