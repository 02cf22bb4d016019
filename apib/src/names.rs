//! What all names of the output have in common.

use std::collections::{BTreeMap, BTreeSet};

/// A phrase in any script as ASCII words, apart by blanks; what is neither letter nor digit is a
/// blank.
pub(crate) fn ascii_words(phrase: &str) -> String {
    deunicode::deunicode(phrase)
        .replace('\'', "")
        .replace(|c: char| !c.is_ascii_alphanumeric(), " ")
}

/// The longest name of a type or method: rustdoc makes a file of each, and file names end at 255
/// bytes on all systems; what is made of a name is longer than itself.
const LONGEST: usize = 100;

/// As many of the words of an identifier in ASCII as a name can have.
pub(crate) fn shortened(name: &str) -> &str {
    let Some(start) = name.get(..LONGEST) else {
        return name;
    };
    let rest = &name[LONGEST..];
    if rest.is_empty() || rest.starts_with(|c: char| c == '_' || c.is_ascii_uppercase()) {
        return start;
    }
    let end = start.rfind(|c: char| c == '_' || c.is_ascii_uppercase());
    match end {
        // A word that is as long has to be cut too.
        None | Some(0) => start,
        Some(end) => &start[..end],
    }
}

/// The wanted name, or the first of `wanted2`, `wanted3`, … that `claim` takes, with `separator`
/// before the number.
pub(crate) fn numbered(
    wanted: &str,
    separator: &str,
    mut claim: impl FnMut(&str) -> bool,
) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !claim(&name) {
        name = format!("{wanted}{separator}{number}");
        number += 1;
    }
    name
}

/// Hands out names, each only once, in a time that does not grow with their number.
#[derive(Debug, Default)]
pub(crate) struct UniqueNames {
    taken: BTreeSet<String>,
    /// The first number for each name that was wanted again: those before it are taken, and stay.
    next: BTreeMap<String, usize>,
    ignores_case: bool,
}

impl UniqueNames {
    /// Names that differ in more than the case of their letters.
    pub(crate) fn ignoring_case() -> Self {
        Self {
            ignores_case: true,
            ..Self::default()
        }
    }

    /// Takes a name if it is free.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(if self.ignores_case {
            name.to_lowercase()
        } else {
            name.to_owned()
        })
    }

    /// The wanted name, or the first free one of `wanted2`, `wanted3`, …, with `separator` before
    /// the number.
    pub(crate) fn claim(&mut self, wanted: &str, separator: &str) -> String {
        if self.take(wanted) {
            return wanted.to_owned();
        }
        let mut number = self.next.get(wanted).copied().unwrap_or(2);
        loop {
            let name = format!("{wanted}{separator}{number}");
            number += 1;
            if self.take(&name) {
                self.next.insert(wanted.to_owned(), number);
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ascii() {
        assert_eq!(ascii_words("Čo je nové?"), "Co je nove ");
        assert_eq!(ascii_words("user's"), "users");
    }

    #[test]
    fn a_long_name_ends_after_a_word() {
        assert_eq!(shortened("read_a"), "read_a");
        assert_eq!(shortened(&"words_".repeat(20)), ["words"; 16].join("_"));
        assert_eq!(shortened(&"Word".repeat(30)), "Word".repeat(25));
        assert_eq!(shortened(&"A".repeat(101)), "A".repeat(100));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["a", "a_2"];
        assert_eq!(numbered("a", "_", |name| !taken.contains(&name)), "a_3");
        assert_eq!(numbered("b", "_", |name| !taken.contains(&name)), "b");
    }

    #[test]
    fn names_are_unique() {
        let mut names = UniqueNames::ignoring_case();
        assert!(names.take("a3"));
        let claimed = ["a", "A", "a", "b"].map(|name| names.claim(name, ""));
        assert_eq!(claimed, ["a", "A2", "a4", "b"]);
    }
}
