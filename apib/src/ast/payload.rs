//! Payload sections: requests, responses and models.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item, text};
use crate::media_type;
use crate::mson;
use crate::source::{Source, Span, Text};

use super::description::Prose;
use super::indentation::{self, under_indented};
use super::section::{self, Section};
use super::{Payload, asset, headers, parameter};

/// Fills a payload with what stands below its item.
pub(super) fn fill(
    source: &Source,
    mut payload: Payload,
    item: Item,
    diagnostics: &mut Vec<Diagnostic>,
) -> Payload {
    let blocks = indentation::nest(source, item.blocks, true, diagnostics);
    let mut filling = Filling {
        source,
        payload: &mut payload,
        prose: Prose::default(),
        adjoining: false,
        diagnostics,
    };
    let has_sections = blocks
        .iter()
        .filter_map(Block::as_item)
        .any(|(nested, _)| section_of(source, nested).is_some());
    if has_sections {
        filling.sections(&blocks);
    } else {
        filling.abbreviated(&blocks);
    }
    let prose = filling.prose;
    payload.description = prose.into_text(source);
    payload
}

/// The section of a payload that an item is.
fn section_of(source: &Source, item: &Item) -> Option<Section> {
    section::classify(source, item.signature).filter(Section::is_of_payload)
}

struct Filling<'a> {
    source: &'a Source,
    payload: &'a mut Payload,
    prose: Prose,
    adjoining: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Filling<'_> {
    fn sections(&mut self, blocks: &[Block]) {
        let has_body = blocks
            .iter()
            .filter_map(Block::as_item)
            .any(|(item, _)| section::classify(self.source, item.signature) == Some(Section::Body));
        for block in blocks {
            let section = block
                .as_item()
                .and_then(|(nested, _)| Some((nested, section_of(self.source, nested)?)));
            match section {
                Some((nested, section)) => {
                    self.adjoining = false;
                    self.section(&section, nested, block.span, has_body);
                }
                None => self.between_sections(block, has_body),
            }
        }
    }

    fn section(&mut self, section: &Section, item: &Item, span: Span, has_body: bool) {
        match section {
            Section::Headers { singular } => {
                let headers =
                    headers::of_section(self.source, item, span, *singular, self.diagnostics);
                self.payload.headers.extend(headers);
            }
            Section::Body => {
                let body = asset::of_section(self.source, item, span, self.diagnostics);
                self.payload.body = Some(match self.payload.body.take() {
                    Some(before) if !before.is_blank() => {
                        self.repeated(item, "both bodies are kept as examples");
                        asset::joined(before, &body)
                    }
                    _ => body,
                });
            }
            Section::Schema => {
                let schema = asset::of_section(self.source, item, span, self.diagnostics);
                if self.payload.schema.is_some() {
                    self.repeated(
                        item,
                        "the first schema counts, this one is kept as description",
                    );
                    self.prose.add_span(span, false);
                } else {
                    self.payload.schema = Some(schema);
                }
            }
            Section::Attributes { .. } => {
                let attributes =
                    mson::parse::of_attributes(self.source, item, span, self.diagnostics);
                match &mut self.payload.attributes {
                    Some(before) => {
                        before.merge(attributes);
                        self.repeated(item, "the attributes of both are read as one list");
                    }
                    none => *none = Some(Box::new(attributes)),
                }
            }
            Section::Parameters => {
                self.diagnostics.push(Diagnostic::new(
                    Code::PARAMETERS_OF_REQUEST,
                    item.signature,
                    "these parameters stand below a payload",
                ));
                let (parameters, others) =
                    parameter::of_section(self.source, item, self.diagnostics);
                self.payload.parameters.extend(parameters);
                for block in others {
                    self.between_sections(block, has_body);
                    self.adjoining = false;
                }
            }
            _ => {}
        }
    }

    /// What stands beside the sections of a payload: prose, a reference to a model, or a body
    /// without its keyword.
    fn between_sections(&mut self, block: &Block, has_body: bool) {
        let content = self.source.slice(block.span);
        let lacks_body = !has_body && self.payload.body.is_none();
        match &block.kind {
            BlockKind::Code if lacks_body => {
                self.payload.body = Some(text::asset(self.source, block.span));
                self.adjoining = false;
                return;
            }
            BlockKind::Prose if lacks_body && asset::looks_like_json(content) => {
                self.diagnostics.push(under_indented(
                    self.source,
                    Code::BODY_UNDER_INDENTED,
                    block.span,
                ));
                self.payload.body = Some(text::asset(self.source, block.span));
                self.adjoining = false;
                return;
            }
            BlockKind::Prose if self.payload.model.is_none() => {
                if let Some(name) = model_reference(self.source, block.span) {
                    self.payload.model = Some(name);
                    self.adjoining = false;
                    return;
                }
            }
            BlockKind::Item(item) => self.unknown_section(item),
            _ => {}
        }
        self.prose.add(block, self.adjoining);
        self.adjoining = true;
    }

    /// A payload without sections: prose, then a body; or a reference to a model.
    fn abbreviated(&mut self, blocks: &[Block]) {
        let source = self.source;
        let reference = blocks.iter().position(|block| {
            block.as_item().is_none() && model_reference(source, block.span).is_some()
        });
        if let Some(at) = reference {
            for (index, block) in blocks.iter().enumerate() {
                if index == at {
                    self.payload.model = model_reference(source, block.span);
                } else {
                    self.prose.add(block, false);
                }
            }
            return;
        }
        let code = blocks
            .iter()
            .position(|block| block.kind == BlockKind::Code);
        let in_front = &blocks[..code.unwrap_or(blocks.len())];
        let stray = in_front.iter().position(|block| {
            let content = source.slice(block.span);
            asset::looks_like_json(content) || (code.is_none() && asset::looks_like(content))
        });
        // What is no JSON and stands below the media type of a text is that text (specification,
        // "Payload section": without nested sections, the content is the body).
        let has_text = || {
            let media_type = self.payload.media_type.as_ref();
            media_type.is_some_and(|media_type| media_type::is_text(&media_type.text))
                && blocks.iter().all(|block| block.kind == BlockKind::Prose)
                && !blocks.is_empty()
        };
        let stray = stray.or_else(|| has_text().then_some(0));
        if let Some(stray) = stray {
            self.diagnostics.push(under_indented(
                source,
                Code::BODY_UNDER_INDENTED,
                blocks[stray].span,
            ));
        }
        let (prose, body) = blocks.split_at(stray.or(code).unwrap_or(blocks.len()));
        for block in prose {
            if let BlockKind::Item(item) = &block.kind {
                self.unknown_section(item);
            }
            self.prose.add(block, self.adjoining);
            self.adjoining = true;
        }
        if let (Some(first), Some(last)) = (body.first(), body.last()) {
            self.payload.body = Some(text::asset(source, first.span.to(last.span)));
        }
    }

    fn repeated(&mut self, item: &Item, message: &str) {
        self.diagnostics.push(Diagnostic::new(
            Code::SECTION_REPEATED,
            item.signature,
            format!("this section stands here for the second time; {message}"),
        ));
    }

    /// Reports an item that holds code, as sections of a payload do, and is none of them.
    fn unknown_section(&mut self, item: &Item) {
        if item
            .blocks
            .iter()
            .all(|block| block.kind != BlockKind::Code)
        {
            return;
        }
        let name = self.source.slice(item.signature);
        self.diagnostics.push(Diagnostic::new(
            Code::SECTION_UNKNOWN,
            item.signature,
            format!("no section of a payload is called `{name}`"),
        ));
    }
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
    let words: Vec<&str> = name.split_whitespace().collect();
    (!name.is_empty() && !name.contains(['[', ']'])).then(|| Text::new(words.join(" "), span))
}
