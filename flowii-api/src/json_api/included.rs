//! Resources that come along with those that were asked for.

use super::{Relation, ResourceType};
use crate::types::Included;

/// A type of resource that may come along.
pub trait FromIncluded: ResourceType {
    /// The resource, if it is one of this type.
    fn from_included(included: &Included) -> Option<&Self>;
}

/// The resource of this type and identifier, if it came along.
pub fn find<'i, T: FromIncluded>(included: &'i [Included], relation: &Relation) -> Option<&'i T> {
    included
        .iter()
        .filter_map(T::from_included)
        .find(|resource| {
            resource.id() == relation.id() && resource.type_name() == relation.type_name()
        })
}
