//! Diagnostics for people and for tools.
//!
//! The rest of the library hands findings on as plain data; only here they meet a terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

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
        .primary_title(diagnostic.message.as_str())
        .id(code.as_str())
        .element(excerpt(
            source,
            diagnostic.span,
            AnnotationKind::Primary,
            None,
        ));
    for (span, message) in &diagnostic.related {
        report = report.element(excerpt(
            source,
            *span,
            AnnotationKind::Context,
            Some(message),
        ));
    }
    let report: Group<'_> = report
        .element(Level::NOTE.message(diagnostic.code.why()))
        .element(Level::HELP.message(diagnostic.code.remedy()));
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[report])
}

/// The first line of a span, which says where something is; bodies can be hundreds of lines.
fn excerpt<'a>(
    source: &'a Source,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let position = source.position(span.start);
    let (line, start) = source.line_at(span.start);
    let end = (start + (span.end - span.start)).min(line.len()).max(start);
    Snippet::source(line)
        .line_start(position.line)
        .path(position.file)
        .annotation(
            kind.span(start.min(line.len())..end.min(line.len()))
                .label(label),
        )
}

/// The finding as one line of JSON, for editors and scripts.
///
/// The fields are `code`, `severity`, `message`, `why`, `remedy`, `file`, `line`, `column` (both
/// from 1), `start` and `end` (bytes of the text with its includes), and `related` with the same place fields and a `message`.
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
    start: usize,
    end: usize,
}

fn place(source: &Source, span: Span) -> Place<'_> {
    let position = source.position(span.start);
    Place {
        file: position.file,
        line: position.line,
        column: position.column,
        start: span.start,
        end: span.end,
    }
}
