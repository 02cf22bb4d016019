//! Text that was taken out of its lines.

use std::ops::Range;

use super::Span;

/// Text lifted out of a [`Source`](super::Source), such as a body without its indentation, that still knows
/// where each of its bytes came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    /// In the order of the text. There is one for each line of a body, as a rule.
    runs: Vec<Run>,
}

/// Bytes that stand side by side in the text and in its source.
///
/// Both places are counted in 32 bits, since the runs of a body take about as much memory as its
/// text. What stands behind the first 4 GiB of a source has its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    start: u32,
    source_start: u32,
}

impl Run {
    fn new(start: usize, source_start: usize) -> Self {
        let clamped = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            start: clamped(start),
            source_start: clamped(source_start),
        }
    }

    fn start(self) -> usize {
        self.start as usize
    }

    fn source_start(self) -> usize {
        self.source_start as usize
    }
}

impl MappedText {
    /// An empty text with room for a number of bytes and runs.
    pub fn with_capacity(bytes: usize, runs: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            runs: Vec::with_capacity(runs),
        }
    }

    /// Gives up what room is left.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.runs.shrink_to_fit();
    }

    /// Appends `text`, which stands at byte `source_start` of the source.
    pub fn push(&mut self, text: &str, source_start: usize) {
        let continues = self.runs.last().is_some_and(|run| {
            run.source_start() + (self.text.len() - run.start()) == source_start
        });
        if !continues {
            self.runs.push(Run::new(self.text.len(), source_start));
        }
        self.text.push_str(text);
    }

    /// Appends another text with its places.
    pub fn append(&mut self, other: &Self) {
        let length = self.text.len();
        let runs = other.runs.iter();
        self.runs
            .extend(runs.map(|run| Run::new(run.start() + length, run.source_start())));
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

    /// The text alone, as if it came from nowhere.
    pub(crate) fn without_places(mut self) -> Self {
        self.runs.clear();
        self
    }

    fn source_offset(&self, offset: usize) -> usize {
        let run = self.runs.partition_point(|run| run.start() <= offset);
        match run.checked_sub(1).and_then(|run| self.runs.get(run)) {
            Some(run) => run.source_start() + (offset - run.start()),
            None => offset,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

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
