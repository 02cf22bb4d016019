//! The grammar of objects and lists, as far as it can be guessed from a careless text.

use std::ops::Range;

use serde_json::{Map, Value};

use super::lexer::{Cursor, ellipsis_length};
use super::quoted::{Role, is_quote};
use super::{MAX_DEPTH, RepairKind};

/// What the recovering reader made of a text.
pub(super) struct Recovered {
    /// Empty where nothing could be read.
    pub(super) documents: Vec<Value>,
    pub(super) repairs: Vec<(RepairKind, Range<usize>)>,
}

/// Reads a text that is not strict JSON.
pub(super) fn recover(text: &str) -> Recovered {
    let mut reader = Reader {
        cursor: Cursor::new(text),
        closers: Vec::new(),
        surplus_openings: None,
    };
    let documents = reader.documents().unwrap_or_default();
    let mut repairs = reader.cursor.repairs;
    let readable = documents.iter().any(|value| !is_empty(value))
        || !repairs
            .iter()
            .any(|(kind, _)| *kind == RepairKind::UnexpectedText);
    let fatal = repairs.iter().any(|(kind, _)| kind.is_fatal());
    if fatal || (readable && !documents.is_empty()) {
        return Recovered { documents, repairs };
    }
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    repairs.push((RepairKind::NotJson, start..end));
    Recovered {
        documents: Vec::new(),
        repairs,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    }
}

/// Ends the reading; its place is among the repairs.
pub(super) struct TooDeep;

struct Reader<'a> {
    cursor: Cursor<'a>,
    /// The closing characters that the open objects and lists wait for.
    closers: Vec<char>,
    /// How many more braces the text opens than it closes; counted when first asked for.
    surplus_openings: Option<isize>,
}

/// Where the way to the next item of an object or list ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Item,
    /// The closing character was there and is taken.
    Closed,
    /// It is missing, or nothing had to be closed.
    Unclosed,
}

/// What stands before the next item of an object or list.
enum Before {
    /// Nothing, or what needs no comma after it.
    Start,
    Item,
    Comma(Range<usize>),
}

impl Reader<'_> {
    fn documents(&mut self) -> Result<Vec<Value>, TooDeep> {
        let mut documents = Vec::new();
        if self.cursor.peek() == Some('\u{feff}') {
            let range = self.cursor.take_char();
            self.cursor.report(RepairKind::ByteOrderMark, range);
        }
        self.cursor.skip_blank();
        let start = self.cursor.at;
        if self.at_member() {
            let first = self.cursor.peek().map_or(0, char::len_utf8);
            self.cursor
                .report(RepairKind::MissingBraces, start..start + first);
            documents.push(Value::Object(self.members(Map::new(), false)?));
        } else if let Some(value) = self.root()? {
            documents.push(value);
        }
        loop {
            self.cursor.skip_blank();
            let Some(c) = self.cursor.peek() else {
                return Ok(documents);
            };
            let start = self.cursor.at;
            match c {
                '{' | '[' if !documents.is_empty() => {
                    let range = start..start + 1;
                    self.cursor.report(RepairKind::SeveralDocuments, range);
                    documents.extend(self.value()?);
                }
                '}' | ']' => {
                    let range = self.cursor.take_char();
                    self.cursor.report(RepairKind::SurplusClose, range);
                }
                ',' => self.after_document(&mut documents)?,
                _ => self.skip_unexpected(),
            }
        }
    }

    /// The value that a text consists of. Words alone are prose, not JSON.
    fn root(&mut self) -> Result<Option<Value>, TooDeep> {
        match self.cursor.peek() {
            Some('{') => self.object().map(Some),
            Some('[') => self.list().map(Some),
            Some(c) if is_quote(c) => Ok(Some(Value::from(self.cursor.take_quoted(Role::Value)))),
            _ => {
                let start = self.cursor.at;
                let value = self.cursor.take_bare_value();
                let is_prose = matches!(value, Some(Value::String(_)));
                if is_prose {
                    self.cursor
                        .report(RepairKind::UnexpectedText, start..self.cursor.at);
                }
                Ok(value.filter(|_| !is_prose))
            }
        }
    }

    /// A comma after the whole document: the brace before it closed the root too early if members
    /// follow, and separates documents if a value does.
    fn after_document(&mut self, documents: &mut Vec<Value>) -> Result<(), TooDeep> {
        let closed = self.cursor.token_end.saturating_sub(1)..self.cursor.token_end;
        let comma = self.cursor.take_char();
        self.cursor.skip_blank();
        if let [Value::Object(root)] = documents.as_mut_slice()
            && self.at_member()
        {
            self.cursor.report(RepairKind::SurplusClose, closed);
            let members = std::mem::take(root);
            *root = self.members(members, true)?;
        } else {
            self.cursor.report(RepairKind::SurplusComma, comma);
        }
        Ok(())
    }

    /// True if a name and a colon come next.
    fn at_member(&self) -> bool {
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

    /// A value, or none where there is nothing that could be one.
    fn value(&mut self) -> Result<Option<Value>, TooDeep> {
        let Some(c) = self.cursor.peek() else {
            return Ok(None);
        };
        match c {
            '{' => {
                if let Some(placeholder) = self.take_placeholder() {
                    return Ok(Some(placeholder));
                }
                self.object().map(Some)
            }
            '[' => self.list().map(Some),
            ',' | '}' | ']' | ':' | ';' => Ok(None),
            _ if is_quote(c) => Ok(Some(Value::from(self.cursor.take_quoted(Role::Value)))),
            _ if self.cursor.take_ellipsis() => Ok(Some(Value::Null)),
            _ => Ok(self.cursor.take_bare_value()),
        }
    }

    /// `{id}` or `{{id}}` in the place of a value.
    fn take_placeholder(&mut self) -> Option<Value> {
        let ahead = self.cursor.ahead();
        let inner = ahead.trim_start_matches('{');
        let braces = ahead.len() - inner.len();
        let end = inner.find('}')?;
        let name = inner[..end].trim();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || " _-.$".contains(c));
        let closing = inner[end..].len() - inner[end..].trim_start_matches('}').len();
        if !is_name || closing < braces {
            return None;
        }
        let text = ahead[..braces + end + braces].to_owned();
        let range = self.cursor.take(text.len());
        self.cursor.report(RepairKind::UnquotedValue, range);
        Some(Value::from(text))
    }

    /// Takes an opening character, if that is not one too deep.
    fn open(&mut self, closer: char) -> Result<(), TooDeep> {
        let range = self.cursor.take_char();
        if self.closers.len() >= MAX_DEPTH {
            self.cursor.report(RepairKind::TooDeep, range);
            return Err(TooDeep);
        }
        self.closers.push(closer);
        Ok(())
    }

    fn object(&mut self) -> Result<Value, TooDeep> {
        if self.holds_list_in_braces() {
            let range = self.cursor.at..self.cursor.at + 1;
            self.cursor.report(RepairKind::BracesForList, range);
            return self.elements('}');
        }
        self.open('}')?;
        let members = self.members(Map::new(), true);
        self.closers.pop();
        members.map(Value::Object)
    }

    fn list(&mut self) -> Result<Value, TooDeep> {
        self.elements(']')
    }

    fn elements(&mut self, closer: char) -> Result<Value, TooDeep> {
        self.open(closer)?;
        let mut elements = Vec::new();
        let mut before = Before::Start;
        while self.next_item(&mut before, Some(closer)) == Next::Item {
            if self.cursor.take_ellipsis() {
                before = Before::Start;
                continue;
            }
            if !self.separate(&before, true) {
                continue;
            }
            match self.value()? {
                Some(value) => {
                    elements.push(value);
                    before = Before::Item;
                }
                None => self.skip_unexpected(),
            }
        }
        self.closers.pop();
        Ok(Value::Array(elements))
    }

    /// The members of an object up to its brace or, of one without braces, to the end.
    fn members(
        &mut self,
        mut members: Map<String, Value>,
        braced: bool,
    ) -> Result<Map<String, Value>, TooDeep> {
        let closer = braced.then_some('}');
        let mut unnamed = 0_usize;
        let mut before = Before::Start;
        loop {
            match self.next_item(&mut before, closer) {
                // A brace that closes an opening without a name does not close the object.
                Next::Closed if unnamed > 0 => {
                    unnamed -= 1;
                    before = Before::Item;
                }
                Next::Closed | Next::Unclosed => return Ok(members),
                Next::Item if self.cursor.take_ellipsis() => before = Before::Start,
                Next::Item if self.cursor.peek() == Some('{') => {
                    let range = self.cursor.take_char();
                    self.cursor.report(RepairKind::DoubledBrace, range);
                    unnamed += usize::from(!self.take_surplus_opening());
                    before = Before::Start;
                }
                Next::Item if self.separate(&before, false) => match self.member()? {
                    Some((name, value)) => {
                        members.insert(name, value);
                        before = Before::Item;
                    }
                    None => self.skip_unexpected(),
                },
                Next::Item => {}
            }
        }
    }

    fn member(&mut self) -> Result<Option<(String, Value)>, TooDeep> {
        let Some(name) = self.name() else {
            return Ok(None);
        };
        self.cursor.skip_blank();
        if self.cursor.peek() == Some(':') {
            self.cursor.take_char();
        } else if self.cursor.peek() == Some('=') {
            let length = if self.cursor.rest().starts_with("=>") {
                2
            } else {
                1
            };
            let range = self.cursor.take(length);
            self.cursor.report(RepairKind::WrongSeparator, range);
        } else if self.cursor.on_new_line()
            || matches!(self.cursor.peek(), None | Some(',' | '}' | ']'))
        {
            self.cursor.report_missing(RepairKind::MissingValue);
            return Ok(Some((name, Value::Null)));
        } else {
            self.cursor.report_missing(RepairKind::MissingColon);
        }
        let after_colon = self.cursor.ahead().trim_start();
        // A colour, not a comment.
        if after_colon.starts_with('#') && after_colon[1..].starts_with(char::is_alphanumeric) {
            self.cursor.at += self.cursor.ahead().len() - after_colon.len();
        } else {
            self.cursor.skip_blank();
        }
        if self.cursor.on_new_line() && self.at_member() {
            self.cursor.report_missing(RepairKind::MissingValue);
            return Ok(Some((name, Value::Null)));
        }
        let value = self.value()?;
        if value.is_none() {
            self.cursor.report_missing(RepairKind::MissingValue);
        }
        Ok(Some((name, value.unwrap_or(Value::Null))))
    }

    /// The name of a member, with quotes, without, or with one of them.
    fn name(&mut self) -> Option<String> {
        if self.cursor.peek().is_some_and(is_quote) {
            return Some(self.cursor.take_quoted(Role::Key));
        }
        let ahead = self.cursor.ahead();
        let end = ahead.find(|c| ":=,{}[]\"'".contains(c))?;
        let name = ahead[..end].trim_end();
        let after = &ahead[end..];
        let unopened = after.starts_with(['"', '\'']) && after[1..].trim_start().starts_with(':');
        if name.is_empty() || !(unopened || after.starts_with([':', '='])) {
            return None;
        }
        let name = name.to_owned();
        let length = if unopened { end + 1 } else { name.len() };
        let range = self.cursor.take(length);
        let kind = if unopened {
            RepairKind::MissingQuote
        } else {
            RepairKind::UnquotedKey
        };
        self.cursor.report(kind, range);
        Some(name)
    }

    /// Goes to the next item, or takes the closing character.
    fn next_item(&mut self, before: &mut Before, closer: Option<char>) -> Next {
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
    fn separate(&mut self, before: &Before, in_list: bool) -> bool {
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
    fn skip_unexpected(&mut self) {
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

    /// True if the brace here opens a list of objects: `{ {…}, {…} }`.
    fn holds_list_in_braces(&self) -> bool {
        let rest = self.cursor.rest();
        let inner = rest[1..].trim_start();
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
    fn take_surplus_opening(&mut self) -> bool {
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
