//! The grammar of values, lists and objects, as far as it can be guessed from a careless text.

use std::ops::Range;

use serde_json::{Map, Value};

use super::items::{Before, Next};
use super::quoted::{Role, is_quote};
use super::recover::{Reader, TooDeep};
use super::{MAX_DEPTH, RepairKind};

/// A member of an object.
struct ReadMember {
    name: String,
    name_range: Range<usize>,
    value: Value,
}

impl Reader<'_> {
    /// A value, or none where there is nothing that could be one.
    pub(super) fn value(&mut self) -> Result<Option<Value>, TooDeep> {
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

    pub(super) fn object(&mut self) -> Result<Value, TooDeep> {
        if self.holds_list_in_braces() {
            let range = self.cursor.at..self.cursor.at + 1;
            self.cursor.report(RepairKind::BracesForList, range);
            return self.elements('}').map(|list| match list {
                Value::Array(mut lists) if matches!(lists[..], [Value::Array(_)]) => {
                    lists.swap_remove(0)
                }
                list => list,
            });
        }
        self.open('}')?;
        let members = self.members(Map::new(), true);
        self.closers.pop();
        members.map(Value::Object)
    }

    pub(super) fn list(&mut self) -> Result<Value, TooDeep> {
        self.elements(']')
    }

    fn elements(&mut self, closer: char) -> Result<Value, TooDeep> {
        self.open(closer)?;
        let mut elements = Vec::new();
        let mut before = Before::Start;
        let mut lacks_braces = false;
        while self.next_item(&mut before, Some(closer)) == Next::Item {
            if self.cursor.take_ellipsis() {
                before = Before::Start;
                continue;
            }
            if !self.separate(&before, true) {
                continue;
            }
            if self.cursor.peek().is_some_and(is_quote) && self.at_member() {
                self.member_without_braces(&mut elements, lacks_braces)?;
                lacks_braces = true;
                before = Before::Item;
                continue;
            }
            lacks_braces = false;
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

    /// A member in the place of an element: it and those that follow are one object, whose braces
    /// are missing.
    fn member_without_braces(
        &mut self,
        elements: &mut Vec<Value>,
        follows_another: bool,
    ) -> Result<(), TooDeep> {
        let start = self.cursor.at;
        if !follows_another {
            self.cursor
                .report(RepairKind::MissingBraces, start..start + 1);
            elements.push(Value::Object(Map::new()));
        }
        let member = self.member()?;
        if let (Some(member), Some(Value::Object(members))) = (member, elements.last_mut())
            && members.insert(member.name, member.value).is_some()
        {
            self.cursor
                .report(RepairKind::RepeatedName, member.name_range);
        }
        Ok(())
    }

    /// The members of an object up to its brace or, of one without braces, to the end.
    pub(super) fn members(
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
                    Some(member) => {
                        if members.insert(member.name, member.value).is_some() {
                            self.cursor
                                .report(RepairKind::RepeatedName, member.name_range);
                        }
                        before = Before::Item;
                    }
                    None => self.skip_unexpected(),
                },
                Next::Item => {}
            }
        }
    }

    fn member(&mut self) -> Result<Option<ReadMember>, TooDeep> {
        let start = self.cursor.at;
        let Some(name) = self.name() else {
            return Ok(None);
        };
        let name_range = start..self.cursor.at;
        let value = self.member_value()?.unwrap_or_else(|| {
            self.cursor.report_missing(RepairKind::MissingValue);
            Value::Null
        });
        Ok(Some(ReadMember {
            name,
            name_range,
            value,
        }))
    }

    /// The value behind a name, with what should stand between them.
    fn member_value(&mut self) -> Result<Option<Value>, TooDeep> {
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
            return Ok(None);
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
            return Ok(None);
        }
        match self.cursor.take_grouped_number() {
            Some(text) => Ok(Some(text)),
            None => self.value(),
        }
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
}
