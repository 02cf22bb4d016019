//! JSON as people write it into documentation.
//!
//! Strict JSON is read by `serde_json` and nothing else. Only what that refuses, or would lose
//! something of, goes through the recovering reader, which understands the usual defects and reports every one of them, so no
//! value is ever changed in silence. It does not recurse deeper than [`MAX_DEPTH`], and its time
//! grows linearly with the text.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::MappedText;

pub use compact::Compact;
pub use repair::{Repair, RepairKind};

mod compact;
mod encoded;
mod items;
mod lexer;
mod quoted;
mod recover;
mod repair;
mod scalar;
mod strict;
mod structure;
mod surroundings;
#[cfg(test)]
mod tests;

/// How deep objects and lists may be nested: less than the 128 levels at which JSON readers stop,
/// since a document of ours holds the value some levels deep.
pub const MAX_DEPTH: usize = 100;

/// How many defects of one text a diagnostic shows beside the first.
const SHOWN_REPAIRS: usize = 8;

/// What a JSON text holds, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The value; of several documents the first. None for a blank text, which is no defect, and
    /// for one that could not be read.
    pub value: Option<Value>,
    /// The documents that follow the first without anything that would join them.
    pub others: Vec<Value>,
    /// Every defect, in the order of the text. Empty for strict JSON.
    pub repairs: Vec<Repair>,
}

/// Reads a JSON text, however careless.
///
/// ```
/// use apib::json::{RepairKind, read};
/// use apib::source::MappedText;
///
/// let mut text = MappedText::default();
/// text.push("{ 'id': 7 // our own\n  \"name\": \"A\", }", 0);
/// let reading = read(&text);
/// assert_eq!(reading.value, Some(serde_json::json!({ "id": 7, "name": "A" })));
/// let kinds: Vec<_> = reading.repairs.iter().map(|repair| repair.kind).collect();
/// assert_eq!(
///     kinds,
///     [
///         RepairKind::ForeignQuotes,
///         RepairKind::MissingComma,
///         RepairKind::Comment,
///         RepairKind::SurplusComma,
///     ],
/// );
/// ```
pub fn read(text: &MappedText) -> Reading {
    if text.is_blank() {
        return Reading::default();
    }
    if let Some(value) = read_strict(text.text()) {
        return Reading {
            value: Some(value),
            ..Reading::default()
        };
    }
    match encoded::decoded(text) {
        Some(decoded) => {
            let start = text.text().len() - text.text().trim_start().len();
            let encoded = Repair {
                kind: RepairKind::EncodedText,
                span: text.span(start..start + 1),
            };
            let mut reading = read_careless(&decoded);
            reading.repairs.insert(0, encoded);
            reading
        }
        None => read_careless(text),
    }
}

/// The value of a strict JSON text, if it holds all that the text says.
fn read_strict(text: &str) -> Option<Value> {
    let value = serde_json::from_str(text).ok()?;
    (depth(&value) <= MAX_DEPTH && strict::holds_all(&value, text)).then_some(value)
}

fn read_careless(text: &MappedText) -> Reading {
    let recovered = recover::recover(text.text());
    let mut repairs: Vec<Repair> = recovered
        .repairs
        .into_iter()
        .map(|(kind, range)| Repair {
            kind,
            span: text.span(range),
        })
        .collect();
    repairs.sort_by_key(|repair| repair.span);
    let mut documents = recovered.documents.into_iter();
    Reading {
        value: documents.next(),
        others: documents.collect(),
        repairs,
    }
}

/// How many lists and objects stand around the innermost value. `serde_json` reads 128 levels at
/// most, so this ends.
fn depth(value: &Value) -> usize {
    let inner = match value {
        Value::Array(items) => items.iter().map(depth).max(),
        Value::Object(fields) => fields.values().map(depth).max(),
        _ => return 0,
    };
    inner.unwrap_or_default() + 1
}

impl Reading {
    /// The findings to report: none for strict JSON, else one of each code, at the first defect of
    /// its kind, with the others as related places. Where nothing could be read, there is one, at
    /// the reason for that.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        if let Some(fatal) = self.repairs.iter().find(|repair| repair.kind.is_fatal()) {
            let code = match fatal.kind {
                RepairKind::TooDeep => Code::JSON_TOO_DEEP,
                _ => Code::JSON_UNREADABLE,
            };
            return vec![Diagnostic::new(code, fatal.span, fatal.kind.message())];
        }
        let has_guess = self.repairs.iter().any(|repair| repair.kind.is_guess());
        let code_of = |repair: &&Repair| match repair.kind {
            RepairKind::RepeatedName => Code::JSON_NAME_REPEATED,
            RepairKind::LongNumber => Code::JSON_NUMBER_TOO_LONG,
            _ if has_guess => Code::JSON_GUESSED,
            _ => Code::JSON_REPAIRED,
        };
        let mut by_code: BTreeMap<Code, Vec<Repair>> = BTreeMap::new();
        for repair in &self.repairs {
            by_code.entry(code_of(&repair)).or_default().push(*repair);
        }
        let groups = by_code.into_iter();
        groups
            .map(|(code, repairs)| diagnostic(code, &repairs))
            .collect()
    }
}

/// One finding at several places, of which there is one at least.
fn diagnostic(code: Code, repairs: &[Repair]) -> Diagnostic {
    let first = repairs[0];
    let others = &repairs[1..];
    let mut message = first.kind.message().to_owned();
    let hidden = others.len().saturating_sub(SHOWN_REPAIRS);
    if hidden > 0 {
        message = format!("{message}, and {hidden} more defects than are shown");
    }
    let shown = others.iter().take(SHOWN_REPAIRS);
    shown.fold(
        Diagnostic::new(code, first.span, message),
        |diagnostic, repair| diagnostic.with_related(repair.span, repair.kind.message()),
    )
}
