//! Link reference definitions (CommonMark 0.31, section 4.7), of which the Markdown parser gives no
//! event. They are prose: what they stand in keeps its links only with them.

use std::ops::Range;

use super::events::Node;
use super::text;

/// The nodes that stand within a range of a text, with the definitions between them.
pub(super) fn added(text: &str, within: Range<usize>, nodes: Vec<Node>) -> Vec<Node> {
    let mut gaps = Vec::new();
    let mut start = within.start;
    for node in &nodes {
        gaps.push(start..node.range().start);
        start = start.max(node.range().end);
    }
    gaps.push(start..within.end);
    let mut definitions = gaps.into_iter().map(|gap| definition(text, gap));
    if definitions.clone().all(|definition| definition.is_none()) {
        return nodes;
    }
    let mut all = Vec::with_capacity(nodes.len() + 1);
    for node in nodes {
        all.extend(definitions.next().flatten());
        all.push(node);
    }
    all.extend(definitions.flatten());
    all
}

/// What stands between two nodes, from where it defines anything.
fn definition(text: &str, gap: Range<usize>) -> Option<Node> {
    let between = text.get(gap.clone())?;
    memchr::memchr(b'[', between.as_bytes())?;
    let mut start = gap.start;
    for line in between.split_inclusive('\n') {
        let content = line.trim_start();
        // The first line of an item has its marker.
        let content = text::without_marker(content).map_or(content, str::trim_start);
        if content.starts_with('[') {
            let start = start + (line.len() - content.len());
            let end = gap.start + between.trim_end().len();
            return Some(Node::Prose { range: start..end });
        }
        start += line.len();
    }
    None
}
