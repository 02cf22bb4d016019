//! From the parser's flat events to nested nodes.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use crate::limits;

use super::{definitions, inline};

/// A block as the Markdown parser sees it; ranges are of the text it was given.
#[derive(Debug)]
pub(super) enum Node {
    Heading {
        level: u8,
        range: Range<usize>,
    },
    Item {
        range: Range<usize>,
        children: Vec<Node>,
    },
    Code {
        range: Range<usize>,
    },
    Prose {
        range: Range<usize>,
    },
}

/// The nodes of a text. Items nested deeper than the limit are left as prose of the last one
/// within it.
pub(super) fn nodes(text: &str) -> Vec<Node> {
    let masked = (text.len() > limits::MAX_INLINE_MARKUP).then(|| inline::masked(text));
    let text = masked.as_deref().unwrap_or(text);
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    let nodes = siblings(text, &mut events, 0);
    definitions::added(text, 0..text.len(), nodes)
}

impl Node {
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Heading { range, .. }
            | Self::Item { range, .. }
            | Self::Code { range }
            | Self::Prose { range } => range,
        }
    }
}

type Events<'a> = pulldown_cmark::OffsetIter<'a>;

/// Reads nodes up to the end of the enclosing element, which is consumed.
fn siblings(text: &str, events: &mut Events<'_>, depth: usize) -> Vec<Node> {
    let mut nodes = Vec::new();
    // A tight item holds its text without a paragraph around it.
    let mut bare_text: Option<Range<usize>> = None;
    while let Some((event, range)) = events.next() {
        let Event::Start(tag) = event else {
            if matches!(event, Event::End(_)) {
                break;
            }
            if matches!(event, Event::Rule) {
                flush(&mut bare_text, &mut nodes);
                nodes.push(Node::Prose { range });
            } else {
                extend(&mut bare_text, range);
            }
            continue;
        };
        if is_inline(&tag) {
            skip(events);
            extend(&mut bare_text, range);
            continue;
        }
        flush(&mut bare_text, &mut nodes);
        match tag {
            Tag::List(_) => nodes.extend(siblings(text, events, depth)),
            Tag::Item if depth < limits::MAX_NESTING => {
                let children = siblings(text, events, depth + 1);
                let children = definitions::added(text, range.clone(), children);
                nodes.push(Node::Item { range, children });
            }
            Tag::Heading { level, .. } => {
                skip(events);
                nodes.push(Node::Heading {
                    level: level_number(level),
                    range,
                });
            }
            Tag::CodeBlock(_) => {
                skip(events);
                nodes.push(Node::Code { range });
            }
            _ => {
                skip(events);
                nodes.push(Node::Prose { range });
            }
        }
    }
    flush(&mut bare_text, &mut nodes);
    nodes
}

fn flush(bare_text: &mut Option<Range<usize>>, nodes: &mut Vec<Node>) {
    nodes.extend(bare_text.take().map(|range| Node::Prose { range }));
}

fn extend(bare_text: &mut Option<Range<usize>>, range: Range<usize>) {
    let start = bare_text.as_ref().map_or(range.start, |text| text.start);
    *bare_text = Some(start..range.end);
}

/// Passes over the rest of an element whose start has been read.
fn skip(events: &mut Events<'_>) {
    let mut open = 1_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
