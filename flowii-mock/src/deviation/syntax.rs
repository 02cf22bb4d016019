//! How a deviation is written.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::spec::Operation;

/// An answer that is otherwise than documented, written as `METHOD PATH: CHANGE`:
///
/// | | |
/// |---|---|
/// | `GET /partners: extra:newField=1` | each partner has one more attribute; the value is JSON, or a text |
/// | `GET /partners: missing:name` | no partner has the attribute |
/// | `GET /partners: type:name` | the attribute has a value of another type |
/// | `GET /partners: type:name=[1]` | the attribute has this value |
/// | `GET /partners: status:299` | the answer has this status |
///
/// The path is one of the document, with its parameters in braces. In the place of an attribute may
/// stand a JSON pointer into the whole answer: `missing:/data/0/type`.
///
/// ```
/// let deviation: flowii_mock::Deviation = "GET /partners/{id}: missing:name".parse()?;
/// assert_eq!(deviation.to_string(), "GET /partners/{id}: missing:name");
/// # Ok::<(), flowii_mock::ParseDeviationError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Deviation {
    method: String,
    path: String,
    pub(crate) change: Change,
}

/// What is otherwise.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Change {
    Extra { place: String, value: Value },
    Missing { place: String },
    Type { place: String, value: Option<Value> },
    Status(u16),
}

/// A text that is no [`Deviation`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no deviation; expected METHOD PATH: CHANGE, where CHANGE is extra:NAME=VALUE, \
     missing:NAME, type:NAME, type:NAME=VALUE or status:CODE"
)]
pub struct ParseDeviationError(String);

impl Deviation {
    pub(crate) fn is_of(&self, operation: &Operation) -> bool {
        self.method == operation.method.as_str() && self.path == operation.path
    }
}

impl FromStr for Deviation {
    type Err = ParseDeviationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| ParseDeviationError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Deviation> {
    let (operation, change) = text.split_once(": ")?;
    let (method, path) = operation.trim().split_once(' ')?;
    let (kind, argument) = change.trim().split_once(':')?;
    let named = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let change = match kind {
        "extra" => {
            let (name, text) = argument.split_once('=')?;
            Change::Extra {
                place: named(name)?,
                value: value(text),
            }
        }
        "missing" => Change::Missing {
            place: named(argument)?,
        },
        "type" => match argument.split_once('=') {
            Some((name, text)) => Change::Type {
                place: named(name)?,
                value: Some(value(text)),
            },
            None => Change::Type {
                place: named(argument)?,
                value: None,
            },
        },
        "status" => {
            let status = argument
                .parse()
                .ok()
                .filter(|status| (200..=599).contains(status))?;
            Change::Status(status)
        }
        _ => return None,
    };
    Some(Deviation {
        method: method.to_ascii_uppercase(),
        path: path.trim().to_owned(),
        change,
    })
}

/// JSON, or else a text.
fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}: ", self.method, self.path)?;
        match &self.change {
            Change::Extra { place, value } => write!(formatter, "extra:{place}={value}"),
            Change::Missing { place } => write!(formatter, "missing:{place}"),
            Change::Type { place, value: None } => write!(formatter, "type:{place}"),
            Change::Type {
                place,
                value: Some(value),
            } => write!(formatter, "type:{place}={value}"),
            Change::Status(status) => write!(formatter, "status:{status}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviations_are_read_and_written() {
        for text in [
            "GET /partners: extra:newField=1",
            "GET /partners/{id}: missing:name",
            "GET /partners: type:name",
            "GET /partners: type:/data/0/id=7",
            "POST /partners: status:201",
        ] {
            let deviation: Deviation = text.parse().unwrap();
            assert_eq!(deviation.to_string(), text);
        }
    }

    #[test]
    fn a_text_that_says_nothing_is_refused() {
        for text in [
            "",
            "GET /partners",
            "GET /partners: ",
            "GET /partners: extra:x",
            "GET /partners: missing:",
            "GET /partners: status:99",
            "/partners: missing:x",
        ] {
            assert!(text.parse::<Deviation>().is_err(), "{text}");
        }
    }
}
