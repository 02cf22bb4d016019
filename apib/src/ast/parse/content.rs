//! What stands below a heading: sections, bodies that ran out of theirs, and prose.

use crate::ast::Payload;
use crate::ast::description::Prose;
use crate::ast::payload;
use crate::ast::section;
use crate::markdown::{Block, Item};
use crate::source::{MappedText, Span, Text};

use super::{Parser, Place};

impl Parser<'_> {
    /// Blocks below a heading, which itself is prose if `heading` is given.
    pub(super) fn content(&mut self, heading: Option<Span>, blocks: &[Block]) {
        let mut prose = Prose::default();
        let mut adjoining = false;
        if let Some(heading) = heading {
            prose.add_span(heading, false);
            adjoining = true;
        }
        let mut blocks = blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            if let Some((item, span)) = block.as_item()
                && self.structural_item(item, span)
            {
                adjoining = false;
                continue;
            }
            if self.awaits_body() && payload::looks_like_body(self.source.slice(block.span)) {
                let mut span = block.span;
                while let Some(more) = blocks.next_if(|next| !self.is_structural(next)) {
                    span = span.to(more.span);
                }
                let body = payload::stray_body(self.source, span, &mut self.diagnostics);
                if let Some(payload) = self.last_payload() {
                    payload.body = Some(body);
                }
                adjoining = false;
                continue;
            }
            prose.add(block, adjoining);
            adjoining = true;
        }
        if let Some(text) = prose.into_text(self.source) {
            self.describe(text);
        }
    }

    fn describe(&mut self, text: Text) {
        let description = match self.place {
            Place::Api | Place::DataStructures => Some(&mut self.blueprint.description),
            Place::Group => self
                .blueprint
                .groups
                .last_mut()
                .map(|group| &mut group.description),
            Place::Resource => self.resource().map(|resource| &mut resource.description),
            Place::Action => self.action().map(|action| &mut action.description),
        };
        let Some(description) = description else {
            return;
        };
        *description = Some(match description.take() {
            Some(before) => Text::new(
                format!("{}\n\n{}", before.text, text.text),
                before.span.to(text.span),
            ),
            None => text,
        });
    }

    fn is_structural(&self, block: &Block) -> bool {
        block
            .as_item()
            .is_some_and(|(item, _)| section::classify(self.source, item.signature).is_some())
    }

    /// Takes an item in if it is a section of the current place.
    fn structural_item(&mut self, item: &Item, span: Span) -> bool {
        let Some(section) = section::classify(self.source, item.signature) else {
            return false;
        };
        match self.place {
            Place::Resource => self.resource_item(&section, item, span),
            Place::Action => self.action_item(section, item, span),
            Place::Api | Place::Group | Place::DataStructures => false,
        }
    }

    fn last_payload(&mut self) -> Option<&mut Payload> {
        let transaction = self.action()?.transactions.last_mut()?;
        transaction
            .responses
            .last_mut()
            .or(transaction.requests.last_mut())
    }

    /// True right behind a payload that has neither a body nor anything in its place.
    fn awaits_body(&mut self) -> bool {
        self.place == Place::Action
            && self.last_payload().is_some_and(|payload| {
                payload.body.as_ref().is_none_or(MappedText::is_blank)
                    && payload.model.is_none()
                    && payload.attributes.is_none()
            })
    }
}
