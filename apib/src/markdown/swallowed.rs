//! Sections that Markdown's rules give to what stands before them: a block of HTML, a comment or
//! a fence that nobody closed, a paragraph.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::source::{Source, Span};

use super::{Block, BlockKind, blocks, text};

/// The blocks of a span that no list item encloses, with all sections there are.
fn blocks(
    source: &Source,
    span: Span,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let blocks = blocks::of_span(source, span, depth, diagnostics);
    all(source, blocks, depth, diagnostics)
}

/// The same blocks, with all sections there are.
pub(super) fn all(
    source: &Source,
    blocks: Vec<Block>,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block.kind {
            BlockKind::Prose if text::verbatim(source, block.span).is_some() => found.push(block),
            BlockKind::Prose => in_prose(source, block, depth, diagnostics, &mut found),
            BlockKind::Code => in_code(source, block, depth, diagnostics, &mut found),
            _ => found.push(block),
        }
    }
    found
}

fn in_prose(
    source: &Source,
    block: Block,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Block>,
) {
    let content = source.slice(block.span);
    // Comments below each other are one block.
    let is_open = content.rfind("<!--") > content.rfind("-->");
    if content.starts_with("<!--") && is_open {
        unclosed_comment(source, block, depth, diagnostics, found);
    } else if is_html_until_blank(content) {
        behind_html(source, block.span, depth, diagnostics, found);
    } else if is_verbatim_html(content) {
        found.push(block);
    } else {
        tight_headings(source, block.span, depth, diagnostics, found);
    }
}

/// True for HTML that goes on to the next blank line (CommonMark 0.31, section 4.6, kinds 6 and
/// 7), or at least may.
fn is_html_until_blank(content: &str) -> bool {
    content.starts_with('<') && !is_verbatim_html(content)
}

/// True for HTML that goes on to its own end, blank lines or not (CommonMark 0.31, section 4.6,
/// kinds 1 to 5), or at least may.
pub(super) fn is_verbatim_html(content: &str) -> bool {
    const VERBATIM: &[&str] = &["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    VERBATIM
        .iter()
        .any(|start| text::starts_with_ignoring_case(content, start))
}

/// Splits a block of HTML at the lines that begin a section, and reads each part by itself.
fn behind_html(
    source: &Source,
    span: Span,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Block>,
) {
    let mut starts: Vec<usize> = Vec::new();
    for line in text::lines(source, span).skip(1) {
        let content = source.slice(line);
        let is_heading = text::is_heading(content);
        if is_heading || begins_payload(content) {
            starts.push(line.start);
            diagnostics.push(Diagnostic::new(
                Code::SECTION_IN_HTML,
                line,
                "a blank line is missing between the HTML above and this section",
            ));
        }
    }
    let Some(&first) = starts.first().filter(|_| depth < limits::MAX_NESTING) else {
        tight_headings(source, span, depth, diagnostics, found);
        return;
    };
    let html = text::trim_end(source, Span::new(span.start, first));
    found.push(Block {
        kind: BlockKind::Prose,
        span: html,
    });
    let ends = starts.iter().skip(1).copied().chain([span.end]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let part = Span::new(start, end);
        found.extend(blocks::of_span(source, part, depth + 1, diagnostics));
    }
}

fn begins_payload(line: &str) -> bool {
    text::without_marker(line).is_some_and(blocks::is_section_keyword)
}

/// Lets a comment without an end go to the end of its paragraph.
fn unclosed_comment(
    source: &Source,
    block: Block,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Block>,
) {
    let content = source.slice(block.span);
    let start = block.span.start + content.rfind("<!--").unwrap_or_default();
    let blank = text::lines(source, Span::new(start, block.span.end))
        .find(|line| source.slice(*line).trim().is_empty());
    diagnostics.push(Diagnostic::new(
        Code::COMMENT_UNCLOSED,
        Span::new(start, text::line_end(source, start)),
        "this comment is not closed",
    ));
    let Some(blank) = blank.filter(|_| depth < limits::MAX_NESTING) else {
        found.push(block);
        return;
    };
    let comment = Span::new(block.span.start, blank.start);
    found.push(Block {
        kind: BlockKind::Prose,
        span: text::trim_end(source, comment),
    });
    let rest = Span::new(blank.end, block.span.end);
    found.extend(blocks(source, rest, depth + 1, diagnostics));
}

/// Ends a fenced block in front of the first heading in it that is a section's, if the fence is
/// not closed, or closed by the beginning of another one.
fn in_code(
    source: &Source,
    block: Block,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Block>,
) {
    let fence = text::fence(source.slice(block.span));
    let is_fenced = !text::is_indented_code(source, block.span);
    let Some(fence) = fence.filter(|_| is_fenced && depth < limits::MAX_NESTING) else {
        found.push(block);
        return;
    };
    let opens_another = |line: &str| {
        let rest = line.trim().strip_prefix(fence);
        rest.is_some_and(|info| info.starts_with(char::is_alphabetic))
    };
    let lines = || text::lines(source, block.span).skip(1);
    let is_broken = text::is_unclosed_fence(source, block.span)
        || lines().any(|line| opens_another(source.slice(line)));
    let section = lines().find(|line| is_section_heading(source.slice(*line)));
    let Some(section) = section.filter(|_| is_broken) else {
        found.push(block);
        return;
    };
    diagnostics.push(Diagnostic::new(
        Code::FENCE_UNCLOSED,
        Span::new(block.span.start, text::line_end(source, block.span.start)),
        "this fence is not closed",
    ));
    found.push(Block {
        kind: BlockKind::Code,
        span: text::trim_end(source, Span::new(block.span.start, section.start)),
    });
    let rest = Span::new(section.start, block.span.end);
    found.extend(blocks(source, rest, depth + 1, diagnostics));
}

/// True for the headings of groups, data structures, resources and actions: no line of code that
/// begins with `#` looks like them.
fn is_section_heading(line: &str) -> bool {
    if !text::is_heading(line) {
        return false;
    }
    let title = line.trim_start_matches('#').trim();
    let is_target = |target: &str| {
        let capitals = target.chars().take_while(char::is_ascii_uppercase).count();
        let rest = &target[capitals..];
        (capitals == 0 && rest.starts_with('/'))
            || (capitals > 2 && (rest.is_empty() || rest.starts_with(" /")))
    };
    let bracket = title
        .strip_suffix(']')
        .and_then(|title| title.rsplit_once('['));
    bracket.is_some_and(|(_, target)| is_target(target))
        || is_target(title)
        || title.starts_with("Group ")
        || title == "Data Structures"
}

/// Takes headings without a blank behind the `#` signs out of a paragraph. To CommonMark they are
/// none; the reference parser's Markdown knows no such rule, and documents rely on it. What stands
/// below such a heading is no paragraph's further line, and is read for itself.
fn tight_headings(
    source: &Source,
    span: Span,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Block>,
) {
    let headings: Vec<Span> = if source.slice(span).contains('#') {
        text::lines(source, span)
            .filter(|line| text::is_tight_heading(source.slice(*line)))
            .collect()
    } else {
        Vec::new()
    };
    let first = headings.first().map_or(span.end, |first| first.start);
    let before = Span::new(span.start, first);
    if !source.slice(before).trim().is_empty() {
        found.push(Block {
            kind: BlockKind::Prose,
            span: text::trim_end(source, before),
        });
    }
    let ends = headings.iter().skip(1).map(|next| next.start);
    for (heading, end) in headings.iter().zip(ends.chain([span.end])) {
        let content = source.slice(*heading);
        let level = content.len() - content.trim_start_matches('#').len();
        found.push(Block {
            kind: BlockKind::Heading {
                level: u8::try_from(level).unwrap_or(u8::MAX),
                title: text::heading_title(source, *heading),
            },
            span: *heading,
        });
        let below = Span::new(heading.end, end);
        let text_below = text::trim(source, below);
        if text_below.start < text_below.end {
            let first = text::line_end(source, text_below.start).min(text_below.end);
            diagnostics.push(Diagnostic::new(
                Code::TIGHT_HEADING_WITH_TEXT,
                Span::new(text_below.start, first),
                "this stands below the heading, and is no further line of it",
            ));
        }
        found.extend(blocks::of_span(source, below, depth, diagnostics));
    }
}
