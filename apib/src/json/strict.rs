//! What a JSON text holds that a [`Value`] cannot hold.
//!
//! `serde_json` keeps the last of several members of one name and the nearest double of a number,
//! both without a word. Its feature `arbitrary_precision` would keep the digits, but it changes
//! how every crate of a build reads numbers, which is not for a library to decide.

use serde_json::Value;

/// True if a value that was read from a strict JSON text holds all that the text says.
pub(super) fn holds_all(value: &Value, text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut colons = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = string_end(bytes, at + 1),
            b':' => {
                colons += 1;
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let end = number_end(bytes, at);
                if !is_exact(&text[at..end]) {
                    return false;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    colons == member_count(value)
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at + 1
}

fn number_end(bytes: &[u8], start: usize) -> usize {
    let is_part = |b: &u8| b.is_ascii_digit() || b"+-.eE".contains(b);
    start + bytes[start..].iter().take_while(|b| is_part(b)).count()
}

fn member_count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(member_count).sum(),
        Value::Object(members) => members.len() + members.values().map(member_count).sum::<usize>(),
        _ => 0,
    }
}

/// True if a double or a 64-bit integer holds a number with all its digits. How it is written
/// does not count: `1.10` is 1.1.
pub(super) fn is_exact(number: &str) -> bool {
    // Every decimal of up to 15 digits survives the way through a double.
    let is_short = number.len() <= 15 && !number.contains(['e', 'E']);
    if is_short || number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
        return true;
    }
    number.parse::<f64>().is_ok_and(|double| {
        double.is_finite()
            && decimal(number).is_some_and(|it| Some(it) == decimal(&format!("{double:e}")))
    })
}

/// The significant digits of a number and the power of ten of the first of them; none of zero.
fn decimal(number: &str) -> Option<(String, i64)> {
    let (mantissa, exponent) = match number.find(['e', 'E']) {
        Some(at) => (&number[..at], number[at + 1..].parse::<i64>().ok()?),
        None => (number, 0),
    };
    let mantissa = mantissa.trim_start_matches('-');
    let whole = mantissa.split('.').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let significant = digits.trim_matches('0').to_owned();
    if significant.is_empty() {
        return Some((significant, 0));
    }
    let power = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
    Some((significant, exponent.checked_add(power)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_whose_digits_survive() {
        for number in [
            "0",
            "-0.0",
            "1.10",
            "0.1",
            "1e3",
            "1.5E-7",
            "18446744073709551615",
            "0.30000000000000004",
            "100000000000000000000",
        ] {
            assert!(is_exact(number), "{number}");
        }
        for number in [
            "12345678901234567890123",
            "0.1234567890123456789",
            "1e400",
            "1e-400",
            "18446744073709551617",
            "1e99999999999999999999",
        ] {
            assert!(!is_exact(number), "{number}");
        }
    }

    #[test]
    fn names_that_come_twice_are_noticed() {
        let holds = |text: &str| holds_all(&serde_json::from_str(text).unwrap(), text);
        assert!(holds("{\"a:\\\"\": {\"b\": [1, {\"b\": 2}]}, \"b\": 1}"));
        assert!(!holds("{\"a\": {\"b\": 1, \"b\": 1}}"));
    }
}
