//! Findings as a terminal shows them.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Position, Source, Span};

/// The finding as a terminal shows it: code, place, excerpt, why it matters and what to do.
/// `styled` adds colour.
///
/// ```
/// let source = apib::Source::new("api.apib", "# A\n\n## B [/b]\n\n### C [GET]\n+ Response 999\n");
/// let conversion = apib::convert(&source);
/// let report = apib::render::human(&source, &conversion.diagnostics[0], false);
/// assert!(report.starts_with("warning[apib::E0405]: "), "{report}");
/// assert!(report.contains("api.apib:6:12"), "{report}");
/// ```
pub fn human(source: &Source, diagnostic: &Diagnostic, styled: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let code = diagnostic.code.to_string();
    let mut report = level
        .primary_title(shortened(&diagnostic.message))
        .id(code.as_str())
        .elements(iter::empty::<Element<'_>>());
    match &diagnostic.pointer {
        // Nothing in the text, which is the document itself or not at hand.
        Some(pointer) if diagnostic.span == Span::default() => {
            let file = source.position(diagnostic.span.start).file;
            report = report.element(Origin::path(format!("{file}#{pointer}")));
        }
        _ => {
            for excerpt in excerpts(source, diagnostic) {
                report = report.element(excerpt.element());
            }
        }
    }
    let report = report
        .element(Level::NOTE.message(diagnostic.code.why()))
        .element(Level::HELP.message(diagnostic.code.remedy()));
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[report])
}

/// How far into a line an excerpt reaches, in bytes. The renderer leaves out what a terminal has no
/// room for, but reads the line from its start; lines can have megabytes.
pub(super) const LINE_LENGTH: usize = 10_000;

/// How many characters of a message are shown; documents can have names of any length.
pub(super) const MESSAGE_LENGTH: usize = 400;

/// The beginning and the end of a message that is too long to be read.
pub(super) fn shortened(message: &str) -> Cow<'_, str> {
    let length = message.chars().count();
    if length <= MESSAGE_LENGTH {
        return Cow::Borrowed(message);
    }
    let half = MESSAGE_LENGTH / 2;
    let start: String = message.chars().take(half).collect();
    let end: String = message.chars().skip(length - half).collect();
    Cow::Owned(format!("{start}…{end}"))
}

/// A line of the source with what is marked in it.
#[derive(Debug)]
struct Excerpt<'a> {
    /// Where the first mark begins.
    position: Position<'a>,
    line: &'a str,
    marks: Vec<Mark<'a>>,
}

#[derive(Debug)]
struct Mark<'a> {
    kind: AnnotationKind,
    /// What is marked of the line, in bytes; it may reach beyond the line.
    range: Range<usize>,
    label: Option<&'a str>,
}

/// The lines of a finding: its own, and those of the places that belong to it.
fn excerpts<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let own = (AnnotationKind::Primary, diagnostic.span, None);
    let related = diagnostic.related.iter();
    let related =
        related.map(|(span, message)| (AnnotationKind::Context, *span, Some(message.as_str())));
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    for (kind, span, label) in iter::once(own).chain(related) {
        let position = source.position(span.start);
        let (line, start) = source.line_at(span.start);
        let length = span.end.saturating_sub(span.start);
        let range = start..start + length;
        let mark = Mark { kind, range, label };
        let same_line = excerpts.iter_mut().find(|excerpt| {
            excerpt.position.file == position.file && excerpt.position.line == position.line
        });
        match same_line {
            Some(excerpt) => excerpt.marks.push(mark),
            None => excerpts.push(Excerpt {
                position,
                line,
                marks: vec![mark],
            }),
        }
    }
    excerpts
}

impl<'a> Excerpt<'a> {
    /// The line under its place, or the place alone if the line is too long to be shown.
    fn element(&self) -> Element<'a> {
        let shown = &self.line[..character_start(self.line, LINE_LENGTH)];
        if self.marks[0].range.start > shown.len() && shown.len() < self.line.len() {
            return Origin::path(self.position.file)
                .line(self.position.line)
                .char_column(self.position.column)
                .into();
        }
        let annotations = self.marks.iter().map(|mark| {
            let start = character_start(shown, mark.range.start);
            let end = character_start(shown, mark.range.end);
            mark.kind.span(start..end).label(mark.label)
        });
        Snippet::source(shown)
            .line_start(self.position.line)
            .path(self.position.file)
            .annotations(annotations)
            .into()
    }
}

/// Where the character begins that `offset` lies in; the end of the text for one beyond it.
fn character_start(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
