//! What a declaration says and the examples do not show, as plain data.

use std::fmt;

use serde_json::Value;

use super::accepts::shown;

/// One thing that a declaration says and the examples do not show.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contradiction {
    /// The property, as the declaration calls it; empty for the whole value.
    pub(crate) property: String,
    /// Where the examples have it, such as `data[].attributes.state`; empty if nowhere.
    pub(crate) place: String,
    /// What differs.
    pub(crate) kind: ContradictionKind,
}

/// How a declaration and its examples differ.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ContradictionKind {
    /// No example has the property; it was left out.
    NotShown {
        /// Whether it is declared to be always there.
        required: bool,
    },
    /// Declared to be always there, but an example lacks it; it stayed optional.
    RequiredButAbsent,
    /// The declared type is not that of the examples, which was kept.
    Kind {
        /// The declared type, such as `integer`.
        declared: &'static str,
        /// The type of the examples.
        shown: &'static str,
    },
    /// A sample is not among the declared values; it was added to them.
    NotAMember(Value),
    /// A sample is not of the declared format, which was left out.
    Format(String),
    /// A sample does not keep to a declared constraint, which was left out.
    Constraint(String),
    /// A sample is `null`; the declaration was made nullable.
    Null,
    /// An example has properties that the declaration forbids; it was opened.
    Closed,
    /// A sample fits several alternatives of which it should fit one; it may now fit several.
    SeveralAlternatives,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let property = match self.property.as_str() {
            "" => "the value".to_owned(),
            name => format!("`{name}`"),
        };
        match &self.kind {
            ContradictionKind::NotShown { required: true } => {
                write!(
                    f,
                    "{property} is declared as required, but no example has it"
                )?;
            }
            ContradictionKind::NotShown { required: false } => {
                write!(f, "{property} is declared, but no example has it")?;
            }
            ContradictionKind::RequiredButAbsent => {
                write!(
                    f,
                    "{property} is declared as required, but not every example has it"
                )?;
            }
            ContradictionKind::Kind { declared, shown } => {
                write!(
                    f,
                    "{property} is declared as {declared}, but the examples show {shown}"
                )?;
            }
            ContradictionKind::NotAMember(value) => {
                let value = match value {
                    Value::String(text) => format!("`{text}`"),
                    other => shown(other),
                };
                write!(f, "{value} is not among the declared values of {property}")?;
            }
            ContradictionKind::Constraint(keyword) => {
                write!(
                    f,
                    "a sample of {property} does not keep to its declared `{keyword}`"
                )?;
            }
            ContradictionKind::Null => {
                write!(
                    f,
                    "{property} is `null` in an example, but not declared nullable"
                )?;
            }
            ContradictionKind::Closed => {
                write!(f, "{property} has properties that its declaration forbids")?;
            }
            ContradictionKind::SeveralAlternatives => {
                write!(
                    f,
                    "a sample of {property} fits several of its exclusive alternatives"
                )?;
            }
            ContradictionKind::Format(format) => {
                write!(
                    f,
                    "{property} is declared as `{format}`, but a sample is not"
                )?;
            }
        }
        if self.place.is_empty() || self.place == self.property {
            return Ok(());
        }
        write!(f, " (at `{}`)", self.place)
    }
}
