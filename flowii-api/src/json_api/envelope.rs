//! A resource as it is sent.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::{Error, Map, Value};

use super::WriteModel;
use super::member::{Member, Members};
use crate::Id;

/// The fields of a resource that is sent, by the names of their members on the wire.
pub(crate) trait Enveloped: Sized {
    /// Puts each field into the envelope.
    fn put(&self, envelope: &mut Envelope);

    /// Takes each field out of the envelope.
    fn take(envelope: &mut Envelope) -> Result<Self, Error>;
}

/// A resource on its way out or in, its members still apart.
#[derive(Debug, Default)]
pub(crate) struct Envelope {
    id: Option<Id>,
    pub(crate) attributes: Members,
    pub(crate) relationships: Members,
}

impl Envelope {
    /// Puts in a required member: the identifier, if it is called `id`, or else an attribute.
    pub(crate) fn put<T: Member>(&mut self, name: &str, member: &T) {
        if name != "id" {
            return self.attributes.put(name, member);
        }
        let id = member.write();
        match id.and_then(|id| id.map(serde_json::from_value).transpose()) {
            Ok(id) => self.id = id,
            Err(error) => self.attributes.fail(error),
        }
    }

    /// Takes out a required member.
    pub(crate) fn required<T: Member>(&mut self, name: &str) -> Result<T, Error> {
        if name == "id" {
            let id = self.id.take().map(serde_json::to_value).transpose()?;
            return T::read(id).map_err(|error| Error::custom(format!("`id`: {error}")));
        }
        self.attributes.required(name)
    }
}

/// Writes a resource that is sent.
pub(crate) fn serialize<M: WriteModel + Enveloped, S: Serializer>(
    model: &M,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut envelope = Envelope::default();
    model.put(&mut envelope);
    let members = |members: Members| members.non_empty().map_err(ser::Error::custom);
    let written = Written {
        type_: M::TYPE.into(),
        id: envelope.id,
        attributes: members(envelope.attributes)?,
        relationships: members(envelope.relationships)?,
    };
    written.serialize(serializer)
}

/// Reads a resource that is sent.
pub(crate) fn deserialize<'de, M: WriteModel + Enveloped, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<M, D::Error> {
    let written = Written::deserialize(deserializer)?;
    let type_name = M::TYPE;
    if written.type_ != type_name {
        return Err(D::Error::custom(format!(
            "a resource of the type `{}` where `{type_name}` is expected",
            written.type_
        )));
    }
    let mut envelope = Envelope {
        id: written.id,
        attributes: Members::of(written.attributes),
        relationships: Members::of(written.relationships),
    };
    let model = M::take(&mut envelope).map_err(D::Error::custom)?;
    for members in [envelope.attributes, envelope.relationships] {
        members.finish().map_err(D::Error::custom)?;
    }
    Ok(model)
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
