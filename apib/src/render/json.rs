//! Findings as tools read them.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

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
