//! Values that are none of the type that they stand for: OpenAPI and its tools reject them, so
//! that they are reported, and told in the description.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What a value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Sample,
    Default,
}

/// Reports a value, and adds it to a description.
pub(super) fn tell(
    role: Role,
    value: &Value,
    span: Span,
    description: &mut Option<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (code, label, word) = match role {
        Role::Sample => (Code::SAMPLE_DOES_NOT_FIT, "Sample", "sample"),
        Role::Default => (Code::DEFAULT_DOES_NOT_FIT, "Default", "default"),
    };
    diagnostics.push(of_other_type(code, word, value, span));
    add(description, &format!("{label}: `{}`", written(value)));
}

/// The finding of a value that is none of its type.
pub(super) fn of_other_type(code: Code, word: &str, value: &Value, span: Span) -> Diagnostic {
    let message = format!("the {word} `{}` is no value of its type", written(value));
    Diagnostic::new(code, span, message)
}

/// Adds a paragraph to a description.
pub(super) fn add(description: &mut Option<String>, words: &str) {
    *description = Some(match description.take() {
        Some(description) => format!("{description}\n\n{words}"),
        None => words.to_owned(),
    });
}

fn written(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
