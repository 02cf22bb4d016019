//! Keys of components: what OpenAPI allows in the place of names that people chose.

use heck::ToUpperCamelCase;
use indexmap::IndexMap;

use crate::names::{UniqueNames, ascii_words};

/// The key of each named type.
#[derive(Debug, Default)]
pub(super) struct ComponentNames {
    keys: IndexMap<String, String>,
}

impl ComponentNames {
    /// Names that are legal keys keep their spelling; the others are folded to ASCII words. Keys
    /// that would be equal but for their case are told apart, since file systems and generators
    /// fold it.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let names: Vec<&String> = names.collect();
        let mut unique = UniqueNames::ignoring_case();
        let mut keys = IndexMap::new();
        // Legal names first, so that none of them has to give way to a folded one.
        let (legal, folded): (Vec<&String>, Vec<&String>) =
            names.iter().partition(|name| is_legal(name));
        for name in legal.into_iter().chain(folded) {
            let wanted = if is_legal(name) {
                name.clone()
            } else {
                folded_name(name)
            };
            let key = unique.claim(&wanted, "");
            keys.insert(name.clone(), key);
        }
        Self { keys }
    }

    /// The key of a named type; the name itself for one that is not known.
    pub(super) fn key<'a>(&'a self, name: &'a str) -> &'a str {
        self.keys.get(name).map_or(name, String::as_str)
    }

    /// True if a type of this name exists.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.keys.contains_key(name)
    }
}

/// `^[a-zA-Z0-9._-]+$`, as the specification has it.
fn is_legal(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn folded_name(name: &str) -> String {
    let folded = ascii_words(name).to_upper_camel_case();
    if folded.is_empty() {
        "Type".to_owned()
    } else {
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_legal_and_unlike_each_other() {
        let names: Vec<String> = ["Error 401", "Error401", "Žiadosť", "note", "Note", "→"]
            .map(str::to_owned)
            .to_vec();
        let keys = ComponentNames::new(names.iter());
        assert_eq!(keys.key("Error401"), "Error401");
        assert_eq!(keys.key("Error 401"), "Error4012");
        assert_eq!(keys.key("Žiadosť"), "Ziadost");
        assert_eq!(keys.key("note"), "note");
        assert_eq!(keys.key("Note"), "Note2");
        assert!(names.iter().all(|name| is_legal(keys.key(name))));
    }
}
