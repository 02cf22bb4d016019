//! What all names of the output have in common.

/// A phrase in any script as ASCII words, apart by blanks; what is neither letter nor digit is a
/// blank.
pub(crate) fn ascii_words(phrase: &str) -> String {
    deunicode::deunicode(phrase)
        .replace('\'', "")
        .replace(|c: char| !c.is_ascii_alphanumeric(), " ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ascii() {
        assert_eq!(ascii_words("Čo je nové?"), "Co je nove ");
        assert_eq!(ascii_words("user's"), "users");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let taken = ["a", "a_2"];
        assert_eq!(numbered("a", "_", |name| !taken.contains(&name)), "a_3");
        assert_eq!(numbered("b", "_", |name| !taken.contains(&name)), "b");
    }
}
