//! The directives that a text holds.

use std::ops::Range;

use memchr::memmem;

/// A directive, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    pub(super) range: Range<usize>,
    pub(super) target: Target<'a>,
}

/// What stands in the place of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// `<!-- include(file) -->`
    Aglio(&'a str),
    /// `:[title](link || fallback name:link other:"text")`
    Hercule {
        link: &'a str,
        fallback: Option<&'a str>,
        arguments: Vec<(&'a str, &'a str)>,
    },
}

impl<'a> Target<'a> {
    pub(super) fn link(&self) -> &'a str {
        match self {
            Self::Aglio(link) | Self::Hercule { link, .. } => link,
        }
    }
}

/// How far a directive may reach; longer ones are none, which keeps the search linear.
const MAX_LENGTH: usize = 2000;

/// The directives of a text, in their order.
pub(super) fn directives(text: &str) -> impl Iterator<Item = Directive<'_>> {
    let comments =
        memmem::find_iter(text.as_bytes(), "<!--").filter_map(|start| aglio(text, start));
    let links = memmem::find_iter(text.as_bytes(), ":[").filter_map(|start| hercule(text, start));
    merged(comments, links)
}

/// Two sequences in the order of the text, as one. What lies within another is left out.
fn merged<'a>(
    first: impl Iterator<Item = Directive<'a>>,
    second: impl Iterator<Item = Directive<'a>>,
) -> impl Iterator<Item = Directive<'a>> {
    let mut first = first.peekable();
    let mut second = second.peekable();
    let mut end = 0;
    std::iter::from_fn(move || {
        loop {
            let is_first = match (first.peek(), second.peek()) {
                (Some(one), Some(other)) => one.range.start < other.range.start,
                (one, _) => one.is_some(),
            };
            let next = if is_first {
                first.next()
            } else {
                second.next()
            }?;
            if next.range.start >= end {
                end = next.range.end;
                return Some(next);
            }
        }
    })
}

/// The rest of the line from `start`, as far as a directive may reach.
fn reach(text: &str, start: usize) -> &str {
    let mut end = text.len().min(start + MAX_LENGTH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &text[start..end];
    rest.split(['\n', '\r']).next().unwrap_or_default()
}

/// `<!-- include(file) -->`
fn aglio(text: &str, start: usize) -> Option<Directive<'_>> {
    let rest_of_line = reach(text, start);
    let inner = rest_of_line.strip_prefix("<!--")?.trim_start();
    let keyword = inner.get(.."include".len())?;
    if !keyword.eq_ignore_ascii_case("include") {
        return None;
    }
    let inner = inner[keyword.len()..].trim_start().strip_prefix('(')?;
    let (link, behind) = inner.split_once(')')?;
    let rest = behind.trim_start().strip_prefix("-->")?;
    Some(Directive {
        range: start..start + rest_of_line.len() - rest.len(),
        target: Target::Aglio(unquoted(link)),
    })
}

/// `:[title](link arguments)`
fn hercule(text: &str, start: usize) -> Option<Directive<'_>> {
    let rest_of_line = reach(text, start);
    let (_, behind) = rest_of_line.strip_prefix(":[")?.split_once(']')?;
    let inner = behind.strip_prefix('(')?;
    let end = closing(inner)?;
    let words = words(&inner[..end]);
    let (&link, mut rest) = words.split_first()?;
    // An address or an anchor makes it a link behind a colon.
    if link.contains("://") || link.starts_with(['#', '/']) || link.starts_with("mailto:") {
        return None;
    }
    let mut fallback = None;
    if let ["||", other, more @ ..] = rest {
        fallback = Some(*other);
        rest = more;
    }
    Some(Directive {
        range: start..start + rest_of_line.len() - inner.len() + end + 1,
        target: Target::Hercule {
            link,
            fallback,
            arguments: rest
                .iter()
                .filter_map(|word| word.split_once(':'))
                .collect(),
        },
    })
}

/// The closing parenthesis that stands in no quotes.
fn closing(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    text.char_indices().find_map(|(at, character)| {
        is_quoted ^= character == '"';
        (character == ')' && !is_quoted).then_some(at)
    })
}

/// Words between blanks; blanks in quotes are part of a word.
fn words(text: &str) -> Vec<&str> {
    let mut is_quoted = false;
    text.split(|character: char| {
        is_quoted ^= character == '"';
        character.is_whitespace() && !is_quoted
    })
    .filter(|word| !word.is_empty())
    .collect()
}

pub(super) fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'', '`']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        directives(text)
            .map(|directive| directive.target.link())
            .collect()
    }

    #[test]
    fn both_forms_are_found_in_their_order() {
        assert_eq!(
            links("<!-- include(a.apib) -->\n  :[B](b.md)\n<!--include( \"c d.md\" )-->"),
            ["a.apib", "b.md", "c d.md"]
        );
    }

    #[test]
    fn comments_and_links_are_no_directives() {
        assert!(links("<!-- includes nothing -->").is_empty());
        assert!(links("see:[docs](https://example.com) or:[here](#there)").is_empty());
        assert!(links("<!-- include(a.apib)\n-->").is_empty());
    }

    #[test]
    fn hercule_passes_arguments_and_has_fallbacks() {
        let found = directives(":[x](a.md || \"none (yet)\" k:b.md t:\"two words\")").next();
        assert_eq!(
            found.unwrap().target,
            Target::Hercule {
                link: "a.md",
                fallback: Some("\"none (yet)\""),
                arguments: vec![("k", "b.md"), ("t", "\"two words\"")],
            }
        );
    }
}
