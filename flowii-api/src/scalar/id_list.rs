//! Several identifiers in one filter.

use serde::{Serialize, Serializer};

use super::id::{Id, InvalidId};

/// The identifiers that a filter such as `filter[tag-ids]` takes.
///
/// They are sent as one value with commas, which is what JSON:API recommends. That FLOWii reads it
/// so is not verified.
///
/// ```
/// # use flowii_api::IdList;
/// assert_eq!(serde_json::to_value(IdList::from([1, 2])).unwrap(), "1,2");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdList(Vec<i64>);

impl From<i64> for IdList {
    fn from(id: i64) -> Self {
        Self(vec![id])
    }
}

impl From<Vec<i64>> for IdList {
    fn from(ids: Vec<i64>) -> Self {
        Self(ids)
    }
}

impl<const N: usize> From<[i64; N]> for IdList {
    fn from(ids: [i64; N]) -> Self {
        Self(ids.into())
    }
}

impl TryFrom<&[Id]> for IdList {
    type Error = InvalidId;

    fn try_from(ids: &[Id]) -> Result<Self, InvalidId> {
        ids.iter().map(i64::try_from).collect()
    }
}

impl FromIterator<i64> for IdList {
    fn from_iter<I: IntoIterator<Item = i64>>(ids: I) -> Self {
        Self(ids.into_iter().collect())
    }
}

impl Serialize for IdList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids: Vec<String> = self.0.iter().map(i64::to_string).collect();
        serializer.serialize_str(&ids.join(","))
    }
}
