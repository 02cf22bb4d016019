//! The metadata section: `KEY: value` lines at the head of a document.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, text};
use crate::source::{Source, Span, Text};

use super::Metadata;

/// Takes the metadata off the front of the blocks: paragraphs before the first heading of which
/// every line is `KEY: value`. More than one is read, since starter text is sometimes left in
/// front of the real head.
pub(super) fn take(
    source: &Source,
    blocks: &mut Vec<Block>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Metadata> {
    let mut metadata = Vec::new();
    let mut others = Vec::new();
    let mut taken = 0;
    for (index, block) in blocks.iter().enumerate() {
        let content = source.slice(block.span);
        if let Some(entries) = underlined(source, block) {
            diagnostics.push(Diagnostic::new(
                Code::METADATA_UNDERLINED,
                block.span,
                "the dashes below make a heading of this line",
            ));
            metadata.push(entries);
        } else if block.kind != BlockKind::Prose {
            break;
        } else if let Some(entries) = paragraph(source, block.span) {
            metadata.extend(entries);
        } else if let Some((entries, rest)) = partial(source, block.span) {
            diagnostics.push(Diagnostic::new(
                Code::METADATA_WITH_PROSE,
                rest,
                "this is no metadata; it is read as description",
            ));
            metadata.extend(entries);
            others.push(Block {
                span: rest,
                ..block.clone()
            });
        } else if content.starts_with("---") {
            // The dashes above a fenced head say nothing.
            continue;
        } else if content.starts_with("<!--") && content.ends_with("-->") {
            others.push(block.clone());
            continue;
        } else {
            break;
        }
        taken = index + 1;
    }
    others.retain(|other| {
        blocks
            .get(taken)
            .is_none_or(|next| other.span.start < next.span.start)
    });
    blocks.splice(..taken, others);
    check(&metadata, diagnostics);
    metadata
}

/// Reports what other tools will make of it.
fn check(metadata: &[Metadata], diagnostics: &mut Vec<Diagnostic>) {
    for one in metadata {
        if one.key.text.eq_ignore_ascii_case("format")
            && !text::starts_with_ignoring_case(&one.value.text, "1A")
        {
            diagnostics.push(Diagnostic::new(
                Code::FORMAT_UNKNOWN,
                one.value.span,
                format!(
                    "the format of API Blueprint is called 1A, not `{}`",
                    one.value.text
                ),
            ));
        }
    }
}

fn paragraph(source: &Source, span: Span) -> Option<Vec<Metadata>> {
    text::lines(source, span)
        .map(|line| entry(source, line))
        .collect()
}

/// A paragraph that begins as metadata and goes on as prose.
fn partial(source: &Source, span: Span) -> Option<(Vec<Metadata>, Span)> {
    let entries: Vec<Metadata> = text::lines(source, span)
        .map_while(|line| entry(source, line))
        .collect();
    let rest = text::lines(source, span).nth(entries.len())?;
    let is_known =
        |key: &str| key.eq_ignore_ascii_case("format") || key.eq_ignore_ascii_case("host");
    let first = entries.first()?;
    is_known(&first.key.text).then(|| (entries, Span::new(rest.start, span.end)))
}

/// `KEY: value` above a line of dashes, which is a heading to Markdown.
fn underlined(source: &Source, block: &Block) -> Option<Metadata> {
    let BlockKind::Heading { title, .. } = block.kind else {
        return None;
    };
    let is_fence = source.slice(block.span).trim_end().ends_with("--");
    let entry = entry(source, title).filter(|_| is_fence)?;
    let is_key = entry
        .key
        .text
        .chars()
        .all(|c| c.is_ascii_uppercase() || c == '_');
    is_key.then_some(entry)
}

fn entry(source: &Source, line: Span) -> Option<Metadata> {
    let content = source.slice(line);
    let colon = content.find(':')?;
    let key = text::trim(source, Span::new(line.start, line.start + colon));
    let value = text::trim(source, Span::new(line.start + colon + 1, line.end));
    let name = source.slice(key).trim_start_matches('\u{feff}');
    let is_key = !name.is_empty()
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_- ".contains(c));
    // An address is no key.
    (is_key && !source.slice(value).starts_with("//")).then(|| Metadata {
        key: Text::new(name, Span::new(key.end - name.len(), key.end)),
        value: Text::new(source.slice(value), value),
    })
}
