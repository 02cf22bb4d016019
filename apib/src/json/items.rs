//! What stands between the items of a list or object, and tells where the next one begins.

use std::ops::Range;

use super::RepairKind;
use super::lexer::ellipsis_length;
use super::quoted::is_quote;
use super::recover::Reader;

/// Where the way to the next item of an object or list ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Item,
    /// The closing character was there and is taken.
    Closed,
    /// It is missing, or nothing had to be closed.
    Unclosed,
}

/// What stands before the next item of an object or list.
pub(super) enum Before {
    /// Nothing, or what needs no comma after it.
    Start,
    Item,
    Comma(Range<usize>),
}

impl Reader<'_> {
    /// Goes to the next item, or takes the closing character.
    pub(super) fn next_item(&mut self, before: &mut Before, closer: Option<char>) -> Next {
        loop {
            self.cursor.skip_blank();
            let Some(c) = self.cursor.peek() else {
                self.report_dangling(before);
                if closer.is_some() {
                    self.cursor.report_missing(RepairKind::MissingClose);
                }
                return Next::Unclosed;
            };
            match c {
                _ if Some(c) == closer => {
                    self.report_dangling(before);
                    self.cursor.take_char();
                    return Next::Closed;
                }
                '}' | ']' if closer.is_some() && self.closers.contains(&c) => {
                    self.report_dangling(before);
                    self.cursor.report_missing(RepairKind::MissingClose);
                    return Next::Unclosed;
                }
                '}' | ']' => {
                    let range = self.cursor.take_char();
                    self.cursor.report(RepairKind::SurplusClose, range);
                }
                ',' | ';' => {
                    let range = self.cursor.take_char();
                    if c == ';' {
                        self.cursor
                            .report(RepairKind::WrongSeparator, range.clone());
                    }
                    if matches!(before, Before::Item) {
                        *before = Before::Comma(range);
                    } else if !self.follows_ellipsis(&range) {
                        self.cursor.report(RepairKind::SurplusComma, range);
                    }
                }
                _ => {
                    if let Before::Comma(_) = before
                        && ellipsis_length(self.cursor.rest()) > 0
                    {
                        *before = Before::Start;
                    }
                    return Next::Item;
                }
            }
        }
    }

    /// True if what stands before a comma is the placeholder that it belongs to.
    fn follows_ellipsis(&self, comma: &Range<usize>) -> bool {
        let before = self.cursor.text[..comma.start].trim_end();
        matches!(self.cursor.repairs.last(), Some((RepairKind::Ellipsis, range)) if range.end == before.len())
    }

    fn report_dangling(&mut self, before: &mut Before) {
        if let Before::Comma(range) = std::mem::replace(before, Before::Start) {
            self.cursor.report(RepairKind::SurplusComma, range);
        }
    }

    /// True if the next item may be read: after a comma, or where only the comma is missing.
    /// Anything else after an item is passed over.
    pub(super) fn separate(&mut self, before: &Before, in_list: bool) -> bool {
        if !matches!(before, Before::Item) {
            return true;
        }
        let begins_item = match self.cursor.peek() {
            Some('{' | '[') => in_list,
            Some(c) if is_quote(c) => in_list || self.at_member(),
            Some(c) => in_list && (c.is_ascii_digit() || c == '-'),
            None => false,
        };
        if begins_item || self.cursor.on_new_line() || (!in_list && self.at_member()) {
            self.cursor.report_missing(RepairKind::MissingComma);
            return true;
        }
        self.skip_unexpected();
        false
    }

    /// Passes over what cannot be part of a JSON text, up to what may be again.
    pub(super) fn skip_unexpected(&mut self) {
        let rest = self.cursor.rest();
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| ",}]\r\n".contains(c))
            .map_or(rest.len(), |(at, _)| at);
        let length = rest[..end].trim_end().len().max(1);
        let range = self.cursor.take(length);
        self.cursor.report(RepairKind::UnexpectedText, range);
    }

    /// True if a name and a colon come next.
    pub(super) fn at_member(&self) -> bool {
        let ahead = self.cursor.ahead();
        let Some(first) = ahead.chars().next() else {
            return false;
        };
        let after_name = if is_quote(first) {
            let name = &ahead[first.len_utf8()..];
            name.find(is_quote)
                .map(|end| name[end..].trim_start_matches(is_quote))
        } else {
            ahead
                .find(|c: char| !(c.is_alphanumeric() || "_-$.@".contains(c)))
                .filter(|&end| end > 0)
                .map(|end| ahead[end..].trim_start_matches(is_quote))
        };
        let value = after_name.and_then(|rest| rest.trim_start().strip_prefix(':'));
        let is_prose = |value: &str| {
            value
                .trim_start()
                .starts_with(|c: char| c.is_alphabetic() || c == '/')
                && !["true", "false", "null"].contains(&value.trim().trim_end_matches(','))
        };
        value.is_some_and(|value| is_quote(first) || !is_prose(value))
    }

    /// True if the brace here opens a list: of objects, as in `{ {…}, {…} }`, or one that has its
    /// brackets as well, as in `{ […] }`.
    pub(super) fn holds_list_in_braces(&self) -> bool {
        let rest = self.cursor.rest();
        let inner = rest[1..].trim_start();
        if inner.starts_with('[') {
            return true;
        }
        if !inner.starts_with('{') || inner[1..].trim_start().starts_with('{') {
            return false;
        }
        let end = balance(inner, true).1;
        let after = inner[end..].trim_start();
        after
            .strip_prefix(',')
            .is_some_and(|after| after.trim_start().starts_with('{'))
    }

    /// True if the brace just taken has no closing one, by the count of the whole text.
    pub(super) fn take_surplus_opening(&mut self) -> bool {
        let text = self.cursor.text;
        let surplus = self
            .surplus_openings
            .get_or_insert_with(|| balance(text, false).0);
        *surplus -= 1;
        *surplus >= 0
    }
}

/// How many more braces are opened than closed outside of texts in quotes, and where the counting
/// ended: where everything opened is closed, if it is to stop there, else at the end.
fn balance(text: &str, stop_when_closed: bool) -> (isize, usize) {
    let mut open = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            // A text that is not closed ends with its line.
            '\n' => quoted = false,
            '{' if !quoted => open += 1,
            '}' if !quoted => open -= 1,
            _ => {}
        }
        if stop_when_closed && open == 0 {
            return (open, at + c.len_utf8());
        }
    }
    (open, text.len())
}
