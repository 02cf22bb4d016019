//! Resources as they are read.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Links, Relation};
use crate::Id;

/// The attributes of one type of resource.
///
/// Each may be missing: lists and `included` show part of them.
pub trait Attributes:
    Clone + fmt::Debug + Default + PartialEq + Serialize + DeserializeOwned
{
    /// The `type` on the wire.
    const TYPE: &'static str;

    /// The relationships of a resource with these attributes.
    type Relationships: Clone + fmt::Debug + Default + PartialEq + Serialize + DeserializeOwned;
}

/// Anything that has a `type` and an identifier.
pub trait ResourceType {
    /// The `type` on the wire; none for a resource of any type.
    const TYPE: Option<&'static str>;

    /// The identifier.
    fn id(&self) -> &Id;

    /// The `type` of this very resource.
    fn type_name(&self) -> &str;
}

/// A resource as it is read: `Partner` is a `Resource<PartnerAttributes>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Resource<A: Attributes> {
    /// Its identifier.
    pub id: Id,
    #[serde(rename = "type")]
    kind: Kind<A>,
    /// What is known of it; what is not shown is `None`.
    #[serde(default)]
    pub attributes: A,
    /// What it refers to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relationships: A::Relationships,
    /// Its links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
}

impl<A: Attributes> Resource<A> {
    /// A resource, to answer with in a test.
    pub fn new(id: impl Into<Id>, attributes: A) -> Self {
        Self {
            id: id.into(),
            kind: Kind::default(),
            attributes,
            relationships: A::Relationships::default(),
            links: None,
        }
    }
}

impl<A: Attributes> ResourceType for Resource<A> {
    const TYPE: Option<&'static str> = Some(A::TYPE);

    fn id(&self) -> &Id {
        &self.id
    }

    fn type_name(&self) -> &str {
        A::TYPE
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The `type` of a resource, which is always the same.
struct Kind<A>(std::marker::PhantomData<fn() -> A>);

impl<A> Default for Kind<A> {
    fn default() -> Self {
        Self(std::marker::PhantomData)
    }
}

impl<A> Clone for Kind<A> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<A> PartialEq for Kind<A> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<A: Attributes> fmt::Debug for Kind<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        A::TYPE.fmt(formatter)
    }
}

impl<A: Attributes> Serialize for Kind<A> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(A::TYPE)
    }
}

impl<'de, A: Attributes> Deserialize<'de> for Kind<A> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == A::TYPE {
            Ok(Self::default())
        } else {
            Err(serde::de::Error::custom(format!(
                "a resource of the type `{name}` where `{}` is expected",
                A::TYPE
            )))
        }
    }
}

/// The relationships of a resource that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoRelationships {}

/// A resource of a type that this version of the crate does not know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherResource {
    /// The `type`.
    #[serde(rename = "type")]
    pub type_: String,
    /// Its identifier, if it has one.
    #[serde(default)]
    pub id: Id,
    /// All else that it has, as it came.
    #[serde(flatten)]
    pub members: BTreeMap<String, Value>,
}

impl ResourceType for OtherResource {
    const TYPE: Option<&'static str> = None;

    fn id(&self) -> &Id {
        &self.id
    }

    fn type_name(&self) -> &str {
        &self.type_
    }
}

/// Refers to a resource by its type and identifier.
impl<T: ResourceType> From<&T> for Relation {
    fn from(resource: &T) -> Self {
        Self::new(resource.type_name(), resource.id())
    }
}
