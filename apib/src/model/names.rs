//! Names that every generator accepts, and that stay the same when something else is added.

use heck::ToSnakeCase;

use crate::names::{UniqueNames, ascii_words};

/// The identifier that a phrase gives: ASCII letters, digits and underscores, not starting with
/// a digit. Empty for a phrase without any letter or digit.
pub(super) fn identifier(phrase: &str) -> String {
    let snake = ascii_words(phrase).to_snake_case();
    if snake.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{snake}")
    } else {
        snake
    }
}

/// Hands out identifiers, each only once.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    names: UniqueNames,
}

impl Identifiers {
    /// The first of the candidates that is free, else the last one with a number.
    ///
    /// The candidates go from the name that reads best to the one that is least likely taken.
    pub(super) fn claim(&mut self, candidates: impl IntoIterator<Item = String>) -> String {
        let mut last = String::new();
        for candidate in candidates {
            if candidate.is_empty() {
                continue;
            }
            if self.names.take(&candidate) {
                return candidate;
            }
            last = candidate;
        }
        self.names.claim(&last, "_")
    }
}

/// Two identifiers as one; words that end the first and begin the second are said once, so that
/// `read_order` of an `order_type` is `read_order_type`.
pub(super) fn joined(first: &str, second: &str) -> String {
    let before: Vec<&str> = first.split('_').collect();
    let after: Vec<&str> = second.split('_').collect();
    let shared = (0..=before.len().min(after.len()))
        .rev()
        .find(|&length| before[before.len() - length..] == after[..length])
        .unwrap_or(0);
    let words: Vec<&str> = before.iter().chain(&after[shared..]).copied().collect();
    words.join("_")
}

/// The identifier of a method and a path: `get_orders_by_id`.
pub(super) fn of_method_and_path(method: &str, path: &str) -> String {
    let words: Vec<String> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| match segment.strip_prefix('{') {
            Some(variable) => format!("by {variable}"),
            None => segment.to_owned(),
        })
        .collect();
    let root = if words.is_empty() { "root" } else { "" };
    identifier(&format!("{method} {} {root}", words.join(" ")).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_come_from_prose_in_any_script() {
        assert_eq!(identifier("Get Cash Flow list"), "get_cash_flow_list");
        assert_eq!(identifier("Čítať objednávku"), "citat_objednavku");
        assert_eq!(identifier("2FA code"), "_2fa_code");
        assert_eq!(identifier("→"), "");
        assert_eq!(
            of_method_and_path("GET", "/orders/{id}/files"),
            "get_orders_by_id_files"
        );
        assert_eq!(of_method_and_path("GET", "/"), "get_root");
    }

    #[test]
    fn joined_identifiers_say_shared_words_once() {
        assert_eq!(joined("read_order", "order_type"), "read_order_type");
        assert_eq!(joined("list", "orders"), "list_orders");
        assert_eq!(joined("read_order", "read_order"), "read_order");
    }

    #[test]
    fn a_taken_identifier_is_told_apart() {
        let mut identifiers = Identifiers::default();
        let mut claim =
            |names: &[&str]| identifiers.claim(names.iter().map(|name| (*name).to_owned()));
        assert_eq!(claim(&["read", "read_order"]), "read");
        assert_eq!(claim(&["read", "read_type"]), "read_type");
        assert_eq!(claim(&["read", "read_type"]), "read_type_2");
        assert_eq!(claim(&["", "get_x"]), "get_x");
    }
}
