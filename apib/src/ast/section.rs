//! What a list item announces.

use crate::markdown::text;
use crate::source::{Source, Span, Text};

/// The section that a list item opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Request {
        identifier: Option<Text>,
        media_type: Option<Text>,
    },
    Response {
        status: Option<Text>,
        media_type: Option<Text>,
        /// Words behind the status, such as a reason phrase.
        rest: Option<Text>,
    },
    Model {
        media_type: Option<Text>,
    },
    Parameters,
    /// `Headers`, or `Header`, which is as common.
    Headers {
        singular: bool,
    },
    Attributes,
    Body,
    Schema,
    Relation {
        name: Text,
    },
}

/// The section that an item with this signature opens, if it opens one.
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
    let rest = Text::new(source.slice(rest), rest);
    // Both `Response` and `response`, but not `RESPONSE`, as the reference parser has it.
    let tail_is_small = word.chars().skip(1).all(char::is_lowercase);
    let keyword = word.to_ascii_lowercase();
    if !tail_is_small {
        return None;
    }
    let alone = rest.text.is_empty() || rest.text == ":";
    match keyword.as_str() {
        "request" => Some(request(source, &rest)),
        "response" => response(source, &rest),
        "model" if alone || rest.text.starts_with('(') => Some(Section::Model {
            media_type: split_media_type(source, &rest).1,
        }),
        "parameters" | "parameter" if alone => Some(Section::Parameters),
        "headers" | "header" if alone => Some(Section::Headers {
            singular: keyword == "header",
        }),
        "attributes" | "attribute" if alone || rest.text.starts_with('(') => {
            Some(Section::Attributes)
        }
        "body" if alone => Some(Section::Body),
        "schema" if alone => Some(Section::Schema),
        "relation" if rest.text.starts_with(':') => {
            let name = text::trim(source, Span::new(rest.span.start + 1, rest.span.end));
            Some(Section::Relation {
                name: Text::new(source.slice(name), name),
            })
        }
        _ => None,
    }
}

fn request(source: &Source, rest: &Text) -> Section {
    let (identifier, media_type) = split_media_type(source, rest);
    Section::Request {
        identifier,
        media_type,
    }
}

/// `Response`, `Response 200`, `Response 200 (text/plain)`; not `Response times are low`.
fn response(source: &Source, rest: &Text) -> Option<Section> {
    let (words, media_type) = split_media_type(source, rest);
    let Some(words) = words else {
        return Some(Section::Response {
            status: None,
            media_type,
            rest: None,
        });
    };
    let digits = words
        .text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(words.text.len());
    if digits == 0 {
        return None;
    }
    let status = Span::new(words.span.start, words.span.start + digits);
    let reason = text::trim(source, Span::new(status.end, words.span.end));
    Some(Section::Response {
        status: Some(Text::new(source.slice(status), status)),
        media_type,
        rest: (reason.start < reason.end).then(|| Text::new(source.slice(reason), reason)),
    })
}

/// Splits `words (type/subtype)`.
fn split_media_type(source: &Source, text: &Text) -> (Option<Text>, Option<Text>) {
    let nonempty = |span: Span| {
        let span = text::trim(source, span);
        (span.start < span.end).then(|| Text::new(source.slice(span), span))
    };
    let Some(inner) = text.text.strip_suffix(')') else {
        return (nonempty(text.span), None);
    };
    let Some(opening) = inner.rfind('(') else {
        return (nonempty(text.span), None);
    };
    let start = text.span.start;
    let media_type = Span::new(start + opening + 1, start + inner.len());
    if !source.slice(media_type).contains('/') {
        return (nonempty(text.span), None);
    }
    (
        nonempty(Span::new(start, start + opening)),
        nonempty(media_type),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> Option<Section> {
        classify(&Source::new("test.apib", text), Span::new(0, text.len()))
    }

    #[test]
    fn responses_have_a_status_a_media_type_or_neither() {
        let Some(Section::Response {
            status, media_type, ..
        }) = section("Response 200 (application/json; charset=utf-8)")
        else {
            panic!("not a response");
        };
        assert_eq!(status.unwrap().text, "200");
        assert_eq!(media_type.unwrap().text, "application/json; charset=utf-8");
        assert!(matches!(
            section("Response"),
            Some(Section::Response { status: None, .. })
        ));
        assert_eq!(section("Response times are low"), None);
    }

    #[test]
    fn requests_have_a_name_a_media_type_or_neither() {
        let Some(Section::Request {
            identifier,
            media_type,
        }) = section("Request Create (one) (text/plain)")
        else {
            panic!("not a request");
        };
        assert_eq!(identifier.unwrap().text, "Create (one)");
        assert_eq!(media_type.unwrap().text, "text/plain");
    }

    #[test]
    fn section_names_stand_alone() {
        assert_eq!(section("Header"), Some(Section::Headers { singular: true }));
        assert_eq!(
            section("Attributes (array[Note])"),
            Some(Section::Attributes)
        );
        assert_eq!(section("body (string)"), None);
        assert_eq!(section("schema of the answer"), None);
    }
}
