//! From blocks to the tree.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{self, Block, BlockKind, Item, text};
use crate::mson::{self, NamedType};
use crate::source::{Source, Span, Text};

use super::description::Prose;
use super::heading::{self, Heading};
use super::section::{self, Section};
use super::{Action, Blueprint, Payload, Resource, ResourceGroup, metadata, parameter, payload};

pub(super) fn blueprint(source: &Source) -> (Blueprint, Vec<Diagnostic>) {
    let blocks = markdown::parse(source);
    let (metadata, blocks) = metadata::take(source, &blocks);
    let mut parser = Parser {
        source,
        blueprint: Blueprint {
            metadata,
            ..Blueprint::default()
        },
        place: Place::Api,
        resource_level: 0,
        diagnostics: Vec::new(),
    };
    for section in headed_sections(blocks) {
        parser.section(&section);
    }
    (parser.blueprint, parser.diagnostics)
}

/// A heading and the blocks up to the next one.
struct HeadedSection<'a> {
    heading: Option<(u8, Span, Span)>,
    blocks: &'a [Block],
}

fn headed_sections(blocks: &[Block]) -> impl Iterator<Item = HeadedSection<'_>> {
    let mut rest = blocks;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let heading = match first.kind {
            BlockKind::Heading { level, title } => Some((level, title, first.span)),
            _ => None,
        };
        let body = if heading.is_some() { &rest[1..] } else { rest };
        let length = body
            .iter()
            .position(|block| matches!(block.kind, BlockKind::Heading { .. }))
            .unwrap_or(body.len());
        rest = &body[length..];
        Some(HeadedSection {
            heading,
            blocks: &body[..length],
        })
    })
}

/// What the next block belongs to: always the last one of its kind in the tree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Api,
    Group,
    Resource,
    Action,
    DataStructures,
}

struct Parser<'a> {
    source: &'a Source,
    blueprint: Blueprint,
    place: Place,
    /// The level of the heading that opened the current resource.
    resource_level: u8,
    diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn section(&mut self, section: &HeadedSection<'_>) {
        let Some((level, title, span)) = section.heading else {
            self.content(None, section.blocks);
            return;
        };
        if text::is_tight_heading(self.source.slice(span)) {
            self.diagnostics.push(Diagnostic::new(
                Code::HEADING_WITHOUT_BLANK,
                title,
                "no blank stands between the `#` signs and this heading",
            ));
        }
        match heading::classify(self.source, title) {
            Heading::Group { name } => {
                self.blueprint.groups.push(ResourceGroup {
                    name: Some(name),
                    ..ResourceGroup::default()
                });
                self.place = Place::Group;
                self.content(None, section.blocks);
            }
            Heading::DataStructures => {
                self.place = Place::DataStructures;
            }
            Heading::Resource { name, uri } => {
                self.open_resource(level, span, name, Some(uri));
                self.content(None, section.blocks);
            }
            Heading::Action { name, method } => {
                if !matches!(self.place, Place::Resource | Place::Action) {
                    self.open_resource(level.saturating_sub(1), span, None, None);
                    self.diagnostics.push(Diagnostic::new(
                        Code::ACTION_WITHOUT_RESOURCE,
                        title,
                        "this action stands below no resource, so it has no URI",
                    ));
                }
                self.open_action(span, name, method, None);
                self.content(None, section.blocks);
            }
            Heading::Endpoint { name, method, uri } => {
                let within_resource = matches!(self.place, Place::Resource | Place::Action)
                    && level > self.resource_level;
                if within_resource {
                    self.open_action(span, name, method, Some(uri));
                } else {
                    self.open_resource(level, span, name.clone(), Some(uri));
                    self.open_action(span, name, method, None);
                }
                self.content(None, section.blocks);
            }
            Heading::Other { title } => self.other(title, span, section.blocks),
        }
    }

    /// A heading without a keyword: the API's name, a named type, or prose.
    fn other(&mut self, title: Text, span: Span, blocks: &[Block]) {
        if self.place == Place::DataStructures {
            let element = mson::parse::of_heading(self.source, title.span, blocks);
            if let Some(name) = element.name.clone() {
                self.blueprint.types.push(NamedType { name, element });
            }
        } else if self.place == Place::Api && self.blueprint.name.is_none() {
            self.blueprint.name = Some(title);
            self.content(None, blocks);
        } else {
            self.content(Some(span), blocks);
        }
    }

    fn open_resource(&mut self, level: u8, span: Span, name: Option<Text>, uri: Option<Text>) {
        if self.blueprint.groups.is_empty() {
            self.blueprint.groups.push(ResourceGroup::default());
        }
        if let Some(group) = self.blueprint.groups.last_mut() {
            group.resources.push(Resource {
                span,
                name,
                uri_template: uri,
                ..Resource::default()
            });
        }
        self.resource_level = level;
        self.place = Place::Resource;
    }

    fn open_action(&mut self, span: Span, name: Option<Text>, method: Text, uri: Option<Text>) {
        if let Some(resource) = self.resource() {
            resource.actions.push(Action {
                span,
                name,
                method,
                uri_template: uri,
                ..Action::default()
            });
        }
        self.place = Place::Action;
    }

    fn resource(&mut self) -> Option<&mut Resource> {
        self.blueprint.groups.last_mut()?.resources.last_mut()
    }

    fn action(&mut self) -> Option<&mut Action> {
        self.resource()?.actions.last_mut()
    }

    /// Blocks below a heading, which itself is prose if `heading` is given.
    fn content(&mut self, heading: Option<Span>, blocks: &[Block]) {
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

    fn resource_item(&mut self, section: &Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let model = match section {
            Section::Model { media_type } => {
                let payload = Payload {
                    span,
                    media_type: media_type.clone(),
                    ..Payload::default()
                };
                Some(payload::fill(source, payload, item, &mut self.diagnostics))
            }
            _ => None,
        };
        let Some(resource) = self.resource() else {
            return false;
        };
        match section {
            Section::Parameters => {
                resource
                    .parameters
                    .extend(parameter::of_section(source, item));
            }
            Section::Attributes => {
                resource.attributes = Some(mson::parse::of_attributes(source, item, span));
            }
            Section::Model { .. } => resource.model = model,
            _ => return false,
        }
        true
    }

    fn action_item(&mut self, section: Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let (is_request, payload) = match &section {
            Section::Request {
                identifier,
                media_type,
            } => (
                true,
                Payload {
                    identifier: identifier.clone(),
                    media_type: media_type.clone(),
                    ..Payload::default()
                },
            ),
            Section::Response {
                status, media_type, ..
            } => (
                false,
                Payload {
                    status: status.clone(),
                    media_type: media_type.clone(),
                    ..Payload::default()
                },
            ),
            _ => return self.action_section(section, item, span),
        };
        let payload = Payload { span, ..payload };
        let payload = payload::fill(source, payload, item, &mut self.diagnostics);
        let Some(action) = self.action() else {
            return false;
        };
        let starts_transaction = match action.transactions.last() {
            None => true,
            Some(last) => is_request && !last.responses.is_empty(),
        };
        if starts_transaction {
            action.transactions.push(super::Transaction::default());
        }
        if let Some(transaction) = action.transactions.last_mut() {
            if is_request {
                transaction.requests.push(payload);
            } else {
                transaction.responses.push(payload);
            }
        }
        true
    }

    fn action_section(&mut self, section: Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let Some(action) = self.action() else {
            return false;
        };
        match section {
            Section::Parameters => {
                action
                    .parameters
                    .extend(parameter::of_section(source, item));
            }
            Section::Attributes => {
                action.attributes = Some(mson::parse::of_attributes(source, item, span));
            }
            Section::Relation { name } => action.relation = Some(name),
            _ => return false,
        }
        true
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
                payload
                    .body
                    .as_ref()
                    .is_none_or(super::super::source::MappedText::is_blank)
                    && payload.model.is_none()
                    && payload.attributes.is_none()
            })
    }
}
