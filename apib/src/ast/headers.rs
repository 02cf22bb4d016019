//! The headers section.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Item, text};
use crate::source::{Source, Span, Text};

use super::Header;

/// The header fields of a `Headers` section, one a line.
pub(super) fn of_section(
    source: &Source,
    item: &Item,
    span: Span,
    singular: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Header> {
    if singular {
        diagnostics.push(Diagnostic::new(
            Code::HEADER_SECTION_SINGULAR,
            item.signature,
            "this section is called `Header`; its lines are read as header fields",
        ));
    }
    let content = Span::new(item.signature.end, span.end);
    text::lines(source, content)
        .map(|line| text::trim(source, line))
        .filter(|line| !matches!(source.slice(*line), "" | ":"))
        .map(|line| without_marker(source, line))
        .filter(|line| text::fence(source.slice(*line)).is_none())
        .filter_map(|line| header(source, line, diagnostics))
        .collect()
}

/// True for text of which every line is a header field.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().all(|line| {
        line.split_once(':')
            .is_some_and(|(name, _)| is_field_name(name.trim()))
    })
}

/// `+ X-A: 1` is a list item.
fn without_marker(source: &Source, line: Span) -> Span {
    let content = source.slice(line);
    let content = text::without_marker(content).unwrap_or(content);
    Span::new(line.end - content.len(), line.end)
}

fn header(source: &Source, line: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Header> {
    let content = source.slice(line);
    let colon = content.find(':').filter(|colon| *colon > 0);
    let name_length = colon.or_else(|| {
        let word = content.split_whitespace().next().unwrap_or_default();
        let is_field = is_field_name(word);
        diagnostics.push(Diagnostic::new(
            Code::HEADER_MALFORMED,
            line,
            if is_field {
                "no colon stands behind the name of this header field"
            } else {
                "this is no header field"
            },
        ));
        is_field.then_some(word.len())
    })?;
    let name = text::trim(source, Span::new(line.start, line.start + name_length));
    let value = Span::new(line.start + name_length, line.end);
    let value = match source.slice(value).strip_prefix(':') {
        Some(rest) => Span::new(line.end - rest.len(), line.end),
        None => value,
    };
    let value = text::trim(source, value);
    Some(Header {
        name: Text::new(source.slice(name), name),
        value: Text::new(source.slice(value), value),
    })
}

/// A token of RFC 9110, section 5.6.2.
fn is_field_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}
