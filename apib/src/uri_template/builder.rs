//! Path and variables, as the parts of a template add to them.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::{Expansion, Location, UriTemplate, Variable, percent_decoded};

#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) template: UriTemplate,
    taken: BTreeSet<(Location, String)>,
    /// The number that the next path variable of a name gets.
    numbers: BTreeMap<String, usize>,
}

impl Builder {
    /// Adds plain text of the path, percent-encoded where a URI needs it. Blanks beside a slash
    /// are slips; others are kept.
    pub(super) fn add_literal(&mut self, text: &str) {
        let is_start = self.template.path.is_empty() || self.template.path.ends_with('/');
        let text = if is_start { text.trim_start() } else { text };
        let trimmed = text.trim_end();
        let text = if trimmed.ends_with('/') {
            trimmed
        } else {
            text
        };
        if text.contains('}') {
            let problem = "a closing brace has no opening one".to_owned();
            self.template.problems.push(problem);
        }
        self.template
            .path
            .push_str(&percent_encoded(&text.replace('}', "")));
    }

    /// Adds what stands between braces: an operator and names.
    pub(super) fn add_expression(&mut self, expression: &str) {
        let (operator, names) = match expression.chars().next() {
            Some(operator) if "+#./;?&".contains(operator) => (operator, &expression[1..]),
            _ => (' ', expression),
        };
        let names: Vec<Name<'_>> = names
            .split(',')
            .map(Name::of)
            .filter(|name| !name.text.is_empty())
            .collect();
        if names.is_empty() {
            self.template
                .problems
                .push(format!("`{{{expression}}}` names no variable"));
            return;
        }
        for name in names.iter().filter(|name| !is_legal(name.text)) {
            self.template.problems.push(format!(
                "`{}` has characters that no variable name may have",
                name.text
            ));
        }
        match operator {
            '?' | '&' => {
                for name in names {
                    self.add_query_variable(name, Expansion::Simple, None);
                }
            }
            '#' => {
                for name in names {
                    self.add_variable(name, Location::Fragment, Expansion::Reserved, None);
                }
            }
            '+' => self.add_path_variables(&names, Expansion::Reserved, "", ","),
            '.' => self.add_path_variables(&names, Expansion::Label, "", ""),
            ';' => self.add_path_variables(&names, Expansion::Matrix, "", ""),
            '/' => self.add_path_variables(&names, Expansion::Simple, "/", "/"),
            _ => self.add_path_variables(&names, Expansion::Simple, "", ","),
        }
    }

    /// Adds the query of a template that has one in plain text: `a={a}&b=1{&c}`.
    pub(super) fn add_query(&mut self, query: &str) {
        let mut plain = String::new();
        let mut rest = query;
        // Expressions that stand for whole pairs; what is between them are pairs in plain text.
        while let Some(opening) = rest.find("{?").into_iter().chain(rest.find("{&")).min() {
            plain.push_str(&rest[..opening]);
            let inner = &rest[opening + 1..];
            let closing = inner.find('}').unwrap_or(inner.len());
            self.add_expression(&inner[..closing]);
            rest = inner.get(closing + 1..).unwrap_or_default();
        }
        plain.push_str(rest);
        for pair in plain
            .split('&')
            .map(str::trim)
            .filter(|pair| !pair.is_empty())
        {
            self.add_pair(pair);
        }
    }

    fn add_pair(&mut self, pair: &str) {
        let (name, value) = match pair.split_once('=') {
            Some((name, value)) => (name.trim(), Some(value.trim())),
            None => (pair, None),
        };
        if name.starts_with('{') && value.is_none() {
            self.add_expression(&format!("?{}", name.trim_matches(['{', '}'])));
            return;
        }
        let expansion = match value {
            None => Expansion::Flag,
            Some(value) if value.starts_with("{+") => Expansion::Reserved,
            Some(_) => Expansion::Simple,
        };
        let literal = value.filter(|value| !value.is_empty() && !value.starts_with('{'));
        let name = Name {
            text: name.trim_matches(['{', '}']),
            ..Name::default()
        };
        self.add_query_variable(name, expansion, literal);
    }

    fn add_query_variable(&mut self, name: Name<'_>, expansion: Expansion, literal: Option<&str>) {
        self.add_variable(name, Location::Query, expansion, literal);
    }

    /// Adds a variable, unless its location has one of this name.
    fn add_variable(
        &mut self,
        name: Name<'_>,
        location: Location,
        expansion: Expansion,
        literal: Option<&str>,
    ) {
        let decoded = percent_decoded(name.text.trim());
        if !decoded.is_empty() && self.taken.insert((location, decoded.clone())) {
            self.template.variables.push(Variable {
                name: decoded,
                location,
                expansion,
                explode: name.explode,
                prefix: name.prefix,
                literal: literal.map(percent_decoded),
            });
        }
    }

    fn add_path_variables(
        &mut self,
        names: &[Name<'_>],
        expansion: Expansion,
        first: &str,
        between: &str,
    ) {
        for (index, name) in names.iter().enumerate() {
            let separator = if index == 0 { first } else { between };
            let unique = self.unlike_others(name.text);
            let path = &mut self.template.path;
            path.push_str(separator);
            path.push('{');
            path.push_str(&unique);
            path.push('}');
            self.template.variables.push(Variable {
                name: unique,
                location: Location::Path,
                expansion,
                explode: name.explode,
                prefix: name.prefix,
                literal: None,
            });
        }
    }

    /// The name that a path variable goes by: unlike those that the path already has.
    fn unlike_others(&mut self, name: &str) -> String {
        let plain = percent_decoded(name).replace(['/', '{', '}', '?', '#'], "_");
        let mut unique = plain.clone();
        while !self.taken.insert((Location::Path, unique.clone())) {
            let number = self.numbers.entry(plain.clone()).or_insert(1);
            *number += 1;
            unique = format!("{plain}{number}");
        }
        if unique != plain {
            self.template.problems.push(format!(
                "the path holds `{plain}` twice; the second is called `{unique}`"
            ));
        }
        unique
    }
}

/// A variable as an expression names it.
#[derive(Clone, Copy, Debug, Default)]
struct Name<'a> {
    text: &'a str,
    /// `*`
    explode: bool,
    /// `:3`
    prefix: Option<u16>,
}

impl<'a> Name<'a> {
    fn of(written: &'a str) -> Self {
        let written = written.trim();
        let plain = written.trim_end_matches('*');
        let prefix = plain
            .rsplit_once(':')
            .filter(|(name, _)| !name.is_empty())
            .and_then(|(name, length)| Some((name, length.parse().ok()?)));
        Self {
            text: prefix
                .map_or(plain, |(name, _)| name)
                .trim_start_matches(':')
                .trim(),
            explode: plain != written,
            prefix: prefix.map(|(_, length)| length),
        }
    }
}

/// True for a variable name as RFC 6570, section 2.3, has it.
fn is_legal(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.%".contains(&byte))
}

/// Text as it stands in a URI's path (RFC 3986, section 3.3); what is already encoded stays.
fn percent_encoded(text: &str) -> String {
    /// What a path may not hold, the percent sign aside.
    const ILLEGAL: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'|')
        .add(b'#')
        .add(b'?');
    let mut encoded = String::new();
    let mut parts = text.split('%');
    encoded.extend(
        parts
            .next()
            .map(|part| utf8_percent_encode(part, ILLEGAL))
            .into_iter()
            .flatten(),
    );
    for part in parts {
        let is_encoded =
            part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        encoded.push_str(if is_encoded { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(part, ILLEGAL));
    }
    encoded
}
