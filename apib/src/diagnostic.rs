//! What is wrong with a document, as plain data.

use crate::source::Span;

pub use codes::Code;

mod codes;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing of the document was changed or lost.
    Note,
    /// The document is not as the specification has it; what was meant is clear.
    Warning,
    /// Something had to be guessed or left out.
    Error,
}

impl Severity {
    /// The word that a report shows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding, at one place.
///
/// Why it matters and how to mend it are told by its [`Code`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding this is.
    pub code: Code,
    /// Where it stands.
    pub span: Span,
    /// What is wrong here, in one sentence without a full stop.
    pub message: String,
    /// Other places that belong to it, each with what is there.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding at one place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            related: Vec::new(),
        }
    }

    /// The same finding with another place that belongs to it.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
