//! Documents: what a call takes and gives.

use serde::{Deserialize, Deserializer, Serialize};

use super::{FromIncluded, Links, ToMany, ToOne, find};
use crate::types::Included;

/// One resource, with what it refers to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document<T> {
    /// The resource.
    pub data: T,
    /// Links of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    /// Resources that the resource refers to.
    #[serde(
        default,
        deserialize_with = "null_is_empty",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub included: Vec<Included>,
}

/// A page of a list of resources, with what they refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List<T> {
    /// The resources of this page; FLOWii may send `null` for none.
    #[serde(
        deserialize_with = "null_is_empty",
        bound(deserialize = "T: Deserialize<'de>")
    )]
    pub data: Vec<T>,
    /// Links of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
    /// Resources that those of the list refer to.
    #[serde(
        default,
        deserialize_with = "null_is_empty",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub included: Vec<Included>,
}

/// What a call sends: `NewPartner` or `PartnerPatch`, for example, which turn into it by themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Data<T> {
    /// What is sent.
    pub data: T,
}

impl<T> From<T> for Data<T> {
    fn from(data: T) -> Self {
        Self { data }
    }
}

impl<T> Document<T> {
    /// A document, to answer with in a test.
    pub fn new(data: T) -> Self {
        Self {
            data,
            links: None,
            included: Vec::new(),
        }
    }

    /// The resource that a relationship leads to, if the document has it.
    pub fn included<R: FromIncluded>(&self, relationship: &ToOne<R>) -> Option<&R> {
        find(&self.included, relationship.relation()?)
    }

    /// The resources that a relationship leads to, as far as the document has them.
    pub fn all_included<'d, R: FromIncluded + 'd>(
        &'d self,
        relationship: &'d ToMany<R>,
    ) -> impl Iterator<Item = &'d R> {
        let relations = relationship.relations().iter();
        relations.filter_map(|relation| find(&self.included, relation))
    }
}

impl<T> List<T> {
    /// A list, to answer with in a test.
    pub fn new(data: impl IntoIterator<Item = T>) -> Self {
        Self {
            data: data.into_iter().collect(),
            links: None,
            included: Vec::new(),
        }
    }

    /// The resource that a relationship leads to, if the list has it.
    pub fn included<R: FromIncluded>(&self, relationship: &ToOne<R>) -> Option<&R> {
        find(&self.included, relationship.relation()?)
    }

    /// The resources that a relationship leads to, as far as the list has them.
    pub fn all_included<'d, R: FromIncluded + 'd>(
        &'d self,
        relationship: &'d ToMany<R>,
    ) -> impl Iterator<Item = &'d R> {
        let relations = relationship.relations().iter();
        relations.filter_map(|relation| find(&self.included, relation))
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

fn null_is_empty<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}
