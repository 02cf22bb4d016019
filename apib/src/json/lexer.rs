//! The characters of a JSON text: blanks, comments, numbers, words.

use std::ops::Range;

use serde_json::Value;

use super::RepairKind;
use super::scalar::scalar;

/// How far ahead on its line a character is judged by what follows. A constant, so that time
/// stays linear where a whole document stands on one line.
const LOOKAHEAD: usize = 200;

/// A place in a JSON text, and the defects found so far.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    /// The next byte to read, on a character boundary.
    pub(super) at: usize,
    /// The byte after the last one that was not blank or comment.
    pub(super) token_end: usize,
    pub(super) repairs: Vec<(RepairKind, Range<usize>)>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            token_end: 0,
            repairs: Vec::new(),
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// What follows on the current line, up to [`LOOKAHEAD`] bytes of it.
    pub(super) fn ahead(&self) -> &'a str {
        let rest = self.rest();
        let mut limit = rest.len().min(LOOKAHEAD);
        while !rest.is_char_boundary(limit) {
            limit -= 1;
        }
        let window = &rest[..limit];
        &window[..window.find('\n').unwrap_or(limit)]
    }

    /// Takes `length` bytes as something that is not blank.
    pub(super) fn take(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        self.token_end = self.at;
        start..self.at
    }

    /// Takes one character as something that is not blank.
    pub(super) fn take_char(&mut self) -> Range<usize> {
        self.take(self.peek().map_or(0, char::len_utf8))
    }

    pub(super) fn report(&mut self, kind: RepairKind, range: Range<usize>) {
        self.repairs.push((kind, range));
    }

    /// Reports something missing, at the last character before it.
    pub(super) fn report_missing(&mut self, kind: RepairKind) {
        let before = &self.text[..self.token_end];
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        self.report(kind, self.token_end - last..self.token_end);
    }

    /// Passes over white space and comments.
    pub(super) fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = &rest[..rest.len() - rest.trim_start().len()];
            if let Some((at, foreign)) = blank.char_indices().find(|&(_, c)| !" \t\r\n".contains(c))
            {
                let start = self.at + at;
                self.report(RepairKind::ForeignBlank, start..start + foreign.len_utf8());
            }
            self.at += blank.len();
            match comment_length(self.rest()) {
                0 => return,
                length => {
                    self.report(RepairKind::Comment, self.at..self.at + length);
                    self.at += length;
                }
            }
        }
    }

    /// True if a line break lies between the last token and here.
    pub(super) fn on_new_line(&self) -> bool {
        self.text[self.token_end..self.at].contains('\n')
    }

    /// Takes `...` or `…`, and the words on its line that say what is left out.
    pub(super) fn take_ellipsis(&mut self) -> bool {
        let dots = ellipsis_length(self.rest());
        if dots == 0 {
            return false;
        }
        let words = &self.rest()[dots..];
        let end = words
            .find(|c| ",}]{[\":/#\r\n".contains(c))
            .unwrap_or(words.len());
        let length = dots + words[..end].trim_end().len();
        let range = self.take(length);
        self.report(RepairKind::Ellipsis, range);
        true
    }

    /// Takes `1,234.56` in the place of a member's value, where no comma can separate elements.
    pub(super) fn take_grouped_number(&mut self) -> Option<Value> {
        let ahead = self.ahead();
        let unsigned = ahead.strip_prefix('-').unwrap_or(ahead);
        let end = unsigned
            .find(|c: char| !(c.is_ascii_digit() || ",.".contains(c)))
            .unwrap_or(unsigned.len());
        let number = unsigned[..end].trim_end_matches([',', '.']);
        let whole = number.split('.').next().unwrap_or_default();
        let mut groups = whole.split(',');
        let is_grouped = groups
            .next()
            .is_some_and(|first| (1..=3).contains(&first.len()))
            && whole.contains(',')
            && groups.all(|group| group.len() == 3);
        if !is_grouped || number.matches('.').count() > 1 {
            return None;
        }
        let text = &ahead[..ahead.len() - unsigned.len() + number.len()];
        let range = self.take(text.len());
        self.report(RepairKind::UnquotedValue, range);
        Some(Value::from(text))
    }

    /// Takes a value that has no quotes: a number, a literal, or a text that should have them.
    pub(super) fn take_bare_value(&mut self) -> Option<Value> {
        let rest = self.rest();
        let word_end = rest
            .find(|c: char| c.is_whitespace() || ",;}]:\"".contains(c))
            .unwrap_or(rest.len());
        let after = rest[word_end..].trim_start_matches([' ', '\t', '\r']);
        // `12:30` is not a number with something behind it.
        let goes_on = rest[word_end..]
            .strip_prefix(':')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let ends = after.is_empty()
            || after.starts_with(|c| "\n,}]:\"|(-/=<#;".contains(c))
            || after.starts_with("or ");
        let alone = ends && !goes_on;
        if alone && let Some((value, defect)) = scalar(&rest[..word_end]) {
            let range = self.take(word_end);
            if let Some(kind) = defect {
                self.report(kind, range);
            }
            return Some(value);
        }
        let text = &rest[..bare_length(rest)];
        if text.is_empty() {
            return None;
        }
        let range = self.take(text.len());
        if let Some(unopened) = text.strip_suffix('"') {
            self.report(RepairKind::MissingQuote, range);
            return Some(Value::from(unopened));
        }
        self.report(RepairKind::UnquotedValue, range);
        Some(Value::from(text))
    }
}

/// The length of `...` or `…` at the start of a text, else 0.
pub(super) fn ellipsis_length(text: &str) -> usize {
    if text.starts_with('…') {
        return '…'.len_utf8();
    }
    match text.len() - text.trim_start_matches('.').len() {
        dots @ 2.. => dots,
        _ => 0,
    }
}

/// The length of the comment that a text starts with, else 0.
pub(super) fn comment_length(text: &str) -> usize {
    let until = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    if text.starts_with("//") || text.starts_with('#') {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        until("*/")
    } else if text.starts_with("<!--") {
        until("-->")
    } else {
        0
    }
}

/// How much is a text without quotes: up to what ends a member, but for commas and brackets
/// within brackets of its own, as in `<a, b>` or `/orders/{id}`.
fn bare_length(text: &str) -> usize {
    let mut open = 0_usize;
    let mut first_stop = None;
    let mut after_blank = false;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let stops = match c {
            '\n' => true,
            '/' | '#' => after_blank && comment_length(&text[at..]) > 0,
            ',' | '}' | ']' => {
                first_stop.get_or_insert(at);
                open == 0 || at > LOOKAHEAD
            }
            _ => false,
        };
        if stops {
            end = at;
            break;
        }
        match c {
            '{' | '[' | '<' => open += 1,
            '}' | ']' | '>' => open = open.saturating_sub(1),
            _ => {}
        }
        after_blank = c.is_whitespace();
    }
    let end = if open > 0 {
        first_stop.unwrap_or(end)
    } else {
        end
    };
    text[..end].trim_end().len()
}
