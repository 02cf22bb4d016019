//! The `KEY: value` lines at the head of a document.

use crate::markdown::{Block, BlockKind, text};
use crate::source::{Source, Span, Text};

use super::Metadata;

/// Takes the metadata off the front of the blocks: paragraphs before the first heading of which
/// every line is `KEY: value`. More than one is read, since starter text is sometimes left in
/// front of the real head.
pub(super) fn take<'a>(source: &Source, blocks: &'a [Block]) -> (Vec<Metadata>, &'a [Block]) {
    let mut metadata = Vec::new();
    let mut rest = blocks;
    while let Some((first, others)) = rest.split_first() {
        let lines = (first.kind == BlockKind::Prose)
            .then(|| paragraph(source, first.span))
            .flatten();
        let Some(lines) = lines else { break };
        metadata.extend(lines);
        rest = others;
    }
    (metadata, rest)
}

fn paragraph(source: &Source, span: Span) -> Option<Vec<Metadata>> {
    text::lines(source, span)
        .map(|line| entry(source, line))
        .collect()
}

fn entry(source: &Source, line: Span) -> Option<Metadata> {
    let content = source.slice(line);
    let colon = content.find(':')?;
    let key = text::trim(source, Span::new(line.start, line.start + colon));
    let value = text::trim(source, Span::new(line.start + colon + 1, line.end));
    let name = source.slice(key).trim_start_matches('\u{feff}');
    let is_key = !name.is_empty()
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_- ".contains(c));
    is_key.then(|| Metadata {
        key: Text::new(name, Span::new(key.end - name.len(), key.end)),
        value: Text::new(source.slice(value), value),
    })
}
