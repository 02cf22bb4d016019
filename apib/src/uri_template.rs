//! URI templates (RFC 6570) as blueprints use them, taken apart into what OpenAPI has: a path
//! with variables, and query parameters.

/// A URI template in OpenAPI's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UriTemplate {
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
    /// Whether a list is sent as repeated values (`{?ids*}`).
    pub explode: bool,
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
    let mut parsed = UriTemplate::default();
    let (path, query) = split_query(without_origin(template.trim()));
    for piece in pieces(path, &mut parsed.problems) {
        match piece {
            Piece::Literal(text) => parsed.path.push_str(&path_literal(text)),
            Piece::Expression(expression) => add_expression(&mut parsed, expression),
        }
    }
    if let Some(query) = query {
        add_query(&mut parsed, query);
    }
    if !parsed.path.starts_with('/') {
        parsed.path.insert(0, '/');
    }
    parsed
}

/// The template without scheme and host, which belong to the servers.
fn without_origin(template: &str) -> &str {
    let Some((scheme, rest)) = template.split_once("://") else {
        return template;
    };
    if scheme.contains(['/', '{']) {
        return template;
    }
    rest.find('/').map_or("", |slash| &rest[slash..])
}

/// Splits at a question mark outside of braces; a fragment outside of braces is cut off.
fn split_query(template: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let mut query = None;
    for (offset, character) in template.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' if depth == 0 && query.is_none() => query = Some(offset),
            '#' if depth == 0 => return split_at(&template[..offset], query),
            _ => {}
        }
    }
    split_at(template, query)
}

fn split_at(template: &str, query: Option<usize>) -> (&str, Option<&str>) {
    match query {
        Some(offset) => (&template[..offset], Some(&template[offset + 1..])),
        None => (template, None),
    }
}

enum Piece<'a> {
    Literal(&'a str),
    Expression(&'a str),
}

fn pieces<'a>(template: &'a str, problems: &mut Vec<String>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(opening) = rest.find('{') {
        if opening > 0 {
            pieces.push(Piece::Literal(&rest[..opening]));
        }
        let inner = &rest[opening + 1..];
        if let Some(closing) = inner.find('}') {
            // Mustache writes two braces.
            let end =
                closing + inner[closing..].len() - inner[closing..].trim_start_matches('}').len();
            if inner.starts_with('{') || end > closing + 1 {
                problems.push(format!(
                    "the braces around `{}` are doubled",
                    inner[..closing].trim_start_matches('{')
                ));
            }
            pieces.push(Piece::Expression(inner[..closing].trim_start_matches('{')));
            rest = &inner[end..];
        } else {
            let end = inner.find('/').unwrap_or(inner.len());
            problems.push(format!(
                "the brace before `{}` is never closed",
                &inner[..end]
            ));
            pieces.push(Piece::Expression(&inner[..end]));
            rest = &inner[end..];
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

fn path_literal(text: &str) -> String {
    text.trim().replace('}', "").replace(' ', "%20")
}

fn add_expression(parsed: &mut UriTemplate, expression: &str) {
    let (operator, names) = match expression.chars().next() {
        Some(operator) if "+#./;?&".contains(operator) => (operator, &expression[1..]),
        _ => (' ', expression),
    };
    let names: Vec<(&str, bool)> = names
        .split(',')
        .map(|name| {
            let name = name.trim();
            let explode = name.ends_with('*');
            let name = name.trim_end_matches('*');
            // `{var:3}` takes the first three characters of the value.
            let prefix = name.rsplit_once(':').filter(|(name, length)| {
                !name.is_empty() && !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit())
            });
            (
                prefix
                    .map_or(name, |(name, _)| name)
                    .trim_start_matches(':'),
                explode,
            )
        })
        .filter(|(name, _)| !name.is_empty())
        .collect();
    if names.is_empty() {
        parsed
            .problems
            .push(format!("`{{{expression}}}` names no variable"));
        return;
    }
    match operator {
        '?' | '&' => {
            for (name, explode) in names {
                add_variable(parsed, name, Location::Query, explode, None);
            }
        }
        // A fragment is never sent to the server.
        '#' => {}
        _ => {
            let separator = match operator {
                '/' => "/",
                '.' => ".",
                _ => "",
            };
            for (index, (name, _)) in names.into_iter().enumerate() {
                parsed.path.push_str(if index > 0 && separator.is_empty() {
                    ","
                } else {
                    separator
                });
                let name = add_path_variable(parsed, name);
                parsed.path.push('{');
                parsed.path.push_str(&name);
                parsed.path.push('}');
            }
        }
    }
}

/// Adds a path variable under a name that the path does not have yet.
fn add_path_variable(parsed: &mut UriTemplate, name: &str) -> String {
    let plain = percent_decoded(name).replace(['/', '{', '}'], "_");
    let is_taken = |name: &str, parsed: &UriTemplate| {
        parsed
            .variables
            .iter()
            .any(|variable| variable.location == Location::Path && variable.name == name)
    };
    let mut unique = plain.clone();
    let mut number = 2;
    while is_taken(&unique, parsed) {
        unique = format!("{plain}{number}");
        number += 1;
    }
    if unique != plain {
        parsed.problems.push(format!(
            "the path holds `{plain}` twice; the second is called `{unique}`"
        ));
    }
    add_variable(parsed, &unique, Location::Path, false, None);
    unique
}

/// The query of a template as plain text: `a={a}&b=1{&c}`.
fn add_query(parsed: &mut UriTemplate, query: &str) {
    let mut rest = query.to_owned();
    // Expressions that stand for whole pairs first, the pairs in plain text then.
    for operator in ["{?", "{&"] {
        while let Some(opening) = rest.find(operator) {
            let closing = rest[opening..]
                .find('}')
                .map_or(rest.len(), |closing| opening + closing);
            let expression = rest[opening + 1..closing].to_owned();
            add_expression(parsed, &expression);
            rest.replace_range(opening..(closing + 1).min(rest.len()), "");
        }
    }
    for pair in rest
        .split('&')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(name, value)| {
            (name.trim(), Some(value.trim()))
        });
        let is_expression = |text: &str| text.starts_with('{');
        if is_expression(name) && value.is_none() {
            add_expression(parsed, &format!("?{}", name.trim_matches(['{', '}'])));
            continue;
        }
        let literal = value.filter(|value| !is_expression(value) && !value.is_empty());
        add_variable(
            parsed,
            name.trim_matches(['{', '}']),
            Location::Query,
            false,
            literal,
        );
    }
}

fn add_variable(
    parsed: &mut UriTemplate,
    name: &str,
    location: Location,
    explode: bool,
    literal: Option<&str>,
) {
    let name = percent_decoded(name.trim());
    let is_known = parsed
        .variables
        .iter()
        .any(|variable| variable.location == location && variable.name == name);
    if !is_known && !name.is_empty() {
        parsed.variables.push(Variable {
            name,
            location,
            explode,
            literal: literal.map(percent_decoded),
        });
    }
}

/// `page%5Bsize%5D` is `page[size]` on the wire's other side.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let encoded = (first == b'%')
            .then(|| others.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = encoded {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(first);
            rest = others;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
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
                let mark = match variable.location {
                    Location::Path => "",
                    Location::Query => "?",
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
        assert_eq!(shown("/a/{+path}{#part}"), "/a/{path} path");
        assert_eq!(shown("/a{/b,c}{.format}"), "/a/{b}/{c}.{format} b c format");
        assert_eq!(shown("/{id:3}"), "/{id} id");
    }

    #[test]
    fn plain_queries_become_parameters() {
        assert_eq!(shown("/a?b={x}&c=1{&d}"), "/a ?d ?b ?c=1");
        assert_eq!(shown("/a{?page%5Bsize%5D}"), "/a ?page[size]");
        assert_eq!(shown("https://example.com/a/{b}#c"), "/a/{b} b");
    }

    #[test]
    fn what_is_no_template_is_read_as_meant() {
        assert_eq!(shown("/a/{{b}}/c"), "/a/{b}/c b");
        assert_eq!(shown("/a/{b/c"), "/a/{b}/c b");
        assert_eq!(shown("/a/{?}"), "/a/ ");
        assert_eq!(shown("/a/{id}/b/{id}"), "/a/{id}/b/{id2} id id2");
        for template in ["/a/{{b}}", "/a/{b", "/a{?}", "/{a}/{a}"] {
            assert_eq!(parse(template).problems.len(), 1, "{template}");
        }
    }
}
