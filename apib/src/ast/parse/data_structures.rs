//! The data structures section: named types and the sections that headings give them.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item};
use crate::mson::{self, NamedType};
use crate::source::Span;

use super::{HeadingBlock, Parser};

/// A named type of which more may follow.
pub(super) struct OpenType {
    heading: HeadingBlock,
    blocks: Vec<Block>,
}

impl Parser<'_> {
    /// A heading in a data structures section: a type, or a section of the type above (MSON
    /// specification, section 4, "Type Sections").
    pub(super) fn type_heading(&mut self, heading: HeadingBlock, blocks: Vec<Block>) {
        if let Some(open) = &mut self.open_type
            && heading.level > open.heading.level
            && is_type_section(self.source.slice(heading.title))
        {
            let span = blocks
                .last()
                .map_or(heading.span, |last| heading.span.to(last.span));
            open.blocks.push(Block {
                kind: BlockKind::Item(Item {
                    signature: heading.title,
                    blocks,
                }),
                span,
            });
            return;
        }
        self.close_type();
        if heading.level <= self.place.level() {
            self.diagnostics.push(Diagnostic::new(
                Code::TYPE_ABOVE_ITS_SECTION,
                heading.title,
                "this heading is not nested below that of its `Data Structures` section",
            ));
        }
        self.open_type = Some(OpenType { heading, blocks });
    }

    /// Adds the type that was read last, since nothing more can follow.
    pub(super) fn close_type(&mut self) {
        let Some(open) = self.open_type.take() else {
            return;
        };
        let title = open.heading.title;
        let element =
            mson::parse::of_heading(self.source, title, &open.blocks, &mut self.diagnostics);
        match element.name.clone() {
            Some(name) => self.blueprint.types.push(NamedType { name, element }),
            None => self.content(Some(open.heading.span), open.blocks),
        }
    }

    /// Reports prose that belongs to no type.
    pub(super) fn data_structures_prose(&mut self, span: Span) {
        self.diagnostics.push(Diagnostic::new(
            Code::DATA_STRUCTURES_PROSE,
            span,
            "this prose belongs to no type",
        ));
    }
}

/// The type sections that MSON lets a heading open.
fn is_type_section(title: &str) -> bool {
    let word = title.split(':').next().unwrap_or_default().trim();
    ["properties", "items", "members", "sample", "default"]
        .iter()
        .any(|keyword| keyword.eq_ignore_ascii_case(word))
}
