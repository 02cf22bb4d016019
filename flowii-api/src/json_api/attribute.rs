//! The values of attributes.

use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::de::{DeserializeOwned, Error as _};
use serde_json::{Error, Number, Value};

use crate::{Content, Id};

/// The value of an attribute.
pub(crate) trait Attribute: Sized {
    /// Reads it; never from `null`.
    fn read_value(value: Value) -> Result<Self, Error>;

    /// Writes it.
    fn write_value(&self) -> Result<Value, Error>;
}

/// Makes a required field of each type of attribute.
macro_rules! required_member {
    ($($type:ty),*) => {$(
        impl $crate::json_api::member::Member for $type {
            fn read(
                value: ::std::option::Option<::serde_json::Value>,
            ) -> ::std::result::Result<Self, ::serde_json::Error> {
                let value = value.unwrap_or_default();
                $crate::json_api::attribute::Attribute::read_value(value)
            }

            fn write(
                &self,
            ) -> ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::serde_json::Error,
            > {
                $crate::json_api::attribute::Attribute::write_value(self).map(Some)
            }
        }
    )*};
}

/// Reads and writes an attribute as its type says with serde.
macro_rules! serde_attribute {
    ($($type:ty),*) => {$(
        impl $crate::json_api::attribute::Attribute for $type {
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
}
