//! One record.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

/// What names a record within a company.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) kind: Arc<str>,
    pub(crate) id: i64,
}

/// A relationship of a record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Link {
    One(Option<Key>),
    Many(Vec<Key>),
}

/// A record: what was sent of it, and what the mock knows besides.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) key: Key,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) relationships: Vec<(String, Link)>,
    /// The records below whose path this one is listed, such as the partner of a file.
    pub(crate) owners: Vec<Key>,
    /// Seconds since 1970.
    pub(crate) created: i64,
    /// Seconds since 1970.
    pub(crate) edited: i64,
}

impl Key {
    pub(crate) fn new(kind: &str, id: i64) -> Self {
        Self {
            kind: kind.into(),
            id,
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.kind, self.id)
    }
}

impl Link {
    pub(crate) fn keys(&self) -> &[Key] {
        match self {
            Self::One(key) => key.as_slice(),
            Self::Many(keys) => keys,
        }
    }
}

impl Record {
    pub(crate) fn link(&self, name: &str) -> Option<&Link> {
        let mut links = self.relationships.iter();
        links.find(|(own, _)| own == name).map(|(_, link)| link)
    }

    pub(crate) fn set_link(&mut self, name: &str, link: Link) {
        let mut links = self.relationships.iter_mut();
        match links.find(|(own, _)| own == name) {
            Some((_, known)) => *known = link,
            None => self.relationships.push((name.to_owned(), link)),
        }
    }

    /// All records that this one points to.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &Key> {
        let links = self.relationships.iter().flat_map(|(_, link)| link.keys());
        links.chain(&self.owners)
    }
}

/// An id, which this API writes as a text and in two places as a number.
pub(crate) fn parse_id(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
