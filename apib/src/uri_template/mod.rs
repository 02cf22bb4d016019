//! URI templates (RFC 6570) as blueprints use them, taken apart into what OpenAPI has: a path
//! with variables, and query parameters.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::limits;

use builder::Builder;
use pieces::Piece;

mod builder;
mod pieces;

/// A URI template in OpenAPI's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UriTemplate {
    /// Scheme and authority, where the template is a whole URL: `https://api.example.com`.
    pub origin: Option<String>,
    /// The path with `{name}` for each path variable; starts with a slash, holds no query and no
    /// fragment.
    pub path: String,
    /// The variables in the order of the template, each name once per location.
    pub variables: Vec<Variable>,
    /// What had to be guessed, in words.
    pub problems: Vec<String>,
}

/// A variable of a URI template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name on the wire, percent-decoded.
    pub name: String,
    /// Where its value goes.
    pub location: Location,
    /// How its value is written there.
    pub expansion: Expansion,
    /// Whether the members of a list are sent one by one (`{?ids*}`).
    pub explode: bool,
    /// How many characters of the value are sent, at most (`{id:3}`).
    pub prefix: Option<u16>,
    /// The value that the template itself gives it (`?format=json`).
    pub literal: Option<String>,
}

/// Where the value of a variable goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// Into the path.
    Path,
    /// Into the query string.
    Query,
    /// Into the fragment, which stays with the client (RFC 3986, section 3.5).
    Fragment,
}

/// How the value of a variable is written: the operators of RFC 6570, section 3.2, as far as
/// their location does not tell them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expansion {
    /// As it is, everything but letters and digits percent-encoded: `{a}`, `{/a}`, `{?a}`, `{&a}`.
    #[default]
    Simple,
    /// As it is, `/` and other delimiters included: `{+a}`, `{#a}`.
    Reserved,
    /// Behind a dot: `{.a}`.
    Label,
    /// Behind a semicolon and its name: `{;a}`.
    Matrix,
    /// In the query, its name alone or with nothing behind it: `?a`.
    Flag,
}

/// Takes a template apart. Never fails: what is not RFC 6570 is read as it was probably meant,
/// and named in [`UriTemplate::problems`].
///
/// ```
/// use apib::uri_template::parse;
///
/// let template = parse("/orders/{id}{?page,filter}");
/// assert_eq!(template.path, "/orders/{id}");
/// assert_eq!(template.variables.len(), 3);
/// ```
pub fn parse(template: &str) -> UriTemplate {
    let mut builder = Builder::default();
    let template = template.trim();
    let length = (0..=template.len().min(limits::MAX_URI_TEMPLATE))
        .rfind(|&length| template.is_char_boundary(length))
        .unwrap_or_default();
    if length < template.len() {
        let problem = format!("it is longer than {length} bytes, and the rest is left out");
        builder.template.problems.push(problem);
    }
    let (origin, rest) = pieces::split_origin(&template[..length]);
    builder.template.origin = origin.map(str::to_owned);
    let (path, query, fragment) = pieces::split_query(rest);
    for piece in pieces::pieces(path, &mut builder.template.problems) {
        match piece {
            Piece::Literal(text) => builder.add_literal(text),
            Piece::Expression(expression) => builder.add_expression(expression),
        }
    }
    if let Some(query) = query {
        builder.add_query(query);
    }
    for piece in pieces::pieces(fragment.unwrap_or_default(), &mut Vec::new()) {
        if let Piece::Expression(expression) = piece {
            builder.add_expression(&format!("#{}", expression.trim_start_matches('#')));
        }
    }
    let mut template = builder.template;
    while let Some(before) = template.path.strip_suffix("%20") {
        template.path.truncate(before.len());
    }
    if !template.path.starts_with('/') {
        template.path.insert(0, '/');
    }
    template
}

/// `page%5Bsize%5D` is `page[size]` on the wire's other side.
pub(crate) fn percent_decoded(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(template: &str) -> String {
        let parsed = parse(template);
        let variables: Vec<String> = parsed
            .variables
            .iter()
            .map(|variable| {
                let mark = match (variable.location, variable.expansion) {
                    (Location::Query, Expansion::Flag) => "?!",
                    (Location::Query, Expansion::Reserved) => "?+",
                    (Location::Query, _) => "?",
                    (Location::Fragment, _) => "#",
                    (_, Expansion::Reserved) => "+",
                    (_, Expansion::Label) => ".",
                    (_, Expansion::Matrix) => ";",
                    _ => "",
                };
                let star = if variable.explode { "*" } else { "" };
                let literal = variable.literal.as_ref().map(|value| format!("={value}"));
                format!(
                    "{mark}{}{star}{}",
                    variable.name,
                    literal.unwrap_or_default()
                )
            })
            .collect();
        format!("{} {}", parsed.path, variables.join(" "))
    }

    #[test]
    fn every_operator_finds_its_place() {
        assert_eq!(
            shown("/orders/{id}{?page,filter}"),
            "/orders/{id} id ?page ?filter"
        );
        assert_eq!(shown("/a{?b}{&c*}"), "/a ?b ?c*");
        assert_eq!(shown("/a/{+path}{#part}"), "/a/{path} +path #part");
        assert_eq!(shown("/a{/b,c}{.format}"), "/a/{b}/{c}{format} b c .format");
        assert_eq!(shown("/a{;b,c*}"), "/a{b}{c} ;b ;c*");
        assert_eq!(shown("/{id:3}"), "/{id} id");
        assert_eq!(parse("/{id:3}").variables[0].prefix, Some(3));
    }

    #[test]
    fn plain_queries_become_parameters() {
        assert_eq!(shown("/a?b={x}&c=1{&d}"), "/a ?d ?b ?c=1");
        assert_eq!(shown("/a?b={+x}&about"), "/a ?+b ?!about");
        assert_eq!(shown("/a{?page%5Bsize%5D}"), "/a ?page[size]");
        assert_eq!(shown("https://example.com/a/{b}#c-{d}"), "/a/{b} b #d");
    }

    #[test]
    fn whole_urls_keep_their_origin() {
        let origin = |template| parse(template).origin;
        assert_eq!(
            origin("https://api.example.com:8080/a").as_deref(),
            Some("https://api.example.com:8080")
        );
        assert_eq!(
            origin("http://example.com").as_deref(),
            Some("http://example.com")
        );
        assert_eq!(origin("/a?next=http://example.com"), None);
        assert_eq!(
            origin("https://{host}/a").as_deref(),
            Some("https://{host}")
        );
        assert_eq!(parse("https://{host}/a").path, "/a");
    }

    #[test]
    fn literals_are_as_a_server_sees_them() {
        assert_eq!(shown("/a b/100%/%5B"), "/a%20b/100%25/%5B ");
        assert_eq!(
            shown("/ščť/<x>|\"y\""),
            "/%C5%A1%C4%8D%C5%A5/%3Cx%3E%7C%22y%22 "
        );
    }

    #[test]
    fn what_is_no_template_is_read_as_meant() {
        assert_eq!(shown("/a/{{b}}/c"), "/a/{b}/c b");
        assert_eq!(shown("/a/{b/c"), "/a/{b}/c b");
        assert_eq!(shown("/a/b}/c"), "/a/b/c ");
        assert_eq!(shown("/a/{?}"), "/a/ ");
        assert_eq!(shown("/a / {b} or {c} {?d}"), "/a%20/{b}%20or%20{c} b c ?d");
        assert_eq!(shown("/a/{true/false}"), "/a/{true_false} true_false");
        assert_eq!(shown("/a/{user-id}"), "/a/{user-id} user-id");
        assert_eq!(shown("/a/{id}/b/{id}"), "/a/{id}/b/{id2} id id2");
        let endless = "{a}".repeat(10_000);
        assert!(parse(&endless).problems[0].contains("longer than 8000 bytes"));
        for template in [
            "/a/{{b}}",
            "/a/{b",
            "/a/b}",
            "/a{?}",
            "/{a}/{a}",
            "/a/{user-id}",
            "/a/{b c}",
        ] {
            assert_eq!(parse(template).problems.len(), 1, "{template}");
        }
    }
}
