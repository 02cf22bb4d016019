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

/// The fields of a record, by the names of their members on the wire.
///
/// Both ways are a row of calls with nothing to check between them: an early return at each of the
/// six hundred fields, with those before it to be dropped, is what records would mostly cost to
/// compile.
pub(crate) trait Fields {
    /// Puts each field into the members.
    fn put(&self, members: &mut Members);

    /// Takes each field out of the members.
    fn take(&mut self, members: &mut Members);
}

/// The members of an object, on their way to the fields of a record or from them.
///
/// After the first member that fails, all others are passed over; what failed is told at the end.
#[derive(Debug, Default)]
pub(crate) struct Members {
    members: Map<String, Value>,
    failure: Option<Error>,
}

impl Members {
    /// Members to take out.
    pub(super) fn of(members: Option<Map<String, Value>>) -> Self {
        Self {
            members: members.unwrap_or_default(),
            failure: None,
        }
    }

    /// Takes one out, and reads it into `field`.
    pub(crate) fn take<T: Member>(&mut self, name: &str, field: &mut T) {
        if self.failure.is_some() {
            return;
        }
        match self.required(name) {
            Ok(member) => *field = member,
            Err(error) => self.fail(error),
        }
    }

    /// Takes one out for a field that has no value without it.
    pub(crate) fn required<T: Member>(&mut self, name: &str) -> Result<T, Error> {
        let member = self.members.remove(name);
        T::read(member).map_err(|error| Error::custom(format!("`{name}`: {error}")))
    }

    /// Puts one in, if the record is to have it.
    pub(crate) fn put<T: Member>(&mut self, name: &str, field: &T) {
        if self.failure.is_some() {
            return;
        }
        match field.write() {
            Ok(Some(value)) => {
                self.members.insert(name.to_owned(), value);
            }
            Ok(None) => {}
            Err(error) => self.fail(error),
        }
    }

    /// Tells that a member failed.
    pub(super) fn fail(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// What has been put in, if there is anything.
    pub(super) fn non_empty(self) -> Result<Option<Map<String, Value>>, Error> {
        let members = self.put_in()?;
        Ok(Some(members).filter(|members| !members.is_empty()))
    }

    fn put_in(self) -> Result<Map<String, Value>, Error> {
        match self.failure {
            None => Ok(self.members),
            Some(failure) => Err(failure),
        }
    }

    /// Whether all that was taken out could be read.
    pub(super) fn finish(self) -> Result<(), Error> {
        self.failure.map_or(Ok(()), Err)
    }
}

/// Writes the members of a record.
pub(crate) fn serialize<R: Fields, S: Serializer>(
    record: &R,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut members = Members::default();
    record.put(&mut members);
    let members = members.put_in().map_err(ser::Error::custom)?;
    members.serialize(serializer)
}

/// Reads the members of a record; `null` has none.
pub(crate) fn deserialize<'de, R: Fields + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<R, D::Error> {
    let mut members = Members::of(Option::deserialize(deserializer)?);
    let mut record = R::default();
    record.take(&mut members);
    members.finish().map_err(D::Error::custom)?;
    Ok(record)
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
    use serde_json::json;

    use super::*;
    use crate::Decimal;
    use crate::json_api::macros::record;

    record! {
        /// For the test.
        Parcel {
            /// Name.
            name "name": Option<String>,
            /// Weight.
            weight "net-weight": Option<Decimal>,
        }
    }

    #[test]
    fn the_first_member_that_fails_is_told() {
        let wrong = json!({"name": 5, "net-weight": "heavy"});
        let error = serde_json::from_value::<Parcel>(wrong).unwrap_err();
        assert!(error.to_string().starts_with("`name`: "), "{error}");
        let wrong = json!({"name": "Box", "net-weight": "heavy"});
        let error = serde_json::from_value::<Parcel>(wrong).unwrap_err();
        assert!(error.to_string().starts_with("`net-weight`: "), "{error}");

        let inexact = Parcel {
            weight: Some("1234567890.1234567890".parse().unwrap()),
            ..Parcel::default()
        };
        let error = serde_json::to_value(inexact).unwrap_err();
        assert!(error.to_string().contains("more digits"), "{error}");
    }

    #[test]
    fn absent_and_null_are_two_things_to_a_patch() {
        assert_eq!(Field::<bool>::read(None).unwrap(), Field::Absent);
        let null = Field::<bool>::read(Some(Value::Null)).unwrap();
        assert_eq!(null, Field::Null);
        assert_eq!(null.write().unwrap(), Some(Value::Null));
        assert_eq!(Field::<bool>::Absent.write().unwrap(), None);
    }
}
