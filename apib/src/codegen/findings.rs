//! What the lowering reports, and where it is.

use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Origins, pointer_step};
use crate::source::Span;

/// A part of the document: what a reader calls it, and its JSON pointer.
#[derive(Clone, Debug)]
pub(super) struct Place {
    subject: String,
    pointer: String,
}

impl Place {
    /// The part at `pointer`, called `subject` in messages.
    pub(super) fn new(subject: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            pointer: pointer.into(),
        }
    }

    /// Its JSON pointer.
    pub(super) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The part below this one, one step further.
    pub(super) fn child(&self, step: &str) -> Self {
        Self {
            subject: self.subject.clone(),
            pointer: format!("{}/{}", self.pointer, pointer_step(step)),
        }
    }

    /// The part two steps further, as for a named entry of a list.
    pub(super) fn entry(&self, list: &str, key: &str) -> Self {
        self.child(list).child(key)
    }
}

/// The findings so far.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    origins: &'a Origins,
    /// Where a blueprint begins; of another document nothing is at hand but the pointers.
    beginning: Span,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// No finding yet, in a document whose parts come from `origins`.
    pub(super) fn new(origins: &'a Origins) -> Self {
        let is_blueprint = origins.iter().next().is_some();
        Self {
            origins,
            beginning: Span::new(0, usize::from(is_blueprint)),
            diagnostics: Vec::new(),
        }
    }

    /// Adds a finding about the part at `place`; the same one twice is said once.
    pub(super) fn report(&mut self, code: Code, place: &Place, message: impl AsRef<str>) {
        let span = self.origins.nearest(&place.pointer);
        let span = span.unwrap_or(self.beginning);
        let message = format!("{}: {}", place.subject, message.as_ref());
        let finding = Diagnostic::new(code, span, message).with_pointer(&place.pointer);
        if self.diagnostics.last() != Some(&finding) {
            self.diagnostics.push(finding);
        }
    }

    /// All findings, in the order of the document.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}
