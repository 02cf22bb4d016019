//! Path and variables, as the parts of a template add to them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Location, UriTemplate, Variable, percent_decoded};

#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) template: UriTemplate,
    taken: BTreeSet<(Location, String)>,
    /// The number that the next path variable of a name gets.
    numbers: BTreeMap<String, usize>,
}

impl Builder {
    pub(super) fn add_literal(&mut self, text: &str) {
        let text = text.trim().replace('}', "").replace(' ', "%20");
        self.template.path.push_str(&text);
    }

    /// Adds what stands between braces: an operator and names.
    pub(super) fn add_expression(&mut self, expression: &str) {
        let (operator, names) = match expression.chars().next() {
            Some(operator) if "+#./;?&".contains(operator) => (operator, &expression[1..]),
            _ => (' ', expression),
        };
        let names: Vec<(&str, bool)> = names
            .split(',')
            .map(without_modifier)
            .filter(|(name, _)| !name.is_empty())
            .collect();
        if names.is_empty() {
            self.template
                .problems
                .push(format!("`{{{expression}}}` names no variable"));
            return;
        }
        match operator {
            '?' | '&' => {
                for (name, explode) in names {
                    self.add_query_variable(name, explode, None);
                }
            }
            // A fragment is never sent to the server.
            '#' => {}
            '/' => self.add_path_variables(&names, "/", "/"),
            '.' => self.add_path_variables(&names, ".", "."),
            _ => self.add_path_variables(&names, "", ","),
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
        let literal = value.filter(|value| !value.is_empty() && !value.starts_with('{'));
        self.add_query_variable(name.trim_matches(['{', '}']), false, literal);
    }

    fn add_query_variable(&mut self, name: &str, explode: bool, literal: Option<&str>) {
        let name = percent_decoded(name.trim());
        if !name.is_empty() && self.taken.insert((Location::Query, name.clone())) {
            self.template.variables.push(Variable {
                name,
                location: Location::Query,
                explode,
                literal: literal.map(percent_decoded),
            });
        }
    }

    fn add_path_variables(&mut self, names: &[(&str, bool)], first: &str, between: &str) {
        for (index, (name, _)) in names.iter().enumerate() {
            let separator = if index == 0 { first } else { between };
            let name = self.add_path_variable(name);
            let path = &mut self.template.path;
            path.push_str(separator);
            path.push('{');
            path.push_str(&name);
            path.push('}');
        }
    }

    /// Adds a path variable, under a name that the path does not have yet.
    fn add_path_variable(&mut self, name: &str) -> String {
        let plain = percent_decoded(name).replace(['/', '{', '}'], "_");
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
        self.template.variables.push(Variable {
            name: unique.clone(),
            location: Location::Path,
            explode: false,
            literal: None,
        });
        unique
    }
}

/// A name without `*` or `:3`, and whether it had the star.
fn without_modifier(name: &str) -> (&str, bool) {
    let name = name.trim();
    let plain = name.trim_end_matches('*');
    // `{var:3}` takes the first three characters of the value.
    let prefix = plain.rsplit_once(':').filter(|(name, length)| {
        !name.is_empty() && !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit())
    });
    let plain_name = prefix.map_or(plain, |(name, _)| name);
    (plain_name.trim_start_matches(':'), plain != name)
}
