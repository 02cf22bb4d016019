//! CommonMark as far as a blueprint's structure rests on it: headings, list items, code blocks.
//!
//! Everything else is prose and stays untouched text. Blocks hold spans only; their text is read
//! from the [`Source`]. No other module knows the Markdown parser.

use crate::limits;
use crate::source::{MappedText, Source, Span};

use self::events::Node;

mod events;
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

/// The blocks of a whole document.
pub(crate) fn parse(source: &Source) -> Vec<Block> {
    let mut whole = MappedText::default();
    whole.push(source.text(), 0);
    blocks_of(source, &whole, 0)
        .into_iter()
        .flat_map(|block| match block.kind {
            BlockKind::Prose => prose_and_headings(source, block.span),
            _ => vec![block],
        })
        .collect()
}

/// Takes headings without a blank behind the `#` signs out of a paragraph. To CommonMark they are
/// none; the reference parser's Markdown knows no such rule, and documents rely on it.
fn prose_and_headings(source: &Source, span: Span) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text::lines(source, span) {
        if text::is_tight_heading(source.slice(line)) {
            let signs = source.slice(line).trim_start_matches('#');
            let level = source.slice(line).len() - signs.len();
            blocks.push(Block {
                kind: BlockKind::Heading {
                    level: u8::try_from(level).unwrap_or(u8::MAX),
                    title: text::heading_title(source, line),
                },
                span: line,
            });
        } else if let Some(Block {
            kind: BlockKind::Prose,
            span,
        }) = blocks.last_mut()
        {
            *span = span.to(line);
        } else {
            blocks.push(Block {
                kind: BlockKind::Prose,
                span: line,
            });
        }
    }
    blocks
}

fn blocks_of(source: &Source, text: &MappedText, depth: usize) -> Vec<Block> {
    events::nodes(text.text())
        .into_iter()
        .flat_map(|node| blocks_of_node(source, text, node, depth))
        .collect()
}

fn blocks_of_node(source: &Source, text: &MappedText, node: Node, depth: usize) -> Vec<Block> {
    match node {
        Node::Heading { level, range } => vec![Block {
            kind: BlockKind::Heading {
                level,
                title: text::heading_title(source, text.span(range.clone())),
            },
            span: text.span(range),
        }],
        Node::Item { range, children } => {
            let span = text::trim_end(source, text.span(range));
            let mut blocks = Vec::new();
            for child in children {
                blocks.extend(blocks_of_node(source, text, child, depth));
            }
            let item = with_signature(source, span, blocks, depth);
            vec![Block {
                kind: BlockKind::Item(item),
                span,
            }]
        }
        Node::Code { range } => {
            let span = text::trim_end(source, text.span(range));
            items_in_code(source, span, depth).unwrap_or_else(|| {
                vec![Block {
                    kind: BlockKind::Code,
                    span,
                }]
            })
        }
        Node::Prose { range } => vec![Block {
            kind: BlockKind::Prose,
            span: text::trim_end(source, text.span(range)),
        }],
    }
}

/// Takes the line beside the marker off the item's first block.
fn with_signature(source: &Source, span: Span, mut blocks: Vec<Block>, depth: usize) -> Item {
    let empty = Span::new(span.start, span.start);
    let first_line_end = text::line_end(source, span.start);
    match blocks.first() {
        Some(first) if first.kind == BlockKind::Prose && first.span.start <= first_line_end => {
            let lead = first.span;
            blocks.remove(0);
            let signature = Span::new(lead.start, lead.end.min(first_line_end));
            let rest = text::trim_start(source, Span::new(signature.end, lead.end));
            if rest.start < rest.end {
                blocks.splice(0..0, prose_or_items(source, rest, depth));
            }
            Item {
                signature: text::trim(source, signature),
                blocks,
            }
        }
        _ => Item {
            signature: empty,
            blocks,
        },
    }
}

/// Further lines of an item's first paragraph.
///
/// `+ Members` followed by items that are indented too far is one paragraph to Markdown; drafter
/// reads them as nested items, and so they were meant.
fn prose_or_items(source: &Source, span: Span, depth: usize) -> Vec<Block> {
    let prose = |span| Block {
        kind: BlockKind::Prose,
        span,
    };
    let Some(first_item) = text::lines(source, span)
        .find(|line| text::starts_with_marker(source.slice(*line).trim_start()))
        .filter(|_| depth < limits::MAX_NESTING)
    else {
        return vec![prose(span)];
    };
    let mut blocks = Vec::new();
    let before = text::trim(source, Span::new(span.start, first_item.start));
    if before.start < before.end {
        blocks.push(prose(before));
    }
    let items = text::dedented(source, Span::new(first_item.start, span.end));
    blocks.extend(blocks_of(source, &items, depth + 1));
    blocks
}

/// The items of an indented code block that is a list of sections indented too far.
fn items_in_code(source: &Source, span: Span, depth: usize) -> Option<Vec<Block>> {
    let first = text::lines(source, span).next()?;
    let signature = text::without_marker(source.slice(first).trim())?;
    if depth >= limits::MAX_NESTING || !is_section_keyword(signature) {
        return None;
    }
    let items = text::dedented(source, span);
    Some(blocks_of(source, &items, depth + 1))
}

/// True for the names of sections that nest in a payload or a type: code that starts with one of
/// these behind a list marker is no code.
fn is_section_keyword(signature: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "attributes",
        "body",
        "header",
        "headers",
        "schema",
        "parameters",
        "members",
        "items",
        "properties",
    ];
    let word = signature
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    KEYWORDS.contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests;
