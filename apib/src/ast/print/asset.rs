//! Bodies, schemas and header fields.

use crate::ast::{Header, Payload};
use crate::markdown::text;
use crate::source::MappedText;

use super::layout::{Piece, fenced, item};
use super::payload::reads_as_response;

pub(super) fn body(body: &MappedText) -> Piece {
    let expected = Payload {
        body: Some(body.clone()),
        ..Payload::default()
    };
    section("Body", body.text(), &expected)
}

pub(super) fn schema(schema: &MappedText) -> Piece {
    let expected = Payload {
        schema: Some(schema.clone()),
        ..Payload::default()
    };
    section("Schema", schema.text(), &expected)
}

pub(super) fn headers(headers: &[Header]) -> Option<Piece> {
    if headers.is_empty() {
        return None;
    }
    let expected = Payload {
        headers: headers.to_vec(),
        ..Payload::default()
    };
    let lines: Vec<String> = headers.iter().map(header_line).collect();
    Some(section("Headers", &lines.join("\n"), &expected))
}

fn header_line(Header { name, value }: &Header) -> String {
    // The parser takes one list marker off.
    let marker = if text::starts_with_marker(&name.text) {
        "+ "
    } else {
        ""
    };
    format!("{marker}{}: {}", name.text, value.text)
        .trim_end()
        .to_owned()
}

/// The section of an asset: indented code, or fenced where that reads as something else.
fn section(name: &str, content: &str, expected: &Payload) -> Piece {
    if content.is_empty() {
        return Piece::Item(format!("+ {name}"));
    }
    let code = item(name, &[Piece::code(content)]);
    let reads_back = reads_as_response(&[Piece::Item(code.clone())], expected);
    Piece::Item(if reads_back {
        code
    } else {
        item(name, &[Piece::Prose(fenced(content))])
    })
}
