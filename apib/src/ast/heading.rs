//! Header keywords: what a heading announces.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::text;
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

impl Heading {
    fn named(mut self, new: Option<Text>) -> Self {
        if let Self::Resource { name, .. }
        | Self::Action { name, .. }
        | Self::Endpoint { name, .. } = &mut self
        {
            *name = new;
        }
        self
    }

    pub(super) fn is_section(&self) -> bool {
        !matches!(self, Self::Other { .. })
    }
}

/// The request methods of HTTP (RFC 9110) and those registered for its extensions, `WebDAV` (RFC 4918) among them.
const METHODS: &[&str] = &[
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "LINK",
    "UNLINK",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "SEARCH",
    "REPORT",
    "QUERY",
    "PURGE",
];

/// Those that a word in brackets means in any case: `Notes [link]` has nothing to do with LINK.
const COMMON_METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Reads a heading. A URI template or a method tells more than the word `Group` in front of it.
pub(super) fn classify(source: &Source, title: Span, diagnostics: &mut Vec<Diagnostic>) -> Heading {
    let text = source.slice(title);
    if is_data_structures(text) {
        return Heading::DataStructures;
    }
    if let Some(heading) =
        bracketed(source, title, diagnostics).or_else(|| target(source, title, diagnostics))
    {
        return heading;
    }
    if let Some(name) = keyword(text, "group") {
        let start = title.end - name.len();
        return Heading::Group {
            name: Text::new(name, Span::new(start, title.end)),
        };
    }
    Heading::Other {
        title: Text::new(text, title),
    }
}

/// `Data Structures`, in any case.
fn is_data_structures(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let (data, structures) = (words.next(), words.next());
    words.next().is_none()
        && data.is_some_and(|word| word.eq_ignore_ascii_case("data"))
        && structures.is_some_and(|word| {
            word.eq_ignore_ascii_case("structures") || word.eq_ignore_ascii_case("structure")
        })
}

/// The rest of a text behind a first word, if that is `word` in any case.
fn keyword<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    first.eq_ignore_ascii_case(word).then(|| rest.trim())
}

/// `Name [target]`: the first bracket whose content, up to the last closing one, is a method or a
/// URI template, since templates may hold brackets themselves.
fn bracketed(source: &Source, title: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Heading> {
    let text = source.slice(title);
    let closing = match text.rfind(']') {
        Some(closing) => closing,
        // An opened bracket is closed by the end of the heading.
        None if text.contains(" [") || text.contains("\t[") => text.len(),
        None => return None,
    };
    let behind = text.get(closing + 1..).unwrap_or_default();
    // `[text](address)` and `[text]: address` are links, and `Type([GET])` is a name.
    if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let (opening, heading) = text
        .match_indices('[')
        .take_while(|(opening, _)| *opening < closing)
        .find_map(|(opening, _)| {
            let inner = trimmed(source, title.start + opening + 1, title.start + closing);
            Some((opening, target(source, inner, diagnostics)?))
        })?;
    let name = trimmed(source, title.start, title.start + opening);
    let words = [source.slice(name), behind.trim()];
    let words = words.into_iter().filter(|part| !part.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let heading = heading.named((!words.is_empty()).then(|| Text::new(words, name)));
    if text.len() != closing + 1 {
        let message = if behind.is_empty() {
            "the bracket of this heading is not closed"
        } else {
            "words stand behind the bracket of this heading; they are read as part of the name"
        };
        diagnostics.push(Diagnostic::new(Code::HEADING_BRACKETS, title, message));
    }
    Some(heading)
}

/// `METHOD`, `/uri` or `METHOD /uri`.
fn target(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Heading> {
    let text = source.slice(span);
    if is_uri_template(text) {
        return Some(Heading::Resource {
            name: None,
            uri: Text::new(text, span),
        });
    }
    let in_brackets = source.text()[..span.start].trim_end().ends_with('[');
    let word = first_word(text)?;
    let method = Span::new(span.start, span.start + word.len());
    let rest = trimmed(source, method.end, span.end);
    let uri = uri_template(source, rest, in_brackets && METHODS.contains(&word));
    if rest.start < rest.end && uri.is_none() {
        return None;
    }
    let method = method_of(source, method, in_brackets, uri.is_some(), diagnostics)?;
    let Some(uri) = uri else {
        return Some(Heading::Action { name: None, method });
    };
    if !is_uri_template(source.slice(rest)) {
        diagnostics.push(Diagnostic::new(
            Code::URI_WITHOUT_SLASH,
            rest,
            format!("this template is read as `{}`", uri.text),
        ));
    }
    Some(Heading::Endpoint {
        name: None,
        method,
        uri,
    })
}

/// The word in front of the first blank, if it is short enough for a method.
fn first_word(text: &str) -> Option<&str> {
    const LONGEST: usize = 32;
    let end = text
        .char_indices()
        .take(LONGEST)
        .find(|(_, character)| character.is_whitespace())
        .map(|(end, _)| end);
    let end = end.or((text.len() <= LONGEST).then_some(text.len()))?;
    Some(&text[..end]).filter(|word| !word.is_empty())
}

/// The method that a word stands for: as it is, in another case where brackets or a URI template
/// show that it is meant as one, or one that nobody knows in front of a URI template.
fn method_of(
    source: &Source,
    span: Span,
    in_brackets: bool,
    has_uri: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    let word = source.slice(span);
    if METHODS.contains(&word) {
        return Some(Text::new(word, span));
    }
    if !in_brackets && !has_uri {
        return None;
    }
    let capitals = word.to_ascii_uppercase();
    let known = if has_uri { METHODS } else { COMMON_METHODS };
    if known.contains(&capitals.as_str()) {
        diagnostics.push(Diagnostic::new(
            Code::METHOD_NOT_IN_CAPITALS,
            span,
            format!("this is read as the method {capitals}"),
        ));
        return Some(Text::new(capitals, span));
    }
    let is_token = word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    if !has_uri || !is_token {
        return None;
    }
    diagnostics.push(Diagnostic::new(
        Code::METHOD_UNKNOWN,
        span,
        format!("no HTTP method is called {word}"),
    ));
    Some(Text::new(word, span))
}

/// The URI template that a text is. One without its slash counts where a method in brackets
/// stands before it.
fn uri_template(source: &Source, span: Span, may_lack_slash: bool) -> Option<Text> {
    let text = source.slice(span);
    if is_uri_template(text) {
        return Some(Text::new(text, span));
    }
    (may_lack_slash && !text.is_empty() && !text.contains(char::is_whitespace))
        .then(|| Text::new(format!("/{text}"), span))
}

fn is_uri_template(text: &str) -> bool {
    ["/", "{", "http://", "https://"]
        .iter()
        .any(|start| text.starts_with(start))
}

fn trimmed(source: &Source, start: usize, end: usize) -> Span {
    text::trim(source, Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let source = Source::new("test.apib", text);
        let name = |name: Option<Text>| name.map_or("-".to_owned(), |name| name.text);
        let mut diagnostics = Vec::new();
        let heading = match classify(&source, Span::new(0, text.len()), &mut diagnostics) {
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
        };
        diagnostics.iter().fold(heading, |line, diagnostic| {
            format!("{line} !{}", diagnostic.code)
        })
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
        assert_eq!(
            shown("Group Members [/group/members]"),
            "resource Group Members /group/members"
        );
    }

    #[test]
    fn prose_stays_prose() {
        assert_eq!(shown("Getting started"), "other Getting started");
        assert_eq!(shown("GET started"), "other GET started");
        assert_eq!(shown("Get"), "other Get");
        assert_eq!(shown("Groups"), "other Groups");
        assert_eq!(shown("Notes [1]"), "other Notes [1]");
        assert_eq!(shown("See [/docs](/docs)"), "other See [/docs](/docs)");
        assert_eq!(shown("Notes [TODO]"), "other Notes [TODO]");
    }

    #[test]
    fn careless_headings_are_read_as_they_are_meant() {
        assert_eq!(shown("List [Get /a]"), "endpoint List GET /a !apib::E0105");
        assert_eq!(shown("List [get]"), "action List GET !apib::E0105");
        assert_eq!(
            shown("Fetch [FETCH /a]"),
            "endpoint Fetch FETCH /a !apib::E0106"
        );
        assert_eq!(shown("List [GET a]"), "endpoint List GET /a !apib::E0107");
        assert_eq!(
            shown("List [GET /a] (old)"),
            "endpoint List (old) GET /a !apib::E0108"
        );
        assert_eq!(shown("List [GET /a"), "endpoint List GET /a !apib::E0108");
    }
}
