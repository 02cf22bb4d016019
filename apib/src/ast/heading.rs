//! What a heading announces.

use crate::source::{Source, Span, Text};

/// The section that a heading opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// `Group Name`
    Group { name: Text },
    /// `Data Structures`
    DataStructures,
    /// `Name [/uri]` or `/uri`
    Resource { name: Option<Text>, uri: Text },
    /// `Name [METHOD]` or `METHOD`
    Action { name: Option<Text>, method: Text },
    /// `Name [METHOD /uri]` or `METHOD /uri`
    Endpoint {
        name: Option<Text>,
        method: Text,
        uri: Text,
    },
    /// Anything else.
    Other { title: Text },
}

const METHODS: &[&str] = &[
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "LINK",
    "UNLINK",
];

pub(super) fn classify(source: &Source, title: Span) -> Heading {
    let text = source.slice(title);
    if let Some(name) = keyword(text, "group") {
        let start = title.end - name.len();
        return Heading::Group {
            name: Text::new(name, Span::new(start, title.end)),
        };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [data, structures] = words[..]
        && data.eq_ignore_ascii_case("data")
        && ["structures", "structure"].contains(&structures.to_ascii_lowercase().as_str())
    {
        return Heading::DataStructures;
    }
    bracketed(source, title)
        .or_else(|| target(source, title, None))
        .unwrap_or_else(|| Heading::Other {
            title: Text::new(text, title),
        })
}

/// The rest of a text behind a first word, if that is `word` with a capital or small initial.
fn keyword<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let same_tail = first.get(1..) == word.get(1..);
    (first.eq_ignore_ascii_case(word) && same_tail).then(|| rest.trim())
}

/// `Name [target]`: the first bracket whose content, up to the end of the heading, is a method
/// or a URI template, since templates may hold brackets themselves.
fn bracketed(source: &Source, title: Span) -> Option<Heading> {
    let text = source.slice(title);
    let closing = text.trim_end().strip_suffix(']')?.len();
    text.match_indices('[')
        .filter(|(opening, _)| *opening < closing)
        .find_map(|(opening, _)| {
            let inner = trimmed(source, title.start + opening + 1, title.start + closing);
            let name = trimmed(source, title.start, title.start + opening);
            let name = (name.start < name.end).then(|| Text::new(source.slice(name), name));
            target(source, inner, name)
        })
}

/// `METHOD`, `/uri` or `METHOD /uri`.
fn target(source: &Source, span: Span, name: Option<Text>) -> Option<Heading> {
    let text = source.slice(span);
    if is_uri_template(text) {
        return Some(Heading::Resource {
            name,
            uri: Text::new(text, span),
        });
    }
    let word = text.split_whitespace().next()?;
    if !METHODS.contains(&word) {
        return None;
    }
    let method = Text::new(word, Span::new(span.start, span.start + word.len()));
    let rest = trimmed(source, method.span.end, span.end);
    if rest.start == rest.end {
        return Some(Heading::Action { name, method });
    }
    let uri = source.slice(rest);
    is_uri_template(uri).then(|| Heading::Endpoint {
        name,
        method,
        uri: Text::new(uri, rest),
    })
}

fn is_uri_template(text: &str) -> bool {
    ["/", "{", "http://", "https://"]
        .iter()
        .any(|start| text.starts_with(start))
}

fn trimmed(source: &Source, start: usize, end: usize) -> Span {
    crate::markdown::text::trim(source, Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let source = Source::new("test.apib", text);
        let name = |name: Option<Text>| name.map_or("-".to_owned(), |name| name.text);
        match classify(&source, Span::new(0, text.len())) {
            Heading::Group { name } => format!("group {}", name.text),
            Heading::DataStructures => "data structures".to_owned(),
            Heading::Resource { name: n, uri } => format!("resource {} {}", name(n), uri.text),
            Heading::Action { name: n, method } => format!("action {} {}", name(n), method.text),
            Heading::Endpoint {
                name: n,
                method,
                uri,
            } => format!("endpoint {} {} {}", name(n), method.text, uri.text),
            Heading::Other { title } => format!("other {}", title.text),
        }
    }

    #[test]
    fn headings_announce_their_sections() {
        assert_eq!(shown("Group Cash Flows"), "group Cash Flows");
        assert_eq!(shown("Data Structures"), "data structures");
        assert_eq!(shown("Order [/orders/{id}]"), "resource Order /orders/{id}");
        assert_eq!(shown("/orders{?page}"), "resource - /orders{?page}");
        assert_eq!(shown("Read order [GET]"), "action Read order GET");
        assert_eq!(shown("GET"), "action - GET");
        assert_eq!(shown("List [GET /a{?b}]"), "endpoint List GET /a{?b}");
        assert_eq!(shown("POST /a"), "endpoint - POST /a");
        assert_eq!(
            shown("Orders [draft] [/o{?page[number]}]"),
            "resource Orders [draft] /o{?page[number]}"
        );
    }

    #[test]
    fn prose_stays_prose() {
        assert_eq!(shown("Getting started"), "other Getting started");
        assert_eq!(shown("GET started"), "other GET started");
        assert_eq!(shown("Groups"), "other Groups");
        assert_eq!(shown("Notes [1]"), "other Notes [1]");
    }
}
