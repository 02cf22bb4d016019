//! Numbers and literals, in JSON's form and in those of other languages.

use serde_json::{Number, Value};

use super::RepairKind;
use super::strict::is_exact;

/// The number or literal that a word is, with what is wrong with its form.
pub(super) fn scalar(word: &str) -> Option<(Value, Option<RepairKind>)> {
    let literal = match word {
        "true" => return Some((Value::Bool(true), None)),
        "false" => return Some((Value::Bool(false), None)),
        "null" => return Some((Value::Null, None)),
        "True" | "TRUE" => Value::Bool(true),
        "False" | "FALSE" => Value::Bool(false),
        "Null" | "NULL" | "None" | "nil" | "undefined" | "NaN" | "Infinity" | "-Infinity" => {
            Value::Null
        }
        _ => return number(word),
    };
    Some((literal, Some(RepairKind::ForeignLiteral)))
}

fn number(word: &str) -> Option<(Value, Option<RepairKind>)> {
    if let Some((value, is_kept)) = strict(word) {
        return Some((value, (!is_kept).then_some(RepairKind::LongNumber)));
    }
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let unsigned = word.trim_start_matches(['+', '-']);
    let sign = match &word[..word.len() - unsigned.len()] {
        "-" => "-",
        "" | "+" => "",
        _ => return None,
    };
    let significant = unsigned.trim_start_matches('0');
    let zero = if significant.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    let digits = significant.strip_suffix('.').unwrap_or(significant);
    let (value, is_kept) = strict(&format!("{sign}{zero}{digits}"))?;
    let kind = if is_kept {
        RepairKind::NumberForm
    } else {
        RepairKind::LongNumber
    };
    Some((value, Some(kind)))
}

/// A number of strict form, as text where its digits would be lost, and whether it is a number.
fn strict(word: &str) -> Option<(Value, bool)> {
    let number = serde_json::from_str::<Number>(word);
    match number {
        Ok(number) if is_exact(word) => Some((Value::from(number), true)),
        Ok(_) => Some((Value::from(word), false)),
        Err(error) => (is_strict(word) && error.is_syntax()).then(|| (Value::from(word), false)),
    }
}

/// RFC 8259, section 6.
fn is_strict(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
