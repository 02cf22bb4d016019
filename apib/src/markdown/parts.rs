//! A document part by part, so that memory is needed for the blocks of one at a time.
//!
//! A heading in the first column ends every block that stands before it but a fenced one and
//! some of HTML (CommonMark 0.31, sections 4.5 and 4.6). So the blocks of a document are those of
//! its parts, where each part but the first begins with such a heading and none ends within such a
//! block.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

use super::events::{self, Node};
use super::{Block, blocks, swallowed, text};

/// How many bytes a part has at least.
const LEAST: usize = 16 * 1024;

/// What is not yet read of a document.
pub(crate) struct Parts<'a> {
    source: &'a Source,
    start: usize,
    least: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            start: 0,
            least: LEAST,
        }
    }

    /// The same in parts of another size.
    #[cfg(test)]
    pub(super) fn of_at_least(self, least: usize) -> Self {
        Self { least, ..self }
    }

    /// The blocks of the next part; `None` behind the last one.
    pub(crate) fn next(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Block>> {
        let text = self.source.text();
        if self.start >= text.len() {
            return None;
        }
        let mut end = boundary(text, self.start + self.least);
        let mut nodes = events::nodes(&text[self.start..end]);
        while end < text.len() && may_go_on(&text[self.start..end], &nodes) {
            // Twice as much each time, so that all attempts together are linear.
            end = boundary(text, end + (end - self.start));
            nodes = events::nodes(&text[self.start..end]);
        }
        let span = Span::new(self.start, end);
        self.start = end;
        let blocks = blocks::of_nodes(self.source, span, nodes, 0, diagnostics);
        Some(swallowed::all(self.source, blocks, 0, diagnostics))
    }
}

/// The first place from `from` on at which a part may end: in front of a heading in the first
/// column that stands below a blank line or another such heading, or else at the end.
fn boundary(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..).unwrap_or_default();
    memchr::memchr_iter(b'\n', rest)
        .map(|newline| from + newline)
        .find(|&newline| begins_heading(&bytes[newline + 1..]) && may_stand_above(bytes, newline))
        .map_or(bytes.len(), |newline| newline + 1)
}

/// True for one to six `#` signs with a blank or the end of the line behind them.
fn begins_heading(bytes: &[u8]) -> bool {
    let level = bytes.iter().take(7).take_while(|&&byte| byte == b'#');
    let level = level.count();
    (1..=6).contains(&level)
        && matches!(bytes.get(level), Some(b' ' | b'\t' | b'\r' | b'\n') | None)
}

/// True if the line that ends at `newline` is blank or a heading.
fn may_stand_above(bytes: &[u8], newline: usize) -> bool {
    let start = memchr::memrchr(b'\n', &bytes[..newline]).map_or(0, |before| before + 1);
    let line = &bytes[start..newline];
    line.trim_ascii().is_empty() || begins_heading(line)
}

/// True if what follows a part could belong to its last block.
fn may_go_on(part: &str, nodes: &[Node]) -> bool {
    match nodes.last() {
        Some(Node::Code { range }) => text::is_unclosed_fence_in(&part[range.clone()]),
        Some(Node::Prose { range }) => {
            let content = &part[range.clone()];
            let is_comment = content.starts_with("<!--");
            let goes_to_blank = !swallowed::is_verbatim_html(content);
            let is_closed = (is_comment && content.contains("-->"))
                || (goes_to_blank && ends_with_blank_line(part));
            content.starts_with('<') && !is_closed
        }
        _ => false,
    }
}

fn ends_with_blank_line(part: &str) -> bool {
    let above = part.strip_suffix('\n').unwrap_or(part);
    above.trim_end_matches([' ', '\t', '\r']).ends_with('\n')
}
