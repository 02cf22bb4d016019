//! Why nothing is generated.

use std::fmt;

use crate::openapi::{Origins, pointer_step};
use crate::source::Span;

/// Why nothing is generated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The settings do not go together, or one of them is not what it should be.
    Settings(String),
    /// The generator does not take the document.
    Refused {
        /// The smallest part that it does not take by itself.
        part: Part,
        /// What the generator says.
        reason: String,
    },
    /// The generated code is not what the document asks for: one sentence for each fault.
    Unfit(Vec<String>),
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// All of it; no smaller part alone has the fault.
    Document,
    /// The component with this name, or what it refers to.
    Schema(String),
    /// One operation.
    Operation {
        /// Its HTTP method, in lower case as OpenAPI has it.
        method: String,
        /// Its path.
        path: String,
    },
}

impl Error {
    /// Where in the blueprint the part stands that cannot be generated, if that is known.
    pub fn span(&self, origins: &Origins) -> Option<Span> {
        let Self::Refused { part, .. } = self else {
            return None;
        };
        let pointer = match part {
            Part::Document => return None,
            Part::Schema(name) => format!("/components/schemas/{}", pointer_step(name)),
            Part::Operation { method, path } => {
                format!("/paths/{}/{method}", pointer_step(path))
            }
        };
        origins.nearest(&pointer)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings(reason) => f.write_str(reason),
            Self::Refused { part, reason } => {
                write!(f, "the generator cannot take {part}: {reason}")
            }
            Self::Unfit(faults) => write!(
                f,
                "the generated code is not what the document asks for:\n  {}",
                faults.join("\n  ")
            ),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => f.write_str("the document"),
            Self::Schema(name) => write!(f, "the schema `{name}`"),
            Self::Operation { method, path } => {
                write!(f, "`{} {path}`", method.to_uppercase())
            }
        }
    }
}

impl std::error::Error for Error {}
