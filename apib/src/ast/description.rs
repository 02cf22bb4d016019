//! The prose of a section, gathered from the blocks that mean nothing else.

use crate::markdown::{Block, text};
use crate::source::{Source, Span, Text};

/// Spans of prose, neighbours joined, so that lists and tables keep their layout.
#[derive(Debug, Default)]
pub(super) struct Prose {
    spans: Vec<Span>,
}

impl Prose {
    /// Adds a block. `adjoining` says that nothing structural stands between it and the last one.
    pub(super) fn add(&mut self, block: &Block, adjoining: bool) {
        self.add_span(block.span, adjoining);
    }

    pub(super) fn add_span(&mut self, span: Span, adjoining: bool) {
        match self.spans.last_mut() {
            Some(last) if adjoining => *last = last.to(span),
            _ => self.spans.push(span),
        }
    }

    /// All of it as one text, paragraphs kept apart.
    pub(super) fn into_text(self, source: &Source) -> Option<Text> {
        let whole = self.spans.iter().copied().reduce(Span::to)?;
        let parts: Vec<String> = self
            .spans
            .iter()
            .map(|span| {
                let text = text::description(source, *span);
                // No more than Markdown takes for blanks: what stands behind other white space
                // is no list and no heading.
                let text = text.text().trim_end().trim_start_matches([' ', '\t']);
                text.to_owned()
            })
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| Text::new(parts.join("\n\n"), whole))
    }
}
