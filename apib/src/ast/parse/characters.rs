//! Characters that other tools stumble over, or that are none.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Reports tabs, carriage returns and characters that are no text, each kind at its first place.
pub(super) fn check(source: &Source) -> Vec<Diagnostic> {
    let bytes = source.text().as_bytes();
    let at = |code, start: Option<usize>, length: usize, message: &str| {
        start.map(|start| Diagnostic::new(code, Span::new(start, start + length), message))
    };
    let lost = "\u{fffd}";
    [
        at(
            Code::TABS,
            memchr::memchr(b'\t', bytes),
            1,
            "the first of the document's tabs",
        ),
        at(
            Code::CARRIAGE_RETURNS,
            memchr::memchr(b'\r', bytes),
            1,
            "the first of the document's carriage returns",
        ),
        at(
            Code::CARRIAGE_RETURN_ALONE,
            source.lone_carriage_return(),
            1,
            "the first carriage return that ends a line alone",
        ),
        at(
            Code::CHARACTER_UNREADABLE,
            memchr::memchr(0, bytes),
            1,
            "a NUL character stands here",
        ),
        at(
            Code::CHARACTER_UNREADABLE,
            memchr::memmem::find(bytes, lost.as_bytes()),
            lost.len(),
            "bytes that are no UTF-8 stood here",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
