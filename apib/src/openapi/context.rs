//! What the parts of the writer share.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::components::ComponentNames;
use super::document::Origins;
use super::version::Version;

/// The version and the names to write in, and what was noted on the way.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) version: Version,
    pub(super) names: ComponentNames,
    /// Where the parts come from, if anybody will ask.
    pub(super) origins: Option<Origins>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The place of the blueprint that is being written.
    pub(super) span: Span,
}

impl Context {
    /// Says that what is written from here on at `pointer` comes from `span`.
    pub(super) fn at(&mut self, pointer: impl Into<String>, span: Span) {
        if let Some(origins) = &mut self.origins {
            origins.insert(pointer, span);
        }
        self.span = span;
    }
}
