//! Identifiers of resources.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The identifier of a resource.
///
/// JSON:API has identifiers as texts, and FLOWii keeps to that almost everywhere; where it sends a
/// number, that is read too. What is written is always a text. Paths and filters take identifiers
/// as numbers, into which an `Id` turns by itself:
///
/// ```
/// # use flowii_api::Id;
/// let id = Id::from(17);
/// assert_eq!(id.as_str(), "17");
/// assert_eq!(i64::try_from(&id)?, 17);
/// # Ok::<(), flowii_api::InvalidId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

/// An [`Id`] is not a whole number, where only a number can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidId(Id);

impl Id {
    /// The identifier as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Id {
    fn from(id: i64) -> Self {
        Self(id.to_string())
    }
}

impl From<String> for Id {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&str> for Id {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<&Id> for Id {
    fn from(id: &Id) -> Self {
        id.clone()
    }
}

impl TryFrom<&Id> for i64 {
    type Error = InvalidId;

    fn try_from(id: &Id) -> Result<Self, InvalidId> {
        id.0.parse().map_err(|_| InvalidId(id.clone()))
    }
}

impl TryFrom<Id> for i64 {
    type Error = InvalidId;

    fn try_from(id: Id) -> Result<Self, InvalidId> {
        Self::try_from(&id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for InvalidId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the identifier {:?} is not a whole number",
            self.0.0
        )
    }
}

impl std::error::Error for InvalidId {}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrNumber;

        impl Visitor<'_> for TextOrNumber {
            type Value = Id;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an identifier, as a text or a whole number")
            }

            fn visit_str<E>(self, text: &str) -> Result<Id, E> {
                Ok(text.into())
            }

            fn visit_i64<E>(self, number: i64) -> Result<Id, E> {
                Ok(number.into())
            }

            fn visit_u64<E>(self, number: u64) -> Result<Id, E> {
                Ok(number.to_string().into())
            }
        }

        deserializer.deserialize_any(TextOrNumber)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_and_numbers_are_read_and_texts_written() {
        for value in [json!("17"), json!(17)] {
            let id: Id = serde_json::from_value(value).unwrap();
            assert_eq!(serde_json::to_value(&id).unwrap(), json!("17"));
        }
        assert!(serde_json::from_value::<Id>(json!(1.5)).is_err());
        assert!(serde_json::from_value::<Id>(json!(null)).is_err());
    }

    #[test]
    fn only_numbers_fit_where_numbers_are_asked_for() {
        assert_eq!(i64::try_from(Id::from("-3")), Ok(-3));
        let error = i64::try_from(Id::from("../users")).unwrap_err();
        assert!(error.to_string().contains("../users"), "{error}");
    }
}
