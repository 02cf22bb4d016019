//! Resources as they are sent, alone or within one another.

use std::fmt;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Error, Value, json};

use super::Relation;
use super::member::Member;
use crate::Id;

/// A resource to create or to change.
pub trait WriteModel: Clone + fmt::Debug + PartialEq + Serialize + DeserializeOwned {
    /// The `type` on the wire.
    const TYPE: &'static str;
}

/// Stands for a model that the API does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {}

impl WriteModel for Never {
    const TYPE: &'static str = "";
}

impl Serialize for Never {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        match *self {}
    }
}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("this cannot be changed in place"))
    }
}

/// A resource within the one that is sent: a contact of a partner, an item of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Write<N, P = Never> {
    /// A new one, created together with the one around it.
    New(N),
    /// One that is there already, to be changed.
    Change(P),
    /// One that is there already, as it is.
    Link(Id),
}

impl<N, P> From<N> for Write<N, P> {
    fn from(new: N) -> Self {
        Self::New(new)
    }
}

impl<N: WriteModel, P: WriteModel> Write<N, P> {
    fn to_value(&self) -> Result<Value, Error> {
        match self {
            Self::New(new) => serde_json::to_value(new),
            Self::Change(patch) => serde_json::to_value(patch),
            Self::Link(id) => serde_json::to_value(Relation::new(N::TYPE, id)),
        }
    }

    fn from_value(value: Value) -> Result<Self, Error> {
        let has = |member| value.get(member).is_some();
        if !has("id") {
            serde_json::from_value(value).map(Self::New)
        } else if has("attributes") || has("relationships") {
            serde_json::from_value(value).map(Self::Change)
        } else {
            let relation: Relation = serde_json::from_value(value)?;
            Ok(Self::Link(relation.id().clone()))
        }
    }
}

/// A relationship to at most one resource that is sent along.
///
/// A new resource turns into it by itself: `billing_address: address.into()`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum WriteOne<N, P = Never> {
    /// Not sent.
    #[default]
    Absent,
    /// Cleared.
    Null,
    /// Set.
    One(Write<N, P>),
}

impl<N, P> WriteOne<N, P> {
    /// To a resource that is there already.
    pub fn to(id: impl Into<Id>) -> Self {
        Self::One(Write::Link(id.into()))
    }

    /// To a resource that is there already, and changes.
    pub fn change(patch: P) -> Self {
        Self::One(Write::Change(patch))
    }
}

impl<N, P> From<N> for WriteOne<N, P> {
    fn from(new: N) -> Self {
        Self::One(Write::New(new))
    }
}

impl<N: WriteModel, P: WriteModel> Member for WriteOne<N, P> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        match value.map(|mut value| value["data"].take()) {
            None => Ok(Self::Absent),
            Some(Value::Null) => Ok(Self::Null),
            Some(data) => Write::from_value(data).map(Self::One),
        }
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        Ok(match self {
            Self::Absent => None,
            Self::Null => Some(json!({"data": null})),
            Self::One(one) => Some(json!({"data": one.to_value()?})),
        })
    }
}

/// A relationship to any number of resources that are sent along.
///
/// New resources turn into it by themselves: `contacts: [ann, bob].into()`. What FLOWii does with
/// those that are there already and not in the list is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteMany<N, P = Never>(Option<Vec<Write<N, P>>>);

impl<N, P> WriteMany<N, P> {
    /// What is sent, if anything is.
    pub fn as_slice(&self) -> Option<&[Write<N, P>]> {
        self.0.as_deref()
    }
}

impl<N, P> Default for WriteMany<N, P> {
    /// Not sent.
    fn default() -> Self {
        Self(None)
    }
}

impl<N, P> FromIterator<Write<N, P>> for WriteMany<N, P> {
    fn from_iter<I: IntoIterator<Item = Write<N, P>>>(resources: I) -> Self {
        Self(Some(resources.into_iter().collect()))
    }
}

impl<N, P> From<Vec<N>> for WriteMany<N, P> {
    fn from(new: Vec<N>) -> Self {
        new.into_iter().map(Write::New).collect()
    }
}

impl<N, P, const LENGTH: usize> From<[N; LENGTH]> for WriteMany<N, P> {
    fn from(new: [N; LENGTH]) -> Self {
        new.into_iter().map(Write::New).collect()
    }
}

impl<N: WriteModel, P: WriteModel> Member for WriteMany<N, P> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        match value.map(|mut value| value["data"].take()) {
            None => Ok(Self(None)),
            Some(Value::Array(items)) => {
                let items: Result<_, _> = items.into_iter().map(Write::from_value).collect();
                Ok(Self(Some(items?)))
            }
            Some(Value::Null) => Ok(Self(Some(Vec::new()))),
            Some(other) => Err(Error::custom(format!("{other} is no list of resources"))),
        }
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        let Some(items) = &self.0 else {
            return Ok(None);
        };
        let items: Result<Vec<_>, _> = items.iter().map(Write::to_value).collect();
        Ok(Some(json!({"data": items?})))
    }
}
