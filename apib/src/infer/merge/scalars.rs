//! Numbers and texts.

use serde_json::Number;

use crate::infer::{format, names};
use crate::model::schema::{Schema, Shape};

/// Whole numbers from here on are not all told apart by a double.
const EXACT_IN_DOUBLE: u64 = 1 << 53;

#[derive(Clone, Copy)]
pub(super) struct Numbers {
    pub(super) all_whole: bool,
    pub(super) any_beyond_double: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Strings {
    /// The format that all of them have.
    pub(super) format: Option<&'static str>,
}

impl Numbers {
    pub(super) fn of(number: &Number) -> Self {
        let magnitude = number
            .as_u64()
            .or_else(|| number.as_i64().map(i64::unsigned_abs));
        Self {
            all_whole: magnitude.is_some(),
            any_beyond_double: magnitude.is_some_and(|magnitude| magnitude > EXACT_IN_DOUBLE),
        }
    }

    pub(super) fn merge(self, other: Self) -> Self {
        Self {
            all_whole: self.all_whole && other.all_whole,
            any_beyond_double: self.any_beyond_double || other.any_beyond_double,
        }
    }

    pub(super) fn into_schema(self, name: Option<&str>) -> Schema {
        if self.all_whole && self.any_beyond_double {
            return Schema {
                format: Some("int64".into()),
                ..Schema::of(Shape::Integer)
            };
        }
        let is_integer = self.all_whole && name.is_some_and(names::is_whole_number);
        Schema::of(if is_integer {
            Shape::Integer
        } else {
            Shape::Number
        })
    }
}

impl Strings {
    pub(super) fn of(text: &str) -> Self {
        Self {
            format: format::of(text),
        }
    }

    pub(super) fn merge(self, other: Self) -> Self {
        Self {
            format: self.format.filter(|_| self == other),
        }
    }
}
