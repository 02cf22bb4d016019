//! Formats of texts that can be told from samples beyond doubt.
//!
//! Few on purpose: a format that one value of the live API does not have makes that value
//! unreadable, while a format that is missing costs a reader nothing.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Number;

/// The format that a text shows.
pub(super) fn of(text: &str) -> Option<&'static str> {
    ["date-time", "date-time-local", "date", "uuid"]
        .into_iter()
        .find(|format| is_of(text, format))
}

/// False if a text is certainly not of a format. Formats that are not known here hold any text.
pub(super) fn is_of(text: &str, format: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => date_and_rest(text).is_some_and(is_time_with_zone),
        "date-time-local" => date_and_rest(text)
            .and_then(time_length)
            .is_some_and(|length| length + "2000-01-01T".len() == text.len()),
        "uuid" => is_uuid(text),
        "time" => is_time_with_zone(text),
        "email" => is_email(text),
        "uri" | "url" => is_uri(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        _ => true,
    }
}

/// False if a whole number does not fit into the width that a format states.
pub(super) fn is_integer_of(number: &Number, format: &str) -> bool {
    match format {
        "int32" => number.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        "int64" => number.is_i64(),
        _ => true,
    }
}

/// Something before and behind one `@`, without blanks: what no validator rejects is longer to
/// say, and what this rejects no server takes.
fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// RFC 3986: a scheme, and characters that a URI may have.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && !rest.is_empty()
        && rest
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b))
}

/// True for a name that stands for one thing of many and not for a property: a number, a UUID, a
/// date, or the 24 hexadecimal digits of an object id.
pub(super) fn is_id(name: &str) -> bool {
    let is_number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let is_object_id = name.len() == 24 && name.bytes().all(|b| b.is_ascii_hexdigit());
    is_number || is_object_id || is_uuid(name) || is_date(name)
}

/// RFC 3339 `full-date`, with days that exist.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (
        digits(&bytes[..4]),
        digits(&bytes[5..7]),
        digits(&bytes[8..]),
    ) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// What follows the date and the `T` of a date-time.
fn date_and_rest(text: &str) -> Option<&str> {
    let date = text.get(..10)?;
    let rest = text[10..].strip_prefix(['T', 't'])?;
    is_date(date).then_some(rest)
}

/// The length of RFC 3339 `partial-time` at the start of a text.
fn time_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || bytes[2] != b':' || bytes[5] != b':' {
        return None;
    }
    let is_time =
        digits(&bytes[..2])? < 24 && digits(&bytes[3..5])? < 60 && digits(&bytes[6..8])? <= 60;
    if !is_time {
        return None;
    }
    if bytes.get(8) != Some(&b'.') {
        return Some(8);
    }
    let fraction = bytes[9..].iter().take_while(|b| b.is_ascii_digit()).count();
    (fraction > 0).then_some(9 + fraction)
}

fn is_time_with_zone(text: &str) -> bool {
    let Some(zone) = time_length(text).map(|length| &text.as_bytes()[length..]) else {
        return false;
    };
    match zone {
        b"Z" | b"z" => true,
        [b'+' | b'-', hours @ .., b':', m1, m2] if hours.len() == 2 => {
            digits(hours).is_some_and(|hours| hours < 24)
                && digits(&[*m1, *m2]).is_some_and(|minutes| minutes < 60)
        }
        _ => false,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups = [8, 4, 4, 4, 12];
    text.split('-').count() == groups.len()
        && text.split('-').zip(groups).all(|(group, length)| {
            group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit())
        })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, b| {
        b.is_ascii_digit()
            .then(|| number * 10 + u32::from(b - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_beyond_doubt_has_a_format() {
        for (text, format) in [
            ("2017-10-16T07:55:00Z", Some("date-time")),
            ("2017-10-16T07:55:00.25+01:00", Some("date-time")),
            ("2017-10-16T00:00:00", Some("date-time-local")),
            ("2017-10-16T00:00:00.123", Some("date-time-local")),
            ("2016-02-29", Some("date")),
            ("123e4567-e89b-12d3-a456-426614174000", Some("uuid")),
            ("2017-02-29", None),
            ("2017-13-01", None),
            ("2017-10-16T24:00:00", None),
            ("2017-10-16T07:55:00+0100", None),
            ("2017-10-16 07:55:00", None),
            ("2017-10-16T07:55", None),
            ("2017-10-16T07:55:00.", None),
            ("Fri, 06 Oct 2017 12:01:36 GMT", None),
            ("mail@example.com", None),
            ("https://example.com", None),
            ("čččččččččč", None),
            ("", None),
        ] {
            assert_eq!(of(text), format, "{text}");
        }
    }

    #[test]
    fn ids_are_told_from_names() {
        for id in ["0", "4523", "2017-01-01", "507f1f77bcf86cd799439011"] {
            assert!(is_id(id), "{id}");
        }
        for name in ["", "id", "4a", "item-1", "added"] {
            assert!(!is_id(name), "{name}");
        }
    }
}
