//! Blocks, list items and their indentation.

use crate::markdown::text;

/// What a list item holds below its first line.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Item(String),
    Prose(String),
    /// Prose no further indented than Markdown asks for, so that its own indentation means the
    /// same to Markdown as at the margin.
    Narrow(String),
    /// Prose on the line right below the item's first one, with no blank line between them.
    Close(String),
    /// Prose at the margin, right below the item's first line, whose paragraph it continues to
    /// Markdown.
    Lazy(String),
}

impl Piece {
    /// Indented code. Behind a list item's first line, or behind prose.
    pub(super) fn code(text: &str) -> Self {
        Self::Prose(indented(text, 4))
    }

    /// Prose that continues the paragraph of the item's first line, indented so far that no line
    /// of it begins anything else.
    pub(super) fn deep(text: &str) -> Self {
        Self::Close(indented(text, 4))
    }

    /// A description word for word, whatever its lines would mean.
    pub(super) fn verbatim(text: &str) -> Self {
        Self::Prose(verbatim(text))
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Item(text)
            | Self::Prose(text)
            | Self::Narrow(text)
            | Self::Close(text)
            | Self::Lazy(text) => text,
        }
    }

    /// True for items that need no blank line around them.
    fn is_tight(&self) -> bool {
        matches!(self, Self::Item(text) if !text.contains("\n\n"))
    }

    /// The columns by which it is indented below a list item.
    fn indentation(&self) -> usize {
        match self {
            Self::Item(_) | Self::Prose(_) | Self::Close(_) => 4,
            Self::Narrow(_) => 2,
            Self::Lazy(_) => 0,
        }
    }
}

/// A list item with the pieces below it.
pub(super) fn item(signature: &str, pieces: &[Piece]) -> String {
    let first_line = format!("+ {signature}").trim_end().to_owned();
    let mut text = first_line;
    let mut after_tight = true;
    for piece in pieces {
        text.push_str(gap(after_tight, piece));
        text.push_str(&indented(piece.text(), piece.indentation()));
        after_tight = piece.is_tight();
    }
    text
}

/// Pieces below each other at the margin.
pub(super) fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    let mut after_tight = true;
    for piece in pieces {
        if !text.is_empty() {
            text.push_str(gap(after_tight, piece));
        }
        text.push_str(piece.text());
        after_tight = piece.is_tight();
    }
    text
}

fn gap(after_tight: bool, piece: &Piece) -> &'static str {
    if after_tight && (piece.is_tight() || matches!(piece, Piece::Close(_) | Piece::Lazy(_))) {
        "\n"
    } else {
        "\n\n"
    }
}

/// The text with blanks before each line that is not empty.
pub(super) fn indented(text: &str, columns: usize) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                " ".repeat(columns) + line
            }
        })
        .collect();
    lines.join("\n")
}

/// The text between fences that none of its own lines can close.
pub(super) fn fenced(text: &str) -> String {
    let fence = fence('`', text);
    if text.is_empty() {
        format!("{fence}\n{fence}")
    } else {
        format!("{fence}\n{text}\n{fence}")
    }
}

/// The text between fences from which the parser takes it out as it is.
pub(super) fn verbatim(text: &str) -> String {
    let fence = fence('~', text);
    format!("{fence} {}\n{text}\n{fence}", text::VERBATIM)
}

/// A fence of these marks, longer than any at the start of a line.
fn fence(mark: char, text: &str) -> String {
    let longest = text
        .lines()
        .map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches(mark).len()
        })
        .max()
        .unwrap_or(0);
    mark.to_string().repeat(longest.max(2) + 1)
}
