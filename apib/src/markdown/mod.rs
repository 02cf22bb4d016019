//! CommonMark as far as a blueprint's structure rests on it: headings, list items, code blocks.
//!
//! Everything else is prose and stays untouched text. Blocks hold spans only; their text is read
//! from the [`Source`]. No other module knows the Markdown parser.

use crate::source::{Source, Span};

use parts::Parts;

pub(crate) use rustdoc::is_fit_for_rustdoc;

mod blocks;
mod definitions;
mod events;
mod inline;
mod parts;
mod rustdoc;
mod swallowed;
pub(crate) mod text;

/// A block of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// All of it, list marker and underline included.
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading; `title` is its text without `#` signs or underline.
    Heading { level: u8, title: Span },
    /// One item of a list. Lists themselves leave no trace: where Markdown starts a new one
    /// (another marker, a blank line) means nothing to a blueprint.
    Item(Item),
    /// An indented or fenced code block.
    Code,
    /// A paragraph, table, quotation, piece of HTML, …
    Prose,
}

/// A list item: what stands beside its marker, and what is nested below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// The text beside the marker, up to the end of the line; empty where there is none.
    pub(crate) signature: Span,
    /// What follows it. Further lines of the first paragraph are a [`BlockKind::Prose`] of their
    /// own.
    pub(crate) blocks: Vec<Block>,
}

impl Item {
    pub(crate) fn items(&self) -> impl Iterator<Item = (&Item, Span)> {
        self.blocks.iter().filter_map(Block::as_item)
    }
}

impl Block {
    pub(crate) fn as_item(&self) -> Option<(&Item, Span)> {
        match &self.kind {
            BlockKind::Item(item) => Some((item, self.span)),
            _ => None,
        }
    }
}

/// The blocks of a whole document, part by part. Each part but the first begins with a heading.
pub(crate) fn parts(source: &Source) -> Parts<'_> {
    Parts::new(source)
}

#[cfg(test)]
mod tests;
