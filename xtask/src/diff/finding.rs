//! One difference, where it is, and how it is judged.

use std::fmt;

use super::rules::Rule;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    pub(crate) place: Place,
    /// What was, in words, if that can be said.
    pub(crate) before: Option<String>,
    /// What is.
    pub(crate) after: Option<String>,
    /// The operations it touches, by their names in the new document, or in the old one if they are
    /// gone.
    pub(crate) operations: Vec<String>,
}

/// Where a difference is, apart from the operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) part: Part,
    /// The way to a value in the part: `data[].attributes.name`; empty for the part itself.
    pub(crate) value: String,
}

/// A part of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The description as a whole.
    #[default]
    Document,
    /// An operation as a whole: not told together with another.
    Operation,
    Parameter {
        location: String,
        name: String,
    },
    RequestBody {
        /// None for the body as a whole.
        media_type: Option<String>,
    },
    Response {
        status: String,
        /// None for the answer as a whole.
        media_type: Option<String>,
    },
    Header {
        status: String,
        name: String,
    },
    /// A type, by its new name if it has one.
    Component(String),
}

impl Finding {
    /// Whether another one tells the same of what may be another place.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        (self.rule, &self.before, &self.after) == (other.rule, &other.before, &other.after)
    }
}

impl Place {
    pub(crate) fn of(part: Part) -> Self {
        Self {
            part,
            value: String::new(),
        }
    }

    /// The place of a property of the value that is here.
    pub(crate) fn property(&self, name: &str) -> Self {
        // A dot would look like one more step.
        let name = if name.contains(['.', '[', '{', ' ']) {
            format!("\"{name}\"")
        } else {
            name.to_owned()
        };
        let dot = if self.value.is_empty() { "" } else { "." };
        self.extended(&format!("{dot}{name}"))
    }

    /// The place of the items of the array that is here.
    pub(crate) fn items(&self) -> Self {
        self.extended("[]")
    }

    /// The place of the further properties of the object that is here.
    pub(crate) fn additional(&self) -> Self {
        self.extended("{}")
    }

    fn extended(&self, step: &str) -> Self {
        Self {
            part: self.part.clone(),
            value: format!("{}{step}", self.value),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, value } = self;
        if let Part::Component(name) = part {
            formatter.write_str(name)?;
            return match value.as_str() {
                "" => Ok(()),
                value if value.starts_with(['[', '{']) => formatter.write_str(value),
                value => write!(formatter, ".{value}"),
            };
        }
        write!(formatter, "{part}")?;
        if !value.is_empty() {
            let separator = if *part == Part::Document { "" } else { ": " };
            write!(formatter, "{separator}{value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document | Self::Operation => Ok(()),
            Self::Parameter { location, name } => write!(formatter, "{location} parameter {name}"),
            Self::RequestBody { media_type: None } => write!(formatter, "request body"),
            Self::RequestBody {
                media_type: Some(media_type),
            } => write!(formatter, "request body ({media_type})"),
            Self::Response {
                status,
                media_type: None,
            } => write!(formatter, "answer {status}"),
            Self::Response {
                status,
                media_type: Some(media_type),
            } => write!(formatter, "answer {status} ({media_type})"),
            Self::Header { status, name } => write!(formatter, "header {name} of answer {status}"),
            Self::Component(name) => formatter.write_str(name),
        }
    }
}
