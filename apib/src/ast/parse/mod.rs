//! From blocks to the tree.

use crate::ast::heading::{self, Heading};
use crate::ast::{Action, Blueprint, Resource, ResourceGroup, metadata};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{self, Block, BlockKind, text};
use crate::mson::{self, NamedType};
use crate::source::{Source, Span, Text};

mod content;
mod items;

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
        next_title: None,
        diagnostics: Vec::new(),
    };
    let mut sections = headed_sections(blocks).peekable();
    while let Some(section) = sections.next() {
        let next = sections.peek().and_then(|next| next.heading);
        parser.next_title = next.map(|(_, title, _)| title);
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
    /// The title of the next heading.
    next_title: Option<Span>,
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
            if let Some(last) = self.blueprint.types.last_mut()
                && mson::parse::add_heading(
                    self.source,
                    &mut last.element,
                    title.span,
                    blocks,
                    &mut self.diagnostics,
                )
            {
                return;
            }
            let element = mson::parse::of_heading(
                self.source,
                title.span,
                blocks,
                self.next_title,
                &mut self.diagnostics,
            );
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
}
