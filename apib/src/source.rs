//! The text of a blueprint, and places in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;

pub use decode::decode;
pub(crate) use decode::with_line_feeds;
pub use mapped_text::MappedText;

mod decode;
mod mapped_text;

/// A range of bytes of the [`Source`], on UTF-8 boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same bytes as a range, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column, both counted from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position<'a> {
    /// The file: the source's own, or one that it includes.
    pub file: &'a str,
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
}

/// A blueprint's text with its name, able to tell lines from byte offsets.
///
/// Where the text is [expanded from several files](mod@crate::include), offsets and spans are those
/// of the expanded text, and [`position`](Self::position) leads back to the file.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    /// The document's own file first.
    files: Vec<File>,
    /// Where the parts of an expanded text come from, in their order; none for a single file.
    segments: Vec<Segment>,
    /// What was found while the includes were resolved; `None` where nobody tried.
    findings: Option<Vec<Diagnostic>>,
    /// The first place where a carriage return alone ended a line.
    carriage_return: Option<usize>,
}

/// A file that a source is made of.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    /// Empty for the only file of a source, whose text is the source's.
    pub(crate) text: Arc<str>,
    /// Counted when a place is first asked for, since most documents are never asked.
    line_starts: OnceLock<Vec<usize>>,
}

impl File {
    pub(crate) fn new(name: impl Into<String>, text: Arc<str>) -> Self {
        Self {
            name: name.into(),
            line_starts: OnceLock::new(),
            text,
        }
    }

    /// Where the lines start in the file's text.
    fn line_starts(&self, text: &str) -> &[usize] {
        self.line_starts.get_or_init(|| line_starts(text))
    }
}

/// A run of an expanded text that comes from one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    /// Where it starts in the expanded text.
    pub(crate) start: usize,
    /// Which of the source's files it comes from.
    pub(crate) file: usize,
    /// Where it starts in that file.
    pub(crate) offset: usize,
    /// How much of the file it is; nothing for text that no file holds, such as indentation.
    pub(crate) length: usize,
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|offset| offset + 1))
        .collect()
}

impl Source {
    /// A source from its text. `name` is what diagnostics call it, a path or `<stdin>`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let carriage_return = decode::lone_carriage_return(&text);
        let text = with_line_feeds(text);
        let file = File::new(name, Arc::from(""));
        Self {
            text,
            files: vec![file],
            segments: Vec::new(),
            findings: None,
            carriage_return,
        }
    }

    /// A source whose includes are resolved.
    pub(crate) fn expanded(
        text: String,
        files: Vec<File>,
        segments: Vec<Segment>,
        findings: Vec<Diagnostic>,
    ) -> Self {
        Self {
            text,
            files,
            segments,
            findings: Some(findings),
            carriage_return: None,
        }
    }

    /// The same source, of which is known that it includes nothing.
    pub(crate) fn without_includes(mut self) -> Self {
        self.findings = Some(Vec::new());
        self
    }

    /// What was found while the includes were resolved; `None` where nobody tried.
    pub(crate) fn findings(&self) -> Option<&[Diagnostic]> {
        self.findings.as_deref()
    }

    /// The first place where a carriage return alone ended a line.
    pub(crate) fn lone_carriage_return(&self) -> Option<usize> {
        self.carriage_return
    }

    /// What diagnostics call this source.
    pub fn name(&self) -> &str {
        &self.files[0].name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span does not lie in this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The file, line and column of a byte offset; the end of the text for one beyond it.
    pub fn position(&self, offset: usize) -> Position<'_> {
        let (file, offset) = self.origin(offset);
        let text = self.text_of(file);
        let line_starts = file.line_starts(text);
        let line = line_starts.partition_point(|&start| start <= offset);
        let line_start = line_starts[line - 1];
        Position {
            file: &file.name,
            line,
            column: text[line_start..offset].chars().count() + 1,
        }
    }

    /// The line of its file that a byte offset stands on, and where on it.
    #[cfg(feature = "render")]
    pub(crate) fn line_at(&self, offset: usize) -> (&str, usize) {
        let (file, offset) = self.origin(offset);
        let text = self.text_of(file);
        let line_starts = file.line_starts(text);
        let line = line_starts.partition_point(|&start| start <= offset);
        let start = line_starts[line - 1];
        let next = line_starts.get(line);
        let end = next.map_or(text.len(), |next| next - 1);
        (text[start..end].trim_end_matches('\r'), offset - start)
    }

    /// The file that a byte offset leads to, and the offset there, on a character's boundary.
    fn origin(&self, offset: usize) -> (&File, usize) {
        let at = self
            .segments
            .partition_point(|segment| segment.start <= offset);
        let (file, mut offset) = match at.checked_sub(1).map(|at| self.segments[at]) {
            Some(segment) => {
                let within = (offset - segment.start).min(segment.length);
                (&self.files[segment.file], segment.offset + within)
            }
            None => (&self.files[0], offset),
        };
        let text = self.text_of(file);
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        (file, offset)
    }

    fn text_of<'a>(&'a self, file: &'a File) -> &'a str {
        if self.segments.is_empty() {
            &self.text
        } else {
            &file.text
        }
    }
}

/// A piece of text with its place: a name, a description, a media type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text, as far as Markdown or MSON quoting does not belong to it.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Text {
    /// A text with its place.
    pub fn new(text: impl Into<String>, span: Span) -> Self {
        Self {
            text: text.into(),
            span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let source = Source::new("a.apib", "čau\nb");
        let position = |offset| {
            let position = source.position(offset);
            (position.file, position.line, position.column)
        };
        assert_eq!(position(0), ("a.apib", 1, 1));
        assert_eq!(position(2), ("a.apib", 1, 2));
        assert_eq!(position(5), ("a.apib", 2, 1));
        assert_eq!(position(99), ("a.apib", 2, 2));
    }
}
