//! Sections, and what belongs into them, that are not indented far enough.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item};
use crate::source::{Source, Span};

use super::section::{self, Section};
use super::{asset, headers};

/// Puts each block below the section in front of it that it was meant for, if there is one.
///
/// `in_payload` says that the blocks stand in a payload, where prose below an empty body can be
/// nothing else than that body.
pub(super) fn nest(
    source: &Source,
    blocks: Vec<Block>,
    in_payload: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut nested: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut nesting = Nesting {
        source,
        in_payload,
        open_brackets: None,
        diagnostics,
    };
    for block in blocks {
        let rejected = match nested.last_mut() {
            Some(last) => nesting.adopt(last, block),
            None => Some(block),
        };
        if let Some(block) = rejected {
            nesting.open_brackets = None;
            nested.push(block);
        }
    }
    nested
}

struct Nesting<'a> {
    source: &'a Source,
    in_payload: bool,
    /// How many brackets of the last block's body are open, as far as that was asked.
    open_brackets: Option<usize>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Nesting<'_> {
    /// Puts a block below a section, or below the last one in it. Gives back what belongs
    /// elsewhere.
    fn adopt(&mut self, parent: &mut Block, block: Block) -> Option<Block> {
        let BlockKind::Item(item) = &mut parent.kind else {
            return Some(block);
        };
        let Some(section) = section::classify(self.source, item.signature) else {
            return Some(block);
        };
        let block_span = block.span;
        let block = match item.blocks.last_mut() {
            Some(last) if section.is_payload() => self.adopt(last, block),
            _ => Some(block),
        };
        let Some(block) = block else {
            parent.span = parent.span.to(block_span);
            return None;
        };
        let Some(code) = self.reason(&section, item, parent.span, &block) else {
            return Some(block);
        };
        let is_asset = block.as_item().is_none();
        let is_continued = is_asset && self.open_brackets.is_some_and(|open| open > 0);
        if let Some(open) = &mut self.open_brackets {
            *open = asset::open_brackets(self.source.slice(block.span), *open);
        }
        match (item.blocks.last_mut(), self.diagnostics.last_mut()) {
            (Some(body), Some(last)) if is_continued && last.code == code => {
                last.span = last.span.to(block.span);
                body.span = body.span.to(block.span);
            }
            _ => {
                self.diagnostics
                    .push(under_indented(self.source, code, block.span));
                item.blocks.push(Block {
                    // What is taken for an asset is one from here on.
                    kind: if is_asset {
                        BlockKind::Code
                    } else {
                        block.kind
                    },
                    span: block.span,
                });
            }
        }
        parent.span = parent.span.to(block_span);
        None
    }

    /// Why a block belongs below a section that it stands behind; nothing if it does not.
    fn reason(
        &mut self,
        section: &Section,
        item: &Item,
        span: Span,
        block: &Block,
    ) -> Option<Code> {
        let text = self.source.slice(block.span);
        let is_item = block.as_item().is_some();
        let is_empty = item.blocks.is_empty();
        match section {
            Section::Headers { .. } => (is_empty && !is_item && headers::looks_like(text))
                .then_some(Code::SECTION_UNDER_INDENTED),
            Section::Body | Section::Schema => {
                let is_asset = block.kind == BlockKind::Code
                    || asset::looks_like(text)
                    || (self.in_payload && block.kind == BlockKind::Prose);
                let is_body = *section == Section::Body;
                let belongs = (is_empty && !is_item && is_asset && self.is_blank_beside(item))
                    || (!is_item && self.is_unfinished(item, span));
                belongs.then_some(if is_body {
                    Code::BODY_UNDER_INDENTED
                } else {
                    Code::SECTION_UNDER_INDENTED
                })
            }
            Section::Attributes { is_typed: false } | Section::Parameters => {
                let (nested, _) = block.as_item()?;
                let column = self.column(span);
                // Those that were put here before are not indented either.
                let first = item.items().next();
                let has_members = first.is_some_and(|(_, span)| self.column(span) > column);
                let is_section = section::classify(self.source, nested.signature).is_some();
                (!has_members && !is_section).then_some(Code::SECTION_UNDER_INDENTED)
            }
            Section::Request { .. } | Section::Response { .. } | Section::Model { .. } => {
                if let Some((nested, _)) = block.as_item() {
                    return self
                        .is_part(item, nested)
                        .then_some(Code::SECTION_UNDER_INDENTED);
                }
                let belongs = (asset::looks_like(text) && self.awaits_body(item))
                    || self.is_unfinished(item, span);
                belongs.then_some(Code::BODY_UNDER_INDENTED)
            }
            Section::Attributes { is_typed: true } | Section::Relation { .. } => None,
        }
    }

    fn is_blank_beside(&self, item: &Item) -> bool {
        !self.source.slice(item.signature).contains(['{', '[', '<'])
    }

    /// True for a section behind a payload that can only be a part of it.
    fn is_part(&self, payload: &Item, nested: &Item) -> bool {
        match section::classify(self.source, nested.signature) {
            Some(Section::Headers { .. } | Section::Body | Section::Schema) => true,
            // An action has attributes of its own, but in front of its payloads.
            Some(Section::Attributes { .. }) => self.awaits_body(payload),
            _ => false,
        }
    }

    /// True for a payload that has neither a body nor anything in its place.
    fn awaits_body(&self, payload: &Item) -> bool {
        !payload.blocks.iter().any(|block| match &block.kind {
            BlockKind::Item(nested) => matches!(
                section::classify(self.source, nested.signature),
                Some(Section::Attributes { .. } | Section::Body)
            ),
            BlockKind::Code => true,
            BlockKind::Prose | BlockKind::Heading { .. } => {
                let text = self.source.slice(block.span);
                asset::looks_like(text) || text.trim_end().ends_with("[]")
            }
        })
    }

    /// True if the last body in a section has brackets that are still open.
    fn is_unfinished(&mut self, item: &Item, span: Span) -> bool {
        let open = self.open_brackets.unwrap_or_else(|| {
            let last = item.blocks.iter().rposition(|block| {
                block.as_item().is_none() && self.source.slice(block.span).starts_with(['{', '['])
            });
            match last {
                Some(last) => {
                    let body = Span::new(item.blocks[last].span.start, span.end);
                    asset::open_brackets(self.source.slice(body), 0)
                }
                None => 0,
            }
        });
        self.open_brackets = Some(open);
        open > 0
    }

    /// How far into its line a span starts.
    fn column(&self, span: Span) -> usize {
        let before = &self.source.text()[..span.start];
        before.len() - before.rfind('\n').map_or(0, |newline| newline + 1)
    }
}

pub(super) fn under_indented(source: &Source, code: Code, span: Span) -> Diagnostic {
    let message = if code == Code::BODY_UNDER_INDENTED {
        "this body is not indented far enough to be part of its section"
    } else {
        "this is not indented far enough to be part of the section above"
    };
    let first_line = source
        .slice(span)
        .find('\n')
        .unwrap_or(span.end - span.start);
    let span = if code == Code::BODY_UNDER_INDENTED {
        span
    } else {
        Span::new(span.start, span.start + first_line)
    };
    Diagnostic::new(code, span, message)
}
