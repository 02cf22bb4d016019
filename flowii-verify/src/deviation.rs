//! What of an answer is not as the specification says.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// A deviation: where, and of which types, but no values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Deviation {
    /// A status that the operation does not document.
    UndocumentedStatus {
        /// The status.
        status: u16,
    },
    /// A media type that the operation does not document for this status.
    UndocumentedMediaType {
        /// The status.
        status: u16,
        /// The media type without parameters, or `none`.
        media_type: String,
    },
    /// A body that is documented as JSON and is none.
    NotJson {
        /// The status.
        status: u16,
    },
    /// A field that is not documented.
    ExtraField {
        /// Where it is.
        place: String,
        /// The JSON type of its value.
        json_type: &'static str,
    },
    /// A field that is documented as required, and is not there.
    MissingField {
        /// Where it should be.
        place: String,
    },
    /// A value of another type.
    WrongType {
        /// Where it is.
        place: String,
        /// The types that are documented.
        expected: String,
        /// The JSON type of the value.
        found: &'static str,
    },
    /// A value that is none of those of its enumeration.
    UndocumentedValue {
        /// Where it is.
        place: String,
        /// The JSON type of the value.
        json_type: &'static str,
    },
    /// A value that breaks another rule, such as a bound or a format.
    BrokenRule {
        /// Where it is.
        place: String,
        /// The keyword of JSON Schema that says the rule.
        keyword: String,
    },
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndocumentedStatus { status } => {
                write!(formatter, "status {status} is not documented")
            }
            Self::UndocumentedMediaType { status, media_type } => {
                write!(
                    formatter,
                    "media type {media_type} is not documented for {status}"
                )
            }
            Self::NotJson { status } => write!(formatter, "the body of {status} is not JSON"),
            Self::ExtraField { place, json_type } => {
                write!(formatter, "extra field {place} ({json_type})")
            }
            Self::MissingField { place } => write!(formatter, "missing field {place}"),
            Self::WrongType {
                place,
                expected,
                found,
            } => write!(formatter, "{place} is {found} instead of {expected}"),
            Self::UndocumentedValue { place, json_type } => {
                write!(
                    formatter,
                    "{place} has a {json_type} that its enumeration does not list"
                )
            }
            Self::BrokenRule { place, keyword } => {
                write!(formatter, "{place} breaks the rule `{keyword}`")
            }
        }
    }
}

/// The JSON type of a value; whole numbers are told from others, as schemas do.
pub fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
