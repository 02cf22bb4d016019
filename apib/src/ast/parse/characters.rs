//! Characters that other tools stumble over, or that are none.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Reports tabs, carriage returns and characters that are no text, each kind at its first place.
pub(super) fn check(source: &Source) -> Vec<Diagnostic> {
    let text = source.text();
    let mut diagnostics = Vec::new();
    let mut once = |code, character: char, message: String| {
        if let Some(at) = text.find(character) {
            let span = Span::new(at, at + character.len_utf8());
            diagnostics.push(Diagnostic::new(code, span, message));
        }
    };
    let places = |character: u8| {
        let count = text.bytes().filter(|byte| *byte == character).count();
        if count == 1 {
            "1 place".to_owned()
        } else {
            format!("{count} places")
        }
    };
    once(
        Code::TABS,
        '\t',
        format!("there are tabs at {}, the first one here", places(b'\t')),
    );
    once(
        Code::CARRIAGE_RETURNS,
        '\r',
        format!(
            "there are carriage returns at {}, the first one here",
            places(b'\r')
        ),
    );
    once(
        Code::CHARACTER_UNREADABLE,
        '\0',
        "a NUL character stands here".to_owned(),
    );
    once(
        Code::CHARACTER_UNREADABLE,
        char::REPLACEMENT_CHARACTER,
        "a replacement character stands here, in the place of bytes that are no UTF-8".to_owned(),
    );
    diagnostics
}
