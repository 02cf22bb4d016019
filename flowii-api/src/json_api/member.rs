//! One attribute or relationship on its way between JSON and a field.
//!
//! The records of the API are many and alike, so they are not derived one by one: each field knows
//! how to be read from a JSON value and how to become one, and a macro goes through the fields.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::{Error, Map, Value};

use super::Field;
use super::attribute::Attribute;

/// A field of a record.
pub(crate) trait Member: Sized {
    /// Reads it; `None` where the record does not have it.
    fn read(value: Option<Value>) -> Result<Self, Error>;

    /// Writes it; `None` where the record is not to have it.
    fn write(&self) -> Result<Option<Value>, Error>;
}

/// The members of an object, by their names on the wire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(pub(super) Map<String, Value>);

impl Members {
    pub(crate) fn take<T: Member>(&mut self, name: &str) -> Result<T, Error> {
        T::read(self.0.remove(name)).map_err(|error| Error::custom(format!("`{name}`: {error}")))
    }

    pub(crate) fn put<T: Member>(&mut self, name: &str, member: &T) -> Result<(), Error> {
        if let Some(value) = member.write()? {
            self.0.insert(name.to_owned(), value);
        }
        Ok(())
    }

    /// The members, if there are any.
    pub(super) fn non_empty(self) -> Option<Map<String, Value>> {
        Some(self.0).filter(|members| !members.is_empty())
    }

    /// Writes the members that `fill` puts in.
    pub(crate) fn serialize<S: Serializer>(
        serializer: S,
        fill: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<S::Ok, S::Error> {
        let mut members = Self::default();
        fill(&mut members).map_err(ser::Error::custom)?;
        members.0.serialize(serializer)
    }

    /// Reads members, to be taken out one by one; `null` has none.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>, T>(
        deserializer: D,
        take: impl FnOnce(Self) -> Result<T, Error>,
    ) -> Result<T, D::Error> {
        let members = Option::<Map<String, Value>>::deserialize(deserializer)?;
        take(Self(members.unwrap_or_default())).map_err(D::Error::custom)
    }
}

impl<T: Attribute> Member for Option<T> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        match value {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::read_value(value).map(Some),
        }
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        self.as_ref().map(Attribute::write_value).transpose()
    }
}

impl<T: Attribute> Member for Field<T> {
    fn read(value: Option<Value>) -> Result<Self, Error> {
        match value {
            None => Ok(Self::Absent),
            Some(Value::Null) => Ok(Self::Null),
            Some(value) => T::read_value(value).map(Self::Value),
        }
    }

    fn write(&self) -> Result<Option<Value>, Error> {
        match self {
            Self::Absent => Ok(None),
            Self::Null => Ok(Some(Value::Null)),
            Self::Value(value) => value.write_value().map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_null_are_two_things_to_a_patch() {
        assert_eq!(Field::<bool>::read(None).unwrap(), Field::Absent);
        let null = Field::<bool>::read(Some(Value::Null)).unwrap();
        assert_eq!(null, Field::Null);
        assert_eq!(null.write().unwrap(), Some(Value::Null));
        assert_eq!(Field::<bool>::Absent.write().unwrap(), None);
    }
}
