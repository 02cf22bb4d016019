//! The text of a blueprint, and places in it.

use std::ops::Range;

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
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
}

/// A blueprint's text with its name, able to tell lines from byte offsets.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// A source from its text. `name` is what diagnostics call it, a path or `<stdin>`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(offset, _)| offset + 1))
            .collect();
        Self {
            name: name.into(),
            text,
            line_starts,
        }
    }

    /// What diagnostics call this source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span does not lie in this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line and column of a byte offset; the end of the text for one beyond it.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let line_start = self.line_starts[line - 1];
        Position {
            line,
            column: self.text[line_start..offset].chars().count() + 1,
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

/// Text lifted out of a [`Source`], such as a body without its indentation, that still knows
/// where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    /// Where a run of bytes starts here, and where the same run starts in the source.
    runs: Vec<(usize, usize)>,
}

impl MappedText {
    /// Appends `text`, which stands at byte `source_start` of the source.
    pub fn push(&mut self, text: &str, source_start: usize) {
        self.runs.push((self.text.len(), source_start));
        self.text.push_str(text);
    }

    /// Appends another text with its places.
    pub fn append(&mut self, other: &Self) {
        let length = self.text.len();
        let runs = other.runs.iter();
        self.runs
            .extend(runs.map(|(start, source_start)| (start + length, *source_start)));
        self.text.push_str(&other.text);
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where a range of this text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        let end = if range.end > range.start {
            self.source_offset(range.end - 1) + 1
        } else {
            start
        };
        Span::new(start, end.max(start))
    }

    /// Where all of it stands in the source.
    pub fn whole_span(&self) -> Span {
        self.span(0..self.text.len())
    }

    fn source_offset(&self, offset: usize) -> usize {
        let run = self.runs.partition_point(|&(start, _)| start <= offset);
        match run.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some((text_start, source_start)) => source_start + (offset - text_start),
            None => offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let source = Source::new("a.apib", "čau\nb");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(5), Position { line: 2, column: 1 });
        assert_eq!(source.position(99), Position { line: 2, column: 2 });
    }

    #[test]
    fn mapped_text_finds_its_way_back() {
        let source = Source::new("a.apib", "    {\n      \"a\": 1\n    }\n");
        let mut text = MappedText::default();
        text.push("{\n", 4);
        text.push("  \"a\": 1\n", 10);
        text.push("}", 23);
        let at = text.text().find("\"a\"").unwrap();
        assert_eq!(source.slice(text.span(at..at + 3)), "\"a\"");
        assert_eq!(source.slice(text.whole_span()), source.text().trim());
    }
}
