//! From blocks to the tree: the API's name and overview, and which section a heading opens.

use crate::ast::heading::{self, Heading};
use crate::ast::{Blueprint, metadata};
use crate::diagnostic::{Code, Diagnostic};
use crate::include;
use crate::markdown::{self, Block, BlockKind, text};
use crate::source::{Source, Span, Text};

use data_structures::OpenType;
use place::Place;

mod action;
mod characters;
mod content;
mod data_structures;
mod place;
mod resource;
mod resource_group;

pub(super) fn blueprint(source: &Source) -> (Blueprint, Vec<Diagnostic>) {
    let mut diagnostics = match source.findings() {
        Some(findings) => findings.to_vec(),
        None => include::unresolved(source),
    };
    diagnostics.extend(characters::check(source));
    let mut parts = markdown::parts(source);
    let mut head = parts.next(&mut diagnostics).unwrap_or_default();
    let metadata = metadata::take(source, &mut head, &mut diagnostics);
    let mut parser = Parser {
        source,
        blueprint: Blueprint {
            metadata,
            ..Blueprint::default()
        },
        place: Place::default(),
        open_type: None,
        diagnostics,
    };
    let mut next = Some(head);
    while let Some(blocks) = next {
        for section in headed_sections(blocks) {
            parser.section(section);
        }
        next = parts.next(&mut parser.diagnostics);
    }
    parser.close_type();
    for group in &mut parser.blueprint.groups {
        group.resources.shrink_to_fit();
    }
    parser.blueprint.types.shrink_to_fit();
    (parser.blueprint, parser.diagnostics)
}

/// A heading and the blocks up to the next one.
struct HeadedSection {
    heading: Option<HeadingBlock>,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy)]
struct HeadingBlock {
    level: u8,
    title: Span,
    span: Span,
}

fn headed_sections(blocks: Vec<Block>) -> Vec<HeadedSection> {
    let mut sections = Vec::new();
    let mut open = HeadedSection {
        heading: None,
        blocks: Vec::new(),
    };
    for block in blocks {
        let BlockKind::Heading { level, title } = block.kind else {
            open.blocks.push(block);
            continue;
        };
        let heading = HeadingBlock {
            level,
            title,
            span: block.span,
        };
        let next = HeadedSection {
            heading: Some(heading),
            blocks: Vec::new(),
        };
        sections.push(std::mem::replace(&mut open, next));
    }
    sections.push(open);
    sections
}

struct Parser<'a> {
    source: &'a Source,
    blueprint: Blueprint,
    place: Place,
    /// The type of a data structures section that headings below may still add to.
    open_type: Option<OpenType>,
    diagnostics: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn section(&mut self, section: HeadedSection) {
        let Some(heading) = section.heading else {
            self.content(None, section.blocks);
            return;
        };
        if text::is_tight_heading(self.source.slice(heading.span)) {
            self.diagnostics.push(Diagnostic::new(
                Code::HEADING_WITHOUT_BLANK,
                heading.title,
                "no blank stands between the `#` signs and this heading",
            ));
        }
        let kind = heading::classify(self.source, heading.title, &mut self.diagnostics);
        if kind.is_section() {
            self.close_type();
        }
        match kind {
            Heading::Group { name } => self.open_group(name),
            Heading::DataStructures => self.place.enter_data_structures(heading.level),
            Heading::Resource { name, uri } => self.open_resource(heading, name, Some(uri)),
            Heading::Action { name, method } => self.action(heading, name, method),
            Heading::Endpoint { name, method, uri } => self.endpoint(heading, name, method, uri),
            Heading::Other { title } => return self.other(heading, title, section.blocks),
        }
        self.content(None, section.blocks);
    }

    /// A heading without a keyword: the API's name, a named type, or prose.
    fn other(&mut self, heading: HeadingBlock, title: Text, blocks: Vec<Block>) {
        if self.place.is_data_structures() {
            self.type_heading(heading, blocks);
        } else if self.place.is_api() && self.blueprint.name.is_none() && !title.text.is_empty() {
            self.blueprint.name = Some(title);
            self.content(None, blocks);
        } else {
            self.content(Some(heading.span), blocks);
        }
    }
}
