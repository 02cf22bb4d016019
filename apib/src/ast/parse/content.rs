//! What stands below a heading: sections and prose.

use crate::ast::Parameter;
use crate::ast::description::Prose;
use crate::ast::indentation;
use crate::ast::parameter;
use crate::ast::section::{self, Section};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item};
use crate::source::{Span, Text};

use super::{Parser, place};

impl Parser<'_> {
    /// Blocks below a heading, which itself is prose if `heading` is given.
    pub(super) fn content(&mut self, heading: Option<Span>, blocks: Vec<Block>) {
        let mut prose = Prose::default();
        let mut adjoining = false;
        if let Some(heading) = heading {
            prose.add_span(heading, false);
            adjoining = true;
        }
        let blocks = if self.place.is_in_resource() {
            indentation::nest(self.source, blocks, false, &mut self.diagnostics)
        } else {
            blocks
        };
        for block in blocks {
            let Block { kind, span } = block;
            if let BlockKind::Item(item) = kind
                && self.list_section(item, span)
            {
                adjoining = false;
                continue;
            }
            prose.add_span(span, adjoining);
            adjoining = true;
        }
        if let Some(text) = prose.into_text(self.source) {
            self.describe(text);
        }
    }

    /// Takes an item in if it is a section of the current place.
    fn list_section(&mut self, item: Item, span: Span) -> bool {
        let Some(section) = section::classify(self.source, item.signature) else {
            return false;
        };
        let rejected = match self.place.section() {
            place::Section::Resource => self.resource_section(&section, item, span),
            place::Section::Action => return self.action_section(section, item, span).is_none(),
            _ => Some(item),
        };
        let Some(item) = rejected else { return true };
        let has_payload = item.blocks.iter().any(|block| match &block.kind {
            BlockKind::Item(nested) => section::classify(self.source, nested.signature)
                .is_some_and(|nested| nested.is_of_payload()),
            kind => *kind == BlockKind::Code,
        });
        let is_request = matches!(section, Section::Request { .. } | Section::Response { .. });
        if is_request && has_payload {
            self.diagnostics.push(Diagnostic::new(
                Code::PAYLOAD_WITHOUT_ACTION,
                item.signature,
                "no heading above names the method that this belongs to",
            ));
        }
        false
    }

    /// The parameters of a section; what is none of them describes the current place.
    pub(super) fn parameters(&mut self, item: &Item) -> Vec<Parameter> {
        let (parameters, others) = parameter::of_section(self.source, item, &mut self.diagnostics);
        let mut prose = Prose::default();
        for block in others {
            prose.add(block, false);
        }
        if let Some(text) = prose.into_text(self.source) {
            self.describe(text);
        }
        parameters
    }

    fn describe(&mut self, text: Text) {
        let description = match self.place.section() {
            place::Section::Api => Some(&mut self.blueprint.description),
            place::Section::DataStructures => {
                self.data_structures_prose(text.span);
                Some(&mut self.blueprint.description)
            }
            place::Section::Group => self
                .blueprint
                .groups
                .last_mut()
                .map(|group| &mut group.description),
            place::Section::Resource => self
                .current_resource()
                .map(|resource| &mut resource.description),
            place::Section::Action => self.current_action().map(|action| &mut action.description),
        };
        let Some(description) = description else {
            return;
        };
        match description {
            Some(before) => {
                before.text.push_str("\n\n");
                before.text.push_str(&text.text);
                before.span = before.span.to(text.span);
            }
            none => *none = Some(text),
        }
    }
}
