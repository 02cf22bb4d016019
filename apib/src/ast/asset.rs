//! Asset sections: bodies and schemas.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{BlockKind, Item, text};
use crate::source::{MappedText, Source, Span};

/// The asset of a `Body` or `Schema` section: everything below its keyword, or beside it.
pub(super) fn of_section(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> MappedText {
    let keyword = source
        .slice(item.signature)
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(item.signature.end - item.signature.start);
    let keyword_end = item.signature.start + keyword;
    let mut content = text::trim_start(source, Span::new(keyword_end, span.end));
    // `+ Body:` is as good as `+ Body`.
    if source.slice(content).starts_with(':') {
        content = text::trim_start(source, Span::new(content.start + 1, content.end));
    }
    if content.start < item.signature.end && content.start < content.end {
        diagnostics.push(Diagnostic::new(
            Code::ASSET_BESIDE_KEYWORD,
            Span::new(content.start, item.signature.end),
            "this belongs into the lines below",
        ));
        return text::asset(source, content);
    }
    let prose_then_code = item
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Code);
    match (item.blocks.first(), prose_then_code) {
        (Some(first), Some(code))
            if first.kind == BlockKind::Prose && !looks_like(source.slice(first.span)) =>
        {
            text::asset(source, code.span)
        }
        _ => text::asset(source, content),
    }
}

/// True for text that nobody writes as prose.
pub(super) fn looks_like(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '<'])
        || text.starts_with("```")
        || (text.starts_with('[') && !text.contains("]["))
}

/// True for text that is JSON and nothing else, even in front of a code block.
pub(super) fn looks_like_json(text: &str) -> bool {
    let mut characters = text.trim_start().chars();
    match characters.next() {
        Some('{') => true,
        Some('[') => {
            let next = characters.next();
            next.is_none_or(|next| next == '{' || next == '"' || next.is_whitespace())
        }
        _ => false,
    }
}

/// How many brackets are open behind a text of JSON, if `open` were open before it.
pub(super) fn open_brackets(text: &str, open: usize) -> usize {
    let mut open = open;
    let mut in_string = false;
    let mut is_escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            // A string ends with its line, so that a quote too few does not hide the rest.
            b'\n' => in_string = false,
            b'{' | b'[' if !in_string => open += 1,
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

/// Two assets as one, for a section that stands twice.
pub(super) fn joined(first: MappedText, second: &MappedText) -> MappedText {
    if second.is_blank() {
        return first;
    }
    let mut both = first;
    let start = second.whole_span().start;
    both.push("\n", start.saturating_sub(1));
    both.append(second);
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_count() {
        assert_eq!(open_brackets("{\"a\": \"}\\\"]\", \"b\": [", 0), 2);
        assert_eq!(open_brackets("]}", 2), 0);
        assert_eq!(open_brackets("{\"a: 1\n}", 0), 0);
    }
}
