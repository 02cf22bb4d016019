//! What stands around a JSON text: a status line and headers, a command, a call, prose.

use super::RepairKind;
use super::quoted::is_quote;
use super::recover::Reader;

impl Reader<'_> {
    /// True if the brace or bracket here opens a document and does not stand in prose.
    pub(super) fn opens_document(&self) -> bool {
        opens_document(self.cursor.rest())
    }

    /// True if a document opens at the start of a later line.
    pub(super) fn holds_document(&self) -> bool {
        line_starts(self.cursor.rest()).any(opens_document)
    }

    /// True if what looks like a member here is a header field above a document.
    pub(super) fn is_above_document(&self) -> bool {
        !self.cursor.peek().is_some_and(is_quote) && self.holds_document()
    }

    /// True at a fence of Markdown's.
    pub(super) fn at_fence(&self) -> bool {
        self.cursor.rest().starts_with("```") || self.cursor.rest().starts_with("~~~")
    }

    /// Passes over text outside of all documents, up to the end of its line or to a document on
    /// it. Several lines of it are one finding.
    pub(super) fn skip_surroundings(&mut self) {
        let rest = self.cursor.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..]
            .char_indices()
            .map(|(at, c)| (at + first, c))
            .find(|&(at, c)| c == '\n' || ("{[".contains(c) && opens_document(&rest[at..])))
            .map_or(rest.len(), |(at, _)| at);
        let before = self.cursor.token_end;
        let range = self.cursor.take(rest[..end].trim_end().len().max(first));
        match self.cursor.repairs.last_mut() {
            Some((RepairKind::SurroundingText, known)) if known.end == before => {
                known.end = range.end;
            }
            _ => self.cursor.report(RepairKind::SurroundingText, range),
        }
    }
}

fn line_starts(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('\n')
        .map(|(at, _)| text[at + 1..].trim_start_matches([' ', '\t']))
}

/// True if a text starts with a brace or bracket that JSON, not prose, has.
fn opens_document(text: &str) -> bool {
    let Some(opening) = text.chars().next().filter(|c| "{[".contains(*c)) else {
        return false;
    };
    let inner = text[1..].trim_start();
    if inner.starts_with(is_quote) || inner.starts_with("//") || inner.starts_with("/*") {
        return true;
    }
    let word = inner
        .find(|c: char| !(c.is_alphanumeric() || "_-$.".contains(c)))
        .map_or(inner, |end| &inner[..end]);
    match opening {
        '{' => {
            let after = inner[word.len()..].trim_start();
            inner.starts_with('}')
                || (!word.is_empty() && after.starts_with(':'))
                || inner
                    .strip_prefix('{')
                    .is_some_and(|inner| inner.trim_start().starts_with(is_quote))
        }
        _ => {
            inner.starts_with(['{', '[', ']'])
                || ["true", "false", "null"].contains(&word)
                || word.parse::<f64>().is_ok()
        }
    }
}
