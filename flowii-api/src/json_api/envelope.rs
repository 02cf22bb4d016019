//! A resource as it is sent.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::{Error, Map, Value};

use super::member::{Member, Members};
use crate::Id;

/// A resource on its way out or in, its members still apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    id: Option<Id>,
    pub(crate) attributes: Members,
    pub(crate) relationships: Members,
}

impl Envelope {
    /// Puts in a required member: the identifier, if it is called `id`, or else an attribute.
    pub(crate) fn put<T: Member>(&mut self, name: &str, member: &T) -> Result<(), Error> {
        if name == "id" {
            self.id = member.write()?.map(serde_json::from_value).transpose()?;
            return Ok(());
        }
        self.attributes.put(name, member)
    }

    /// Takes out a required member.
    pub(crate) fn take<T: Member>(&mut self, name: &str) -> Result<T, Error> {
        if name == "id" {
            let id = self.id.take().map(serde_json::to_value).transpose()?;
            return T::read(id).map_err(|error| Error::custom(format!("`id`: {error}")));
        }
        self.attributes.take(name)
    }

    pub(crate) fn serialize<S: Serializer>(
        serializer: S,
        type_name: &'static str,
        fill: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<S::Ok, S::Error> {
        let mut envelope = Self::default();
        fill(&mut envelope).map_err(ser::Error::custom)?;
        let written = Written {
            type_: type_name.into(),
            id: envelope.id,
            attributes: envelope.attributes.non_empty(),
            relationships: envelope.relationships.non_empty(),
        };
        written.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>, T>(
        deserializer: D,
        type_name: &'static str,
        take: impl FnOnce(Self) -> Result<T, Error>,
    ) -> Result<T, D::Error> {
        let written = Written::deserialize(deserializer)?;
        if written.type_ != type_name {
            return Err(D::Error::custom(format!(
                "a resource of the type `{}` where `{type_name}` is expected",
                written.type_
            )));
        }
        let envelope = Self {
            id: written.id,
            attributes: Members(written.attributes.unwrap_or_default()),
            relationships: Members(written.relationships.unwrap_or_default()),
        };
        take(envelope).map_err(D::Error::custom)
    }
}

/// A resource as it is sent.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(rename = "type")]
    type_: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relationships: Option<Map<String, Value>>,
}
