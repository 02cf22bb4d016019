//! Texts that are encoded for another medium: for HTML or for a URL.

use percent_encoding::percent_decode_str;

use crate::source::MappedText;

/// What HTML escapes stand for that JSON has use for.
const ENTITIES: &[(&str, &str)] = &[
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

/// The text behind an encoding. None for a text that has a quote of its own, since an escape
/// within a value belongs to the value.
pub(super) fn decoded(text: &MappedText) -> Option<MappedText> {
    let written = text.text();
    if written.contains('"') {
        return None;
    }
    let quotes = ["&quot;", "&#34;", "&#x22;"];
    if quotes.iter().any(|quote| written.contains(quote)) {
        return Some(without_entities(text));
    }
    let start = written.trim_start().get(..3)?.to_ascii_uppercase();
    if !["%7B", "%5B"].contains(&start.as_str()) {
        return None;
    }
    let decoded = percent_decode_str(written).decode_utf8().ok()?;
    let mut mapped = MappedText::default();
    mapped.push(&decoded, text.whole_span().start);
    Some(mapped)
}

fn without_entities(text: &MappedText) -> MappedText {
    let written = text.text();
    let mut decoded = MappedText::default();
    let mut at = 0;
    while at < written.len() {
        let rest = &written[at..];
        let entity = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity));
        let (length, stands_for) = if let Some((entity, stands_for)) = entity {
            (entity.len(), *stands_for)
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest[first..]
                .find('&')
                .map_or(rest.len(), |end| end + first);
            (length, &rest[..length])
        };
        decoded.push(stands_for, text.span(at..at + 1).start);
        at += length;
    }
    decoded
}
