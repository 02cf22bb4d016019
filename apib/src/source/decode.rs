//! From bytes to lines of text.

/// The first carriage return without a line feed behind it.
pub(super) fn lone_carriage_return(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'\r', text.as_bytes())
        .find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

/// Carriage returns that stand alone end lines, as they once did; nothing else is changed.
pub(crate) fn with_line_feeds(text: String) -> String {
    if lone_carriage_return(&text).is_none() {
        return text;
    }
    let mut changed = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_alone = character == '\r' && characters.peek() != Some(&'\n');
        changed.push(if is_alone { '\n' } else { character });
    }
    changed
}

/// The text of a file, whatever bytes it holds: UTF-8, or UTF-16 with a byte order mark. Bytes
/// that are neither become replacement characters, so that one bad byte in a sample does not cost
/// the whole document.
///
/// ```
/// assert_eq!(apib::source::decode(b"# A\xFF".to_vec()), "# A\u{fffd}");
/// assert_eq!(apib::source::decode(b"\xFF\xFE#\0".to_vec()), "#");
/// ```
pub fn decode(bytes: Vec<u8>) -> String {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| -> String {
        let (pairs, _) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match &bytes[..] {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Source;

    #[test]
    fn lone_carriage_returns_end_lines() {
        assert_eq!(Source::new("a.apib", "a\rb\r\nc\r").text(), "a\nb\r\nc\n");
    }
}
