//! Diagnostics for people and for tools.
//!
//! The rest of the library hands findings on as plain data; only here they meet a terminal.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use serde::Serialize;

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
const LINE_LENGTH: usize = 10_000;

/// How many characters of a message are shown; documents can have names of any length.
const MESSAGE_LENGTH: usize = 400;

/// The beginning and the end of a message that is too long to be read.
fn shortened(message: &str) -> Cow<'_, str> {
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

/// The finding as one line of JSON, for editors and scripts.
///
/// The fields are `code`, `severity`, `message`, `why`, `remedy`, the place, and `related`, a list
/// of places with a `message` each. A place is `file`, `line` and `column` of its start, `end_line`
/// and `end_column` of its end (from 1, in characters; the end is the first character behind), and
/// `start` and `end` in bytes of the text with its
/// includes. Findings of the lowering also have `pointer`, the part of the OpenAPI document. `docs/diagnostic.schema.json` says the same as a JSON Schema.
pub fn json(source: &Source, diagnostic: &Diagnostic) -> String {
    let related = diagnostic
        .related
        .iter()
        .map(|(span, message)| RelatedLine {
            message,
            place: place(source, *span),
        })
        .collect();
    let line = DiagnosticLine {
        code: diagnostic.code.to_string(),
        severity: diagnostic.severity().as_str(),
        message: &diagnostic.message,
        why: diagnostic.code.why(),
        remedy: diagnostic.code.remedy(),
        place: place(source, diagnostic.span),
        related,
        pointer: diagnostic.pointer.as_deref(),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

#[derive(Serialize)]
struct DiagnosticLine<'a> {
    code: String,
    severity: &'static str,
    message: &'a str,
    why: &'static str,
    remedy: &'static str,
    #[serde(flatten)]
    place: Place<'a>,
    related: Vec<RelatedLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedLine<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
}

fn place(source: &Source, span: Span) -> Place<'_> {
    let start = source.position(span.start);
    let end = source.position(span.end);
    Place {
        file: start.file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: span.start,
        end: span.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn report(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        let span = Span::new(start, start + part.len());
        let diagnostic = Diagnostic::new(Code::TYPE_UNKNOWN, span, "no such type");
        let diagnostic = diagnostic.with_related(span, "here");
        human(&Source::new("a.apib", text), &diagnostic, false)
    }

    #[test]
    fn places_on_one_line_share_an_excerpt() {
        let report = report("one\ntwo words\n", "words");
        assert_eq!(report.matches("two words").count(), 1, "{report}");
        assert!(report.contains("|     here"), "{report}");
    }

    #[test]
    fn line_ends_are_not_shown() {
        for end in ["\n", "\r\n"] {
            let report = report(&["one", "two", "three"].join(end), "two");
            assert!(report.contains("| two\n"), "{report}");
        }
    }

    #[test]
    fn marks_stand_below_wide_characters_and_tabs() {
        let report = report("名前\t(Type)", "Type");
        assert!(
            report.contains("| 名前    (Type)\n  |          ^^^^"),
            "{report}"
        );
        assert!(report.contains("a.apib:1:5"), "{report}");
    }

    #[test]
    fn a_part_of_the_document_is_a_place() {
        let diagnostic = Diagnostic::new(Code::OPERATION_LEFT_OUT, Span::default(), "no")
            .with_pointer("/paths/~1x/trace");
        let source = Source::new("a.json", "{}");
        let report = human(&source, &diagnostic, false);
        assert!(report.contains("--> a.json#/paths/~1x/trace\n"), "{report}");
        let line = json(&source, &diagnostic);
        assert!(line.contains(r#""pointer":"/paths/~1x/trace""#), "{line}");
    }

    #[test]
    fn the_end_of_the_text_is_a_place() {
        let span = Span::new(3, 3);
        let diagnostic = Diagnostic::new(Code::JSON_GUESSED, span, "more was expected");
        for text in ["[1,", "[1\n"] {
            let report = human(&Source::new("a.apib", text), &diagnostic, false);
            assert!(report.contains('^'), "{report}");
        }
    }

    #[test]
    fn long_lines_and_messages_are_cut() {
        let line = format!("{}(Type){}", "x".repeat(5000), "y".repeat(5000));
        let near = report(&line, "Type");
        assert!(near.lines().all(|line| line.len() < 200), "{near}");
        assert!(near.contains("a.apib:1:5002"), "{near}");
        let far = report(&format!("{}{line}", "x".repeat(LINE_LENGTH)), "Type");
        assert!(far.contains("a.apib:1:15002"), "{far}");
        assert!(!far.contains("xxx"), "{far}");
        assert_eq!(
            shortened(&"é".repeat(1000)).chars().count(),
            MESSAGE_LENGTH + 1
        );
    }
}
