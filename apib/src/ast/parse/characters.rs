//! Characters that other tools stumble over, or that are none.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Reports tabs, carriage returns and characters that are no text, each kind at its first place.
pub(super) fn check(source: &Source) -> Vec<Diagnostic> {
    let text = source.text();
    let at = |code, start: Option<usize>, length: usize, message: &str| {
        start.map(|start| Diagnostic::new(code, Span::new(start, start + length), message))
    };
    let lost = char::REPLACEMENT_CHARACTER;
    [
        at(
            Code::TABS,
            text.find('\t'),
            1,
            "the first of the document's tabs",
        ),
        at(
            Code::CARRIAGE_RETURNS,
            source.carriage_return(),
            1,
            "the first of the document's carriage returns",
        ),
        at(
            Code::CHARACTER_UNREADABLE,
            text.find('\0'),
            1,
            "a NUL character stands here",
        ),
        at(
            Code::CHARACTER_UNREADABLE,
            text.find(lost),
            lost.len_utf8(),
            "bytes that are no UTF-8 stood here",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
