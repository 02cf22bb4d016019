//! One attribute or relationship on its way between JSON and a field.
//!
//! The records of the API are many and alike, so they are not derived one by one: each field knows
//! how to be read from a JSON value and how to become one, and a macro goes through the fields.

use std::borrow::Cow;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::de::{DeserializeOwned, Error as _};
use serde::ser;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Error, Map, Number, Value};

use super::Field;
use crate::{Content, Id};

/// A field of a record.
pub(crate) trait Member: Sized {
    /// Reads it; `None` where the record does not have it.
    fn read(value: Option<Value>) -> Result<Self, Error>;

    /// Writes it; `None` where the record is not to have it.
    fn write(&self) -> Result<Option<Value>, Error>;
}

/// The value of an attribute.
pub(crate) trait Attribute: Sized {
    /// Reads it; never from `null`.
    fn read_value(value: Value) -> Result<Self, Error>;

    /// Writes it.
    fn write_value(&self) -> Result<Value, Error>;
}

/// The members of an object, by their names on the wire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Map<String, Value>);

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

    fn non_empty(self) -> Option<Map<String, Value>> {
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
            self.id = member.write()?.map(parsed).transpose()?;
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

/// Makes a required field of each type of attribute.
macro_rules! required_member {
    ($($type:ty),*) => {$(
        impl $crate::json_api::member::Member for $type {
            fn read(
                value: ::std::option::Option<::serde_json::Value>,
            ) -> ::std::result::Result<Self, ::serde_json::Error> {
                let value = value.unwrap_or_default();
                $crate::json_api::member::Attribute::read_value(value)
            }

            fn write(
                &self,
            ) -> ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::serde_json::Error,
            > {
                $crate::json_api::member::Attribute::write_value(self).map(Some)
            }
        }
    )*};
}

/// Reads and writes an attribute as its type says with serde.
macro_rules! serde_attribute {
    ($($type:ty),*) => {$(
        impl $crate::json_api::member::Attribute for $type {
            fn read_value(
                value: ::serde_json::Value,
            ) -> ::std::result::Result<Self, ::serde_json::Error> {
                ::serde_json::from_value(value)
            }

            fn write_value(
                &self,
            ) -> ::std::result::Result<::serde_json::Value, ::serde_json::Error> {
                ::serde_json::to_value(self)
            }
        }
    )*};
}

pub(crate) use {required_member, serde_attribute};

serde_attribute!(String, bool, Content, Id, Value);
required_member!(
    String, bool, i64, Content, Id, Value, Decimal, DateTime, Date
);

impl Attribute for i64 {
    /// Some JSON libraries write whole numbers with a fraction of zero.
    fn read_value(value: Value) -> Result<Self, Error> {
        let number: Number = parsed(value)?;
        let whole = number.as_i64().or_else(|| {
            let decimal = Decimal::from_str(&number.to_string()).ok()?;
            decimal.is_integer().then(|| decimal.to_i64()).flatten()
        });
        whole.ok_or_else(|| Error::custom(format!("{number} is not a whole number")))
    }

    fn write_value(&self) -> Result<Value, Error> {
        Ok((*self).into())
    }
}

impl Attribute for Decimal {
    fn read_value(value: Value) -> Result<Self, Error> {
        let text = match &value {
            // The shortest text that means the same: what was sent, up to 15 digits.
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.trim().to_owned(),
            other => return Err(Error::custom(format!("{other} is not a number"))),
        };
        Self::from_str(&text)
            .or_else(|_| Self::from_scientific(&text))
            .map_err(|error| Error::custom(format!("{text} is not a decimal number: {error}")))
    }

    /// A number that JSON's numbers cannot hold exactly is not sent, as it would be another one.
    fn write_value(&self) -> Result<Value, Error> {
        let normal = self.normalize();
        if let Some(whole) = normal.to_i64().filter(|_| normal.is_integer()) {
            return Ok(whole.into());
        }
        let number = normal
            .to_string()
            .parse::<f64>()
            .ok()
            .filter(|number| Self::from_f64(*number).is_some_and(|same| same == normal));
        number
            .and_then(Number::from_f64)
            .map(Value::Number)
            .ok_or_else(|| {
                Error::custom(format!("{self} has more digits than can be sent exactly"))
            })
    }
}

impl Attribute for DateTime {
    fn read_value(value: Value) -> Result<Self, Error> {
        let text: String = parsed(value)?;
        text.trim()
            .parse()
            .map_err(|error| Error::custom(format!("{text} is not a local date-time: {error}")))
    }

    fn write_value(&self) -> Result<Value, Error> {
        Ok(self.to_string().into())
    }
}

impl Attribute for Date {
    fn read_value(value: Value) -> Result<Self, Error> {
        let text: String = parsed(value)?;
        text.trim()
            .parse()
            .map_err(|error| Error::custom(format!("{text} is not a date: {error}")))
    }

    fn write_value(&self) -> Result<Value, Error> {
        Ok(self.to_string().into())
    }
}

fn parsed<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    serde_json::from_value(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn round_trip<T: Attribute>(value: Value) -> Value {
        T::read_value(value).unwrap().write_value().unwrap()
    }

    #[test]
    fn decimals_keep_their_value() {
        for text in ["0.1", "10.0000", "-6750.5", "0", "1234567890123.45"] {
            let value: Value = serde_json::from_str(text).unwrap();
            let decimal = Decimal::read_value(value).unwrap();
            assert_eq!(decimal, text.parse().unwrap());
            let written = decimal.write_value().unwrap();
            assert_eq!(written.as_f64(), text.parse().ok(), "{text}");
        }
        assert_eq!(
            Decimal::read_value(json!(1e-3)).unwrap(),
            Decimal::new(1, 3)
        );
        assert_eq!(round_trip::<Decimal>(json!("12.50")), json!(12.5));
        assert!(Decimal::read_value(json!("twelve")).is_err());
    }

    #[test]
    fn a_decimal_that_would_be_rounded_is_not_written() {
        let exact: Decimal = "1234567890.1234567890".parse().unwrap();
        assert!(exact.write_value().is_err());
    }

    #[test]
    fn whole_numbers_may_come_with_a_fraction_of_zero() {
        assert_eq!(i64::read_value(json!(10.0)).unwrap(), 10);
        assert!(i64::read_value(json!(10.5)).is_err());
    }

    #[test]
    fn local_times_are_written_as_they_come() {
        let time = json!("2017-10-16T07:55:00");
        assert_eq!(round_trip::<DateTime>(time.clone()), time);
        let day = json!("2017-10-16");
        assert_eq!(round_trip::<Date>(day.clone()), day);
        assert_eq!(round_trip::<DateTime>(day), json!("2017-10-16T00:00:00"));
        // An instant is no local time; nobody knows whose.
        assert!(DateTime::read_value(json!("2017-10-16T07:55:00Z")).is_err());
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
