//! What is wrong with a document, as plain data.
//!
//! `docs/diagnostics.md` explains each [`Code`] with an example; `apib explain` prints it.

use std::collections::BTreeMap;

use crate::source::Span;

pub use codes::{Code, UnknownCode};

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
    /// The part of the OpenAPI document that is meant, as a JSON pointer (RFC 6901); only findings
    /// of the lowering have one. A document that no blueprint stands behind has no other place.
    pub pointer: Option<String>,
}

impl Diagnostic {
    /// A finding at one place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            related: Vec::new(),
            pointer: None,
        }
    }

    /// The same finding with another place that belongs to it.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push((span, message.into()));
        self
    }

    /// The same finding about the part of the OpenAPI document at `pointer`.
    #[must_use]
    pub fn with_pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether a reader of the text would see the same finding twice.
    fn repeats(&self, other: &Self) -> bool {
        let place = |one: &Self| one.pointer.clone().filter(|_| one.span == Span::default());
        (self.code, self.span, &self.message, &self.related)
            == (other.code, other.span, &other.message, &other.related)
            && place(self) == place(other)
    }
}

/// The findings in the order of the text, each once. Of notes that say the same at several places
/// the first stays and counts the others, so that they do not bury what matters more.
pub fn in_reading_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|a| (a.span, a.code));
    diagnostics.dedup_by(|a, b| a.repeats(b));
    let mut notes: BTreeMap<(Code, String), (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.severity() == Severity::Note {
            let key = (diagnostic.code, diagnostic.message.clone());
            if let Some((_, more)) = notes.get_mut(&key) {
                *more += 1;
                continue;
            }
            notes.insert(key, (kept.len(), 0));
        }
        kept.push(diagnostic);
    }
    for (index, more) in notes.into_values().filter(|(_, more)| *more > 0) {
        let places = if more == 1 { "place" } else { "places" };
        let suffix = format!(" (and at {more} more {places})");
        kept[index].message.push_str(&suffix);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_that_say_the_same_are_counted() {
        let note = |start| {
            Diagnostic::new(
                Code::HEADER_SECTION_SINGULAR,
                Span::new(start, start + 1),
                "same",
            )
        };
        let warning = |start| {
            Diagnostic::new(
                Code::BODY_UNDER_INDENTED,
                Span::new(start, start + 1),
                "same",
            )
        };
        let ordered = in_reading_order(vec![warning(9), note(5), warning(3), note(1), note(7)]);
        let shown: Vec<_> = ordered
            .iter()
            .map(|one| (one.span.start, one.message.as_str()))
            .collect();
        assert_eq!(
            shown,
            [(1, "same (and at 2 more places)"), (3, "same"), (9, "same")]
        );
    }
}
