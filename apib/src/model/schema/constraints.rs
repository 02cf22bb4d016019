//! Keywords of JSON Schema beside those that every schema has.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// A map of keywords that takes next to no space while it is empty, as it is in most schemas.
///
/// ```
/// use apib::model::schema::Schema;
///
/// let mut schema = Schema::default();
/// assert!(schema.constraints.is_empty());
/// schema.constraints.insert("minLength".to_owned(), 1.into());
/// assert_eq!(schema.constraints["minLength"], 1);
/// ```
#[derive(Clone, Default)]
pub struct Constraints(Option<Box<Map<String, Value>>>);

static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl Deref for Constraints {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Constraints {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for Constraints {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Constraints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
