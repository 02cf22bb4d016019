//! From nodes to blocks: items with their signatures, and items that were taken for code.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::{MappedText, Source, Span};

use super::events::{self, Node};
use super::{Block, BlockKind, Item, text};

/// The blocks of a span of the source.
pub(super) fn of_span(
    source: &Source,
    span: Span,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let nodes = events::nodes(source.slice(span));
    of_nodes(source, span, nodes, depth, diagnostics)
}

/// The blocks that the nodes of a span are.
pub(super) fn of_nodes(
    source: &Source,
    span: Span,
    nodes: Vec<Node>,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut reader = Reader {
        source,
        place: Place::Span(span.start),
        depth,
        diagnostics,
    };
    reader.blocks(nodes)
}

/// Where the text that is read stands in the source.
#[derive(Clone, Copy)]
enum Place<'a> {
    Span(usize),
    Mapped(&'a MappedText),
}

impl Place<'_> {
    fn span(self, range: Range<usize>) -> Span {
        match self {
            Self::Span(start) => Span::new(start + range.start, start + range.end),
            Self::Mapped(text) => text.span(range),
        }
    }
}

struct Reader<'a> {
    source: &'a Source,
    place: Place<'a>,
    /// How many times text was read again with another indentation.
    depth: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn blocks(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(nodes.len());
        for node in nodes {
            self.block(node, &mut blocks);
        }
        blocks
    }

    fn block(&mut self, node: Node, blocks: &mut Vec<Block>) {
        match node {
            Node::Heading { level, range } => {
                let span = self.place.span(range);
                heading(self.source, level, span, blocks);
            }
            Node::Item { range, children } => {
                // The Markdown parser counts white space before the marker to the item.
                let span = text::trim(self.source, self.place.span(range));
                let children = children
                    .into_iter()
                    .map(|child| self.item_child(child))
                    .collect();
                let children = self.blocks(children);
                let item = self.with_signature(span, children);
                blocks.push(Block {
                    kind: BlockKind::Item(item),
                    span,
                });
            }
            Node::Code { range } => {
                let span = text::trim_end(self.source, self.place.span(range));
                self.code(span, blocks);
            }
            Node::Prose { range } => {
                let span = text::trim_end(self.source, self.place.span(range));
                blocks.push(prose(span));
            }
        }
    }

    /// A node of an item, where an underline makes no heading: it is text, or an empty item below.
    fn item_child(&mut self, node: Node) -> Node {
        let Node::Heading { level, range } = node else {
            return node;
        };
        let span = self.place.span(range.clone());
        if self.source.slice(span).trim_start().starts_with('#') {
            return Node::Heading { level, range };
        }
        let lines = text::lines(self.source, text::trim_end(self.source, span));
        self.diagnostics.push(Diagnostic::new(
            Code::UNDERLINE_IN_ITEM,
            lines
                .last()
                .map_or(span, |line| text::trim(self.source, line)),
            "this underline makes no heading",
        ));
        Node::Prose { range }
    }

    fn code(&mut self, span: Span, blocks: &mut Vec<Block>) {
        if text::verbatim(self.source, span).is_some() {
            blocks.push(prose(span));
            return;
        }
        if let Some(items) = self.items_in_code(span) {
            blocks.extend(items);
            return;
        }
        if text::is_unclosed_fence(self.source, span) {
            let line = Span::new(span.start, text::line_end(self.source, span.start));
            self.diagnostics.push(Diagnostic::new(
                Code::FENCE_UNCLOSED,
                line,
                "this fence is not closed",
            ));
        }
        blocks.push(Block {
            kind: BlockKind::Code,
            span,
        });
    }

    /// Takes the line beside the marker off the item's first block.
    fn with_signature(&mut self, span: Span, mut blocks: Vec<Block>) -> Item {
        let first_line_end = text::line_end(self.source, span.start);
        match blocks.first() {
            Some(first) if first.kind == BlockKind::Prose && first.span.start <= first_line_end => {
                let lead = first.span;
                let signature = Span::new(lead.start, lead.end.min(first_line_end));
                let rest = text::trim_start(self.source, Span::new(signature.end, lead.end));
                let more = if rest.start < rest.end {
                    self.prose_or_items(rest)
                } else {
                    Vec::new()
                };
                blocks.splice(0..1, more);
                Item {
                    signature: text::trim(self.source, signature),
                    blocks,
                }
            }
            _ => Item {
                signature: Span::new(span.start, span.start),
                blocks,
            },
        }
    }

    /// Further lines of an item's first paragraph.
    ///
    /// `+ Members` followed by items that are indented too far is one paragraph to Markdown;
    /// drafter reads them as nested items, and so they were meant.
    fn prose_or_items(&mut self, span: Span) -> Vec<Block> {
        let source = self.source;
        let Some(first_item) = text::lines(source, span)
            .find(|line| text::starts_with_marker(source.slice(*line).trim_start()))
            .filter(|_| self.depth < limits::MAX_NESTING)
        else {
            return vec![prose(span)];
        };
        let mut blocks = Vec::new();
        let before = text::trim(source, Span::new(span.start, first_item.start));
        if before.start < before.end {
            blocks.push(prose(before));
        }
        blocks.extend(self.over_indented(Span::new(first_item.start, span.end)));
        blocks
    }

    /// The items of an indented code block that is a list of sections indented too far.
    fn items_in_code(&mut self, span: Span) -> Option<Vec<Block>> {
        let first = text::lines(self.source, span).next()?;
        let signature = text::without_marker(self.source.slice(first).trim())?;
        if self.depth >= limits::MAX_NESTING || !is_section_keyword(signature) {
            return None;
        }
        Some(self.over_indented(span))
    }

    /// Reads items again without the indentation that hid them.
    fn over_indented(&mut self, span: Span) -> Vec<Block> {
        let first = Span::new(span.start, text::line_end(self.source, span.start));
        self.diagnostics.push(Diagnostic::new(
            Code::SECTION_OVER_INDENTED,
            text::trim(self.source, first),
            "this item is indented too far for its place",
        ));
        let items = text::dedented(self.source, span);
        let mut reader = Reader {
            source: self.source,
            place: Place::Mapped(&items),
            depth: self.depth + 1,
            diagnostics: &mut *self.diagnostics,
        };
        reader.blocks(events::nodes(items.text()))
    }
}

fn prose(span: Span) -> Block {
    Block {
        kind: BlockKind::Prose,
        span,
    }
}

/// A heading. Of several lines above an underline, only the last one is the heading, as the
/// reference parser has it: most underlines below paragraphs are meant as rules.
fn heading(source: &Source, level: u8, span: Span, blocks: &mut Vec<Block>) {
    let mut start = span.start;
    if !source.slice(span).trim_start().starts_with('#') {
        let lines: Vec<Span> = text::lines(source, text::trim_end(source, span)).collect();
        if let [before @ .., title, _underline] = &lines[..] {
            start = title.start;
            if let (Some(first), Some(last)) = (before.first(), before.last()) {
                blocks.push(prose(first.to(*last)));
            }
        }
    }
    let span = Span::new(start, span.end);
    blocks.push(Block {
        kind: BlockKind::Heading {
            level,
            title: text::heading_title(source, span),
        },
        span,
    });
}

/// True for the names of sections that nest in an action, a payload or a type: code that starts
/// with one of these behind a list marker is no code.
pub(super) fn is_section_keyword(signature: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "attribute",
        "attributes",
        "body",
        "header",
        "headers",
        "schema",
        "parameter",
        "parameters",
        "request",
        "response",
        "model",
        "members",
        "items",
        "properties",
    ];
    let word = signature
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    KEYWORDS
        .iter()
        .any(|keyword| keyword.eq_ignore_ascii_case(word))
}
