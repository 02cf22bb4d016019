//! Requests, responses and models.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item, text};
use crate::mson;
use crate::source::{MappedText, Source, Span, Text};

use super::description::{self, Prose};
use super::section::{self, Section};
use super::{Header, Payload, parameter};

/// Fills a payload with what stands below its item.
pub(super) fn fill(
    source: &Source,
    mut payload: Payload,
    item: &Item,
    diagnostics: &mut Vec<Diagnostic>,
) -> Payload {
    let has_sections = item
        .items()
        .any(|(nested, _)| is_payload_section(source, nested));
    if has_sections {
        fill_from_sections(source, &mut payload, item, diagnostics);
    } else {
        fill_abbreviated(source, &mut payload, item, diagnostics);
    }
    payload
}

/// The header fields of an asset, one a line.
pub(super) fn headers(source: &Source, asset: &MappedText) -> Vec<Header> {
    text::lines(source, asset.whole_span())
        .filter_map(|line| {
            let content = source.slice(line);
            let colon = content.find(':')?;
            let name = text::trim(source, Span::new(line.start, line.start + colon));
            let value = text::trim(source, Span::new(line.start + colon + 1, line.end));
            let unmarked = text::without_marker(source.slice(name)).unwrap_or(source.slice(name));
            (!unmarked.is_empty()).then(|| Header {
                name: Text::new(unmarked, name),
                value: Text::new(source.slice(value), value),
            })
        })
        .collect()
}

fn is_payload_section(source: &Source, item: &Item) -> bool {
    matches!(
        section::classify(source, item.signature),
        Some(
            Section::Headers { .. }
                | Section::Body
                | Section::Schema
                | Section::Attributes
                | Section::Parameters
        )
    )
}

fn fill_from_sections(
    source: &Source,
    payload: &mut Payload,
    item: &Item,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut prose = Prose::default();
    let mut adjoining = false;
    for block in &item.blocks {
        let section = block
            .as_item()
            .and_then(|(nested, _)| Some((nested, section::classify(source, nested.signature)?)));
        let Some((nested, section)) = section else {
            match block.kind {
                BlockKind::Code if payload.body.is_none() => {
                    payload.body = Some(text::asset(source, block.span));
                }
                _ => prose.add(block, adjoining),
            }
            adjoining = true;
            continue;
        };
        adjoining = false;
        match section {
            Section::Headers { singular } => {
                if singular {
                    diagnostics.push(Diagnostic::new(
                        Code::HEADER_SECTION_SINGULAR,
                        nested.signature,
                        "this section is called `Header`; its lines are read as header fields",
                    ));
                }
                let asset = asset_of(source, nested, block.span);
                payload.headers.extend(headers(source, &asset));
            }
            Section::Body => payload.body = Some(asset_of(source, nested, block.span)),
            Section::Schema => payload.schema = Some(asset_of(source, nested, block.span)),
            Section::Attributes => {
                payload.attributes = Some(mson::parse::of_attributes(
                    source,
                    nested,
                    block.span,
                    diagnostics,
                ));
            }
            Section::Parameters => {
                payload
                    .parameters
                    .extend(parameter::of_section(source, nested));
            }
            _ => prose.add(block, false),
        }
    }
    payload.description = prose.into_text(source);
}

/// A payload without sections: prose, then a body; or a reference to a model.
fn fill_abbreviated(
    source: &Source,
    payload: &mut Payload,
    item: &Item,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let [Block { span, .. }] = &item.blocks[..]
        && let Some(name) = model_reference(source, *span)
    {
        payload.model = Some(name);
        return;
    }
    let code = item
        .blocks
        .iter()
        .position(|block| block.kind == BlockKind::Code);
    let start = code.or_else(|| {
        let body = item
            .blocks
            .iter()
            .position(|block| looks_like_body(source.slice(block.span)))?;
        diagnostics.push(under_indented(item.blocks[body].span));
        Some(body)
    });
    let (prose, body) = item.blocks.split_at(start.unwrap_or(item.blocks.len()));
    payload.description = description::of_blocks(source, prose);
    if let (Some(first), Some(last)) = (body.first(), body.last()) {
        payload.body = Some(text::asset(source, first.span.to(last.span)));
    }
}

/// The body of a payload that ran out of its list item for want of indentation.
pub(super) fn stray_body(
    source: &Source,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> MappedText {
    diagnostics.push(under_indented(span));
    text::asset(source, span)
}

fn under_indented(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BODY_UNDER_INDENTED,
        span,
        "this body is not indented far enough to be part of its section",
    )
}

/// True for text that nobody writes as prose.
pub(super) fn looks_like_body(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '<'])
        || text.starts_with("```")
        || (text.starts_with('[') && !text.contains("]["))
}

/// `[Name][]`
fn model_reference(source: &Source, span: Span) -> Option<Text> {
    let name = source
        .slice(span)
        .trim()
        .strip_suffix("[]")?
        .trim_end()
        .strip_prefix('[')?
        .strip_suffix(']')?;
    Some(Text::new(name.trim(), span))
}

/// Everything below an asset section's first line.
fn asset_of(source: &Source, item: &Item, span: Span) -> MappedText {
    let mut content = text::trim_start(source, Span::new(item.signature.end, span.end));
    // `+ Body:` is as good as `+ Body`.
    if source.slice(content).starts_with(':') {
        content = text::trim_start(source, Span::new(content.start + 1, content.end));
    }
    let prose_then_code = item
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Code);
    match (item.blocks.first(), prose_then_code) {
        (Some(first), Some(code))
            if first.kind == BlockKind::Prose && !looks_like_body(source.slice(first.span)) =>
        {
            text::asset(source, code.span)
        }
        _ => text::asset(source, content),
    }
}
