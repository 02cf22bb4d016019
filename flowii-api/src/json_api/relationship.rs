//! Relationships: what a resource refers to.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::{Error, Value, json};

use super::member::Member;
use super::{Links, ResourceType};
use crate::Id;

/// The type and the identifier of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Relation {
    #[serde(rename = "type")]
    type_: String,
    id: Id,
}

impl Relation {
    /// The resource of this type with this identifier.
    pub fn new(type_: impl Into<String>, id: impl Into<Id>) -> Self {
        Self {
            type_: type_.into(),
            id: id.into(),
        }
    }

    /// The `type`.
    pub fn type_name(&self) -> &str {
        &self.type_
    }

    /// The identifier.
    pub fn id(&self) -> &Id {
        &self.id
    }
}

/// A relationship to at most one resource of the type `T`.
///
/// FLOWii has four ways to say "to none": it may leave the relationship out, send it empty, send
/// its links only, or send `null`. All of them read as no [`id`](Self::id).
///
/// To write one, refer to a resource that was read, or to an identifier:
///
/// ```
/// use flowii_api::json_api::ToOne;
/// use flowii_api::types::Country;
///
/// let country = ToOne::<Country>::to(1501);
/// assert_eq!(country.id().unwrap().as_str(), "1501");
/// ```
pub struct ToOne<T> {
    data: Data<Relation>,
    /// Its links.
    pub links: Option<Links>,
    target: PhantomData<fn() -> T>,
}

/// A relationship to any number of resources of the type `T`.
pub struct ToMany<T> {
    data: Data<Vec<Relation>>,
    /// Its links.
    pub links: Option<Links>,
    target: PhantomData<fn() -> T>,
}

/// What stands in `data`.
#[derive(Clone, Debug, Default, PartialEq)]
enum Data<T> {
    /// The relationship is not there at all.
    #[default]
    Absent,
    /// It is there without `data`.
    Empty,
    Null,
    Value(T),
}

impl<T> ToOne<T> {
    /// To nothing: clears the relationship in a patch.
    pub fn none() -> Self {
        Self::from_data(Data::Null)
    }

    /// The identifier of the resource, if there is one.
    pub fn id(&self) -> Option<&Id> {
        self.relation().map(Relation::id)
    }

    /// Type and identifier of the resource, if there is one.
    pub fn relation(&self) -> Option<&Relation> {
        match &self.data {
            Data::Value(relation) => Some(relation),
            _ => None,
        }
    }

    fn from_data(data: Data<Relation>) -> Self {
        Self {
            data,
            links: None,
            target: PhantomData,
        }
    }
}

impl<T: ResourceType> ToOne<T> {
    /// To the resource with this identifier.
    pub fn to(id: impl Into<Id>) -> Self {
        let type_ = T::TYPE.unwrap_or_default();
        Self::from_data(Data::Value(Relation::new(type_, id)))
    }
}

impl<T> ToMany<T> {
    /// The identifiers of the resources.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.relations().iter().map(Relation::id)
    }

    /// Types and identifiers of the resources.
    pub fn relations(&self) -> &[Relation] {
        match &self.data {
            Data::Value(relations) => relations,
            _ => &[],
        }
    }

    fn from_data(data: Data<Vec<Relation>>) -> Self {
        Self {
            data,
            links: None,
            target: PhantomData,
        }
    }
}

impl<T: ResourceType> ToMany<T> {
    /// To the resources with these identifiers; to none clears the relationship in a patch.
    pub fn to(ids: impl IntoIterator<Item = impl Into<Id>>) -> Self {
        let type_ = T::TYPE.unwrap_or_default();
        let relations = ids.into_iter().map(|id| Relation::new(type_, id));
        Self::from_data(Data::Value(relations.collect()))
    }
}

impl<T: ResourceType> From<&T> for ToOne<T> {
    fn from(resource: &T) -> Self {
        Self::from_data(Data::Value(resource.into()))
    }
}

impl<'t, T: ResourceType> FromIterator<&'t T> for ToMany<T> {
    fn from_iter<I: IntoIterator<Item = &'t T>>(resources: I) -> Self {
        let relations = resources.into_iter().map(Relation::from);
        Self::from_data(Data::Value(relations.collect()))
    }
}

impl<T> Member for ToOne<T> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        let (data, links) = read(value)?;
        Ok(Self {
            data: data.relations(|data| match data {
                Value::Array(_) => Err(Error::custom("several resources where one is expected")),
                one => serde_json::from_value(one),
            })?,
            links,
            target: PhantomData,
        })
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        write(&self.data, self.links.as_ref())
    }
}

impl<T> Member for ToMany<T> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        let (data, links) = read(value)?;
        Ok(Self {
            data: data.relations(serde_json::from_value)?,
            links,
            target: PhantomData,
        })
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        write(&self.data, self.links.as_ref())
    }
}

fn read(value: Option<Value>) -> Result<(Data<Value>, Option<Links>), Error> {
    match value {
        None => Ok((Data::Absent, None)),
        Some(Value::Object(mut members)) => {
            let data = match members.remove("data") {
                None => Data::Empty,
                Some(Value::Null) => Data::Null,
                Some(value) => Data::Value(value),
            };
            let links = members.remove("links").unwrap_or_default();
            Ok((data, serde_json::from_value(links)?))
        }
        Some(Value::Null) => Ok((Data::Empty, None)),
        Some(other) => Err(Error::custom(format!("{other} is no relationship"))),
    }
}

fn write<T: Serialize>(data: &Data<T>, links: Option<&Links>) -> Result<Option<Value>, Error> {
    let mut value = match data {
        Data::Absent if links.is_none() => return Ok(None),
        Data::Absent | Data::Empty => json!({}),
        Data::Null => json!({"data": null}),
        Data::Value(relations) => json!({"data": serde_json::to_value(relations)?}),
    };
    if let Some(links) = links {
        value["links"] = serde_json::to_value(links)?;
    }
    Ok(Some(value))
}

impl Data<Value> {
    fn relations<T>(self, read: impl FnOnce(Value) -> Result<T, Error>) -> Result<Data<T>, Error> {
        Ok(match self {
            Self::Absent => Data::Absent,
            Self::Empty => Data::Empty,
            Self::Null => Data::Null,
            Self::Value(value) => Data::Value(read(value)?),
        })
    }
}

// Derived, these would ask the same of the resource that is referred to.
macro_rules! for_any_target {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self {
                    data: self.data.clone(),
                    links: self.links.clone(),
                    target: PhantomData,
                }
            }
        }

        impl<T> Default for $name<T> {
            /// Not there, and not sent.
            fn default() -> Self {
                Self::from_data(Data::Absent)
            }
        }

        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.data == other.data && self.links == other.links
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter
                    .debug_struct(stringify!($name))
                    .field("data", &self.data)
                    .field("links", &self.links)
                    .finish()
            }
        }
    )*};
}

for_any_target!(ToOne ToMany);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json_api::OtherResource;

    #[test]
    fn every_way_to_say_nothing_is_read_and_written_again() {
        let nothing = [
            None,
            Some(json!({})),
            Some(json!({"data": null})),
            Some(json!({"links": {"related": "https://api.example.com/x"}})),
        ];
        for value in nothing {
            let one = ToOne::<OtherResource>::read(value.clone()).unwrap();
            assert_eq!(one.id(), None);
            assert_eq!(one.write().unwrap(), value);
            let many = ToMany::<OtherResource>::read(value.clone()).unwrap();
            assert_eq!(many.ids().count(), 0);
            assert_eq!(many.write().unwrap(), value);
        }
    }

    #[test]
    fn what_is_referred_to_is_found_by_type_and_identifier() {
        let value = json!({"data": {"type": "invoice", "id": 97}});
        let one = ToOne::<OtherResource>::read(Some(value)).unwrap();
        assert_eq!(one.relation(), Some(&Relation::new("invoice", 97)));
        assert!(ToOne::<OtherResource>::read(Some(json!({"data": []}))).is_err());
    }
}
