//! List keywords: what a list item announces.

use crate::markdown::text;
use crate::source::{Source, Span, Text};

/// The section that a list item opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// `Request name (media type)`
    Request {
        identifier: Option<Text>,
        media_type: Option<Text>,
        /// What the specification does not know, such as words behind the media type.
        irregular: Option<Span>,
    },
    /// `Response status (media type)`
    Response {
        status: Option<Text>,
        media_type: Option<Text>,
        /// Words that are neither, such as a reason phrase.
        irregular: Option<Text>,
    },
    /// `Model (media type)`, or `name Model (media type)` for a name other than the resource's.
    Model {
        identifier: Option<Text>,
        media_type: Option<Text>,
    },
    Parameters,
    /// `Headers`, or `Header`, which is as common.
    Headers {
        singular: bool,
    },
    Attributes {
        /// A type stands behind the word.
        is_typed: bool,
    },
    Body,
    Schema,
    Relation {
        name: Text,
    },
}

impl Section {
    /// True for a section that describes what a request, response or model carries.
    pub(super) fn is_of_payload(&self) -> bool {
        matches!(
            self,
            Self::Headers { .. }
                | Self::Body
                | Self::Schema
                | Self::Attributes { .. }
                | Self::Parameters
        )
    }

    pub(super) fn is_payload(&self) -> bool {
        matches!(
            self,
            Self::Request { .. } | Self::Response { .. } | Self::Model { .. }
        )
    }
}

/// The section that an item with this signature opens, if it opens one. Keywords are those of the
/// specification in any case (chapter "Keywords").
pub(super) fn classify(source: &Source, signature: Span) -> Option<Section> {
    let line = source.slice(signature);
    let word_length = line
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(line.len());
    let (word, _) = line.split_at(word_length);
    let rest = text::trim(
        source,
        Span::new(signature.start + word_length, signature.end),
    );
    let rest_text = source.slice(rest);
    let alone = rest_text.is_empty() || rest_text == ":";
    let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
    if is("request") {
        Some(request(source, rest))
    } else if is("response") {
        response(source, rest)
    } else if is("model") && (alone || rest_text.starts_with('(')) {
        Some(Section::Model {
            identifier: None,
            media_type: MediaTyped::split(source, rest).media_type,
        })
    } else if is("parameters") || is("parameter") {
        alone.then_some(Section::Parameters)
    } else if is("headers") || is("header") {
        alone.then_some(Section::Headers {
            singular: is("header"),
        })
    } else if is("attributes") || is("attribute") {
        let is_typed = rest_text.starts_with('(');
        (alone || is_typed).then_some(Section::Attributes { is_typed })
    } else if is("body") {
        (alone || is_asset(rest_text)).then_some(Section::Body)
    } else if is("schema") {
        (alone || is_asset(rest_text)).then_some(Section::Schema)
    } else if is("relation") && rest_text.starts_with(':') {
        let name = text::trim(source, Span::new(rest.start + 1, rest.end));
        Some(Section::Relation {
            name: Text::new(source.slice(name), name),
        })
    } else {
        named_model(source, signature)
    }
}

/// An asset that someone wrote beside its keyword instead of below it.
fn is_asset(text: &str) -> bool {
    let text = text.strip_prefix(':').unwrap_or(text).trim_start();
    text.starts_with(['{', '[', '<'])
}

fn request(source: &Source, rest: Span) -> Section {
    let (rest, colon) = without_colon(source, rest);
    let parts = MediaTyped::split(source, rest);
    // `Request (text/plain) Name` has the name behind.
    let irregular = parts.behind.or(colon);
    let identifier = parts.before.or(parts.behind);
    Section::Request {
        identifier: identifier.map(|span| Text::new(source.slice(span), span)),
        media_type: parts.media_type,
        irregular,
    }
}

/// `Response`, `Response 200`, `Response 200 (text/plain)`; not `Response times are low`.
fn response(source: &Source, rest: Span) -> Option<Section> {
    let (rest, colon) = without_colon(source, rest);
    let parts = MediaTyped::split(source, rest);
    let mut media_type = parts.media_type;
    let mut irregular = parts.behind.or(colon);
    let mut status = None;
    if let Some(words) = parts.before {
        let text = source.slice(words);
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_status = first.starts_with(|c: char| c.is_ascii_digit());
        if !is_status && media_type.is_none() {
            return None;
        }
        let length = if is_status { status_length(first) } else { 0 };
        let reason = text::trim(source, Span::new(words.start + length, words.end));
        if is_status {
            let span = Span::new(words.start, words.start + length);
            status = Some(Text::new(source.slice(span), span));
        }
        if reason.start < reason.end {
            // `Response 200 text/plain` lacks nothing but the parentheses.
            if media_type.is_none() && is_media_type(source.slice(reason)) {
                media_type = Some(Text::new(source.slice(reason), reason));
            }
            irregular = Some(reason);
        }
    }
    Some(Section::Response {
        status,
        media_type,
        irregular: irregular.map(|span| Text::new(source.slice(span), span)),
    })
}

/// How much of a word is the status: its digits, or all of `2XX` and `200-299`.
fn status_length(word: &str) -> usize {
    let digits = |word: &str| {
        word.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(word.len())
    };
    let first = digits(word);
    let is_class = word.len() == 3 && first == 1 && word.to_ascii_lowercase().ends_with("xx");
    let is_range = word[first..]
        .strip_prefix('-')
        .is_some_and(|last| first == 3 && last.len() == 3 && digits(last) == 3);
    if is_class || is_range {
        word.len()
    } else {
        first
    }
}

/// `name Model (media type)`
fn named_model(source: &Source, signature: Span) -> Option<Section> {
    // Most items are no section at all, which is quickly seen.
    memchr::memmem::find(source.slice(signature).as_bytes(), b"odel")?;
    let parts = MediaTyped::split(source, signature);
    let words = parts.before.filter(|_| parts.behind.is_none())?;
    let text = source.slice(words);
    let name = text
        .strip_suffix("Model")
        .or_else(|| text.strip_suffix("model"))
        .filter(|name| name.ends_with([' ', '\t']) && !name.contains(['[', ']', ':']))?;
    let name = text::trim_end(source, Span::new(words.start, words.start + name.len()));
    Some(Section::Model {
        identifier: Some(Text::new(source.slice(name), name)),
        media_type: parts.media_type,
    })
}

/// Drops a colon behind the keyword; gives it back as well, since none belongs there.
fn without_colon(source: &Source, rest: Span) -> (Span, Option<Span>) {
    if source.slice(rest).starts_with(':') {
        let colon = Span::new(rest.start, rest.start + 1);
        return (
            text::trim(source, Span::new(colon.end, rest.end)),
            Some(colon),
        );
    }
    (rest, None)
}

/// `before (type/subtype) behind`
#[derive(Default)]
struct MediaTyped {
    before: Option<Span>,
    media_type: Option<Text>,
    behind: Option<Span>,
}

impl MediaTyped {
    fn split(source: &Source, span: Span) -> Self {
        let text = source.slice(span);
        let nonempty = |start: usize, end: usize| {
            let part = text::trim(source, Span::new(span.start + start, span.start + end));
            (part.start < part.end).then_some(part)
        };
        let opening = media_type_opening(text);
        let Some(opening) = opening else {
            return Self {
                before: nonempty(0, text.len()),
                ..Self::default()
            };
        };
        let closing = text[opening..]
            .find(')')
            .map_or(text.len(), |length| opening + length);
        Self {
            before: nonempty(0, opening),
            media_type: nonempty(opening + 1, closing)
                .map(|inner| Text::new(source.slice(inner), inner)),
            behind: nonempty((closing + 1).min(text.len()), text.len()),
        }
    }
}

/// The last parenthesis with a slash between it and the one that closes it: the slash tells a
/// media type from other words in parentheses.
fn media_type_opening(text: &str) -> Option<usize> {
    let mut has_slash = false;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b'/' => has_slash = true,
            b')' => has_slash = false,
            b'(' if has_slash => return Some(at),
            _ => {}
        }
    }
    None
}

/// `type/subtype` and nothing else.
fn is_media_type(text: &str) -> bool {
    let is_token = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-._*".contains(c))
    };
    text.split(';')
        .next()
        .and_then(|essence| essence.trim().split_once('/'))
        .is_some_and(|(main, sub)| is_token(main) && is_token(sub))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The section in one line: its parts, and what is irregular.
    fn section(text: &str) -> String {
        let text_of = |text: Option<Text>| text.map_or("-".to_owned(), |text| text.text);
        let source = Source::new("test.apib", text);
        match classify(&source, Span::new(0, text.len())) {
            None => "prose".to_owned(),
            Some(Section::Request {
                identifier,
                media_type,
                irregular,
            }) => format!(
                "request {} {} {}",
                text_of(identifier),
                text_of(media_type),
                irregular.map_or("-", |span| source.slice(span))
            ),
            Some(Section::Response {
                status,
                media_type,
                irregular,
            }) => format!(
                "response {} {} {}",
                text_of(status),
                text_of(media_type),
                text_of(irregular)
            ),
            Some(Section::Model {
                identifier,
                media_type,
            }) => format!("model {} {}", text_of(identifier), text_of(media_type)),
            Some(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn responses_have_a_status_a_media_type_or_neither() {
        assert_eq!(
            section("Response 200 (application/json; charset=utf-8)"),
            "response 200 application/json; charset=utf-8 -"
        );
        assert_eq!(section("RESPONSE"), "response - - -");
        assert_eq!(section("Response (text/plain)"), "response - text/plain -");
        assert_eq!(section("Response times are low"), "prose");
    }

    #[test]
    fn careless_responses_are_responses() {
        assert_eq!(
            section("Response 404 Not Found (text/plain)"),
            "response 404 text/plain Not Found"
        );
        assert_eq!(
            section("Response 200 application/json"),
            "response 200 application/json application/json"
        );
        assert_eq!(section("Response: 200"), "response 200 - :");
        assert_eq!(section("Response 2XX (a/b)"), "response 2XX a/b -");
        assert_eq!(section("Response 200 (a/b"), "response 200 a/b -");
    }

    #[test]
    fn requests_have_a_name_a_media_type_or_neither() {
        assert_eq!(
            section("Request Create (one) (text/plain)"),
            "request Create (one) text/plain -"
        );
        assert_eq!(section("request"), "request - - -");
        assert_eq!(
            section("Request (text/plain) Create"),
            "request Create text/plain Create"
        );
    }

    #[test]
    fn models_may_have_a_name_of_their_own() {
        assert_eq!(section("Model (text/plain)"), "model - text/plain");
        assert_eq!(section("Short note Model (a/b)"), "model Short note a/b");
        assert_eq!(section("Models are cars"), "prose");
    }

    #[test]
    fn section_names_stand_alone() {
        assert_eq!(section("Header"), "Headers { singular: true }");
        assert_eq!(
            section("Attributes (array[Note])"),
            "Attributes { is_typed: true }"
        );
        assert_eq!(section("Body {\"a\": 1}"), "Body");
        assert_eq!(section("body (string)"), "prose");
        assert_eq!(section("schema of the answer"), "prose");
    }
}
