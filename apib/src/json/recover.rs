//! What a careless text holds: one document, several, or none.

use std::ops::Range;

use serde_json::{Map, Value};

use super::RepairKind;
use super::lexer::Cursor;
use super::quoted::{Role, is_quote};

/// What the recovering reader made of a text.
pub(super) struct Recovered {
    /// Empty where nothing could be read.
    pub(super) documents: Vec<Value>,
    pub(super) repairs: Vec<(RepairKind, Range<usize>)>,
}

/// Ends the reading; its place is among the repairs.
pub(super) struct TooDeep;

/// The recovering reader at a place of its text.
pub(super) struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    /// The closing characters that the open objects and lists wait for.
    pub(super) closers: Vec<char>,
    /// How many more braces the text opens than it closes; counted when first asked for.
    pub(super) surplus_openings: Option<isize>,
}

/// Reads a text that is not strict JSON.
pub(super) fn recover(text: &str) -> Recovered {
    let mut reader = Reader {
        cursor: Cursor::new(text),
        closers: Vec::new(),
        surplus_openings: None,
    };
    let Ok(documents) = reader.documents() else {
        let mut repairs = reader.cursor.repairs;
        repairs.retain(|(kind, _)| kind.is_fatal());
        return Recovered {
            documents: Vec::new(),
            repairs,
        };
    };
    let repairs = reader.cursor.repairs;
    let is_left_out = |(kind, _): &(RepairKind, Range<usize>)| {
        matches!(
            kind,
            RepairKind::UnexpectedText | RepairKind::SurroundingText
        )
    };
    // Nothing but prose within braces is no JSON.
    if documents.iter().all(is_empty) && (documents.is_empty() || repairs.iter().any(is_left_out)) {
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        return Recovered {
            documents: Vec::new(),
            repairs: vec![(RepairKind::NotJson, start..end)],
        };
    }
    Recovered { documents, repairs }
}

/// True for a number that is kept as text.
fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        _ => false,
    }
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
        if self.at_member() && !self.is_above_document() {
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
                '{' | '[' if self.opens_document() => {
                    if !documents.is_empty() {
                        let range = start..start + 1;
                        self.cursor.report(RepairKind::SeveralDocuments, range);
                    }
                    documents.extend(self.value()?);
                }
                '}' | ']' if !documents.is_empty() => {
                    let range = self.cursor.take_char();
                    self.cursor.report(RepairKind::SurplusClose, range);
                }
                ',' if !documents.is_empty() => self.after_document(&mut documents)?,
                // The end of something whose beginning is not shown.
                '}' | ']' | ',' => return Ok(documents),
                _ => self.skip_surroundings(),
            }
        }
    }

    /// The value that a text begins with. A scalar must be all of it, since words are prose.
    fn root(&mut self) -> Result<Option<Value>, TooDeep> {
        let start = self.cursor.at;
        let known = self.cursor.repairs.len();
        let value = match self.cursor.peek() {
            Some('{') => return self.object().map(Some),
            Some('[') => return self.list().map(Some),
            _ if self.at_fence() => None,
            Some(c) if is_quote(c) => Some(Value::from(self.cursor.take_quoted(Role::Value))),
            _ => self
                .cursor
                .take_bare_value()
                .filter(|value| !value.is_string() || value.as_str().is_some_and(is_number)),
        };
        let end = self.cursor.at;
        self.cursor.skip_blank();
        if value.is_some() && self.cursor.at == self.cursor.text.len() {
            return Ok(value);
        }
        if value.is_some() && !self.holds_document() {
            self.cursor.at = end;
            return Ok(value);
        }
        self.cursor.at = start;
        self.cursor.token_end = start;
        self.cursor.repairs.truncate(known);
        Ok(None)
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
}
