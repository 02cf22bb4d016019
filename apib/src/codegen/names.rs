//! Names that are ASCII, valid in Rust, and different from each other.
//!
//! progenitor folds names with `heck` and does not look for collisions; so the same folding is
//! done here first, with diacritics taken off (oxidecomputer/typify#762).

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};
use unicode_normalization::UnicodeNormalization;

use crate::names::{ascii_words, numbered, shortened};

/// `UpperCamelCase`, as types are named: `Žiadosť o platbu` gives `ZiadostOPlatbu`.
pub(super) fn type_name(text: &str) -> String {
    shortened(&folded_type(text)).to_owned()
}

/// A type's name however long it is.
fn folded_type(text: &str) -> String {
    // Twice, since the generator folds it once more: `a b c` is `ABC`, and that is `Abc`.
    let folded = ascii_words(text).to_pascal_case().to_pascal_case();
    match folded.chars().next() {
        None => "Type".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("Type{folded}"),
        Some(_) => folded,
    }
}

/// `snake_case`, as methods are named: `Get order list` gives `get_order_list`.
pub(super) fn method_name(text: &str) -> String {
    let folded = ascii_words(text).to_snake_case();
    match folded.chars().next() {
        None => "call".to_owned(),
        Some(first) if first.is_ascii_digit() => shortened(&format!("call_{folded}")).to_owned(),
        Some(_) => shortened(&folded).to_owned(),
    }
}

/// The field that progenitor's type generator makes of a property or parameter, in the form in
/// which the compiler compares identifiers.
///
/// It keeps the script of the name, since what goes over the wire is made of it too.
/// Two wire names with the same field cannot stand side by side.
pub(super) fn field_name(wire_name: &str) -> String {
    let spaced = wire_name
        .replace('\'', "")
        .replace(|c: char| !unicode_ident::is_xid_continue(c), "-");
    match wire_name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => {
            let folded: String = spaced.to_snake_case().nfc().collect();
            match folded.chars().next() {
                Some(first) if unicode_ident::is_xid_start(first) => folded,
                Some(_) => format!("x{folded}"),
                None => "x".to_owned(),
            }
        }
    }
}

/// One item of what a plural names: `contacts` gives `contact`, `data` gives `data_item`.
pub(super) fn singular(plural: &str) -> String {
    let lower = plural.to_lowercase();
    let stem = |cut: usize| plural[..plural.len() - cut].to_owned();
    if !plural.is_ascii() || lower.len() < 4 {
        format!("{plural}_item")
    } else if lower.ends_with("ies") {
        stem(3) + "y"
    } else if ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|ending| lower.ends_with(ending))
    {
        stem(2)
    } else if lower.ends_with('s')
        && !["ss", "us", "is", "news"]
            .iter()
            .any(|ending| lower.ends_with(ending))
    {
        stem(1)
    } else {
        format!("{plural}_item")
    }
}

/// Hands out each name once; who comes later gets a number.
#[derive(Clone, Debug, Default)]
pub(super) struct UniqueNames {
    /// Folded as types are, because builders are named after their operations.
    taken: BTreeSet<String>,
}

impl UniqueNames {
    /// Names of which none is given to anyone.
    pub(super) fn without(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| folded_type(name)).collect(),
        }
    }

    /// `wanted`, or the first of `wanted2`, `wanted3`, … that is free.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        // Whole, since the number stands at the end.
        numbered(wanted, "", |name| self.taken.insert(folded_type(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_never_start_with_a_digit() {
        assert_eq!(type_name("Žiadosť o platbu"), "ZiadostOPlatbu");
        assert_eq!(type_name("List[Foo]"), "ListFoo");
        assert_eq!(type_name("1st"), "Type1st");
        assert_eq!(type_name("→"), "Type");
        assert_eq!(method_name("Get order list"), "get_order_list");
        assert_eq!(method_name("2 steps"), "call_2_steps");
    }

    #[test]
    fn any_script_gives_a_name() {
        for (text, type_, method) in [
            ("заказ товара", "ZakazTovara", "zakaz_tovara"),
            ("注文リスト", "ZhuWenRisuto", "zhu_wen_risuto"),
            ("주문", "Jumun", "jumun"),
            ("κατάλογος", "Katalogos", "katalogos"),
            ("طلب", "Tlb", "tlb"),
            ("Größe (cm)", "GrosseCm", "grosse_cm"),
            ("🎉", "Tada", "tada"),
            (
                "List users' e-mails",
                "ListUsersEMails",
                "list_users_e_mails",
            ),
            ("HTTPServer", "HttpServer", "http_server"),
            ("GET /a/{b}", "GetAb", "get_a_b"),
            ("2 € or more", "Type2eurOrMore", "call_2_eur_or_more"),
            ("a\u{202e}b\0", "Ab", "ab"),
            ("", "Type", "call"),
            ("¿?", "Type", "call"),
        ] {
            assert_eq!(
                (&*type_name(text), &*method_name(text)),
                (type_, method),
                "{text}"
            );
        }
    }

    #[test]
    fn names_are_stable_and_identifiers_again() {
        for text in [
            "Žiadosť o platbu",
            "注文",
            "2x",
            "A_b C",
            "ﬁx",
            &"a bc 2".repeat(90),
        ] {
            let (type_, method) = (type_name(text), method_name(text));
            assert_eq!(type_name(&type_), type_, "{text}");
            assert_eq!(method_name(&method), method, "{text}");
            assert!(type_.is_ascii() && method.is_ascii(), "{text}");
        }
    }

    #[test]
    fn fields_keep_their_script() {
        for (wire, field) in [
            ("Číslo", "číslo"),
            ("Заказ", "заказ"),
            ("名前", "名前"),
            ("😀", "x"),
            ("1st", "x1st"),
            ("$ref", "ref"),
            ("data[0].id", "data_0_id"),
            ("filter[created-from]", "filter_created_from"),
            ("", "x"),
        ] {
            assert_eq!(field_name(wire), field, "{wire}");
        }
        // One in Hangul of two code points, one of a single one.
        assert_eq!(field_name("\u{1100}\u{1161}"), field_name("\u{ac00}"));
    }

    #[test]
    fn items_of_lists_are_named_in_the_singular() {
        for (plural, one) in [
            ("contacts", "contact"),
            ("categories", "category"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("data", "data_item"),
            ("status", "status_item"),
            ("news", "news_item"),
            ("ids", "ids_item"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn names_that_fold_alike_get_a_number() {
        let mut names = UniqueNames::without(&["new"]);
        assert_eq!(names.claim("foo_1"), "foo_1");
        assert_eq!(names.claim("foo1"), "foo12");
        assert_eq!(names.claim("new"), "new2");
        let long = type_name(&"word ".repeat(40));
        assert_eq!(names.claim(&long), long);
        assert_eq!(names.claim(&long), format!("{long}2"));
    }

    #[test]
    fn fields_fold_as_the_generator_folds_them() {
        assert_eq!(field_name("foo-bar"), field_name("fooBar"));
        assert_eq!(field_name("page[number]"), "page_number");
        assert_eq!(field_name("+"), field_name("-"));
        assert_ne!(field_name("+1"), field_name("-1"));
    }
}
