//! MSON: what is nested in a type, and type names.

use crate::mson::{Element, Member, TypeName, TypeSection, signature};
use crate::source::{Span, Text};

use super::element;
use super::layout::{Piece, fenced, item};
use super::verify::{choose, reads_in_type};

/// The sections of a type, in their order. Members need no section of their own.
pub(super) fn pieces(sections: &[TypeSection]) -> Vec<Piece> {
    sections
        .iter()
        .flat_map(|section| match section {
            TypeSection::Members(members) => members.iter().map(member).collect(),
            TypeSection::Sample(values) => vec![value_section("Sample", values, section)],
            TypeSection::Default(values) => vec![value_section("Default", values, section)],
        })
        .collect()
}

fn member(member: &Member) -> Piece {
    Piece::Item(match member {
        Member::Element(element) => element::member(element),
        Member::Mixin(name) => mixin(member, &type_name(name)),
        Member::OneOf(alternatives) => {
            let items: Vec<Piece> = alternatives.iter().map(|each| alternative(each)).collect();
            item("One Of", &items)
        }
    })
}

/// A mixin, in parentheses where its name has some, and nothing closes them.
fn mixin(member: &Member, name: &str) -> String {
    let candidates = [
        format!("+ Include {name}"),
        format!("+ Include ({name})"),
        format!("+ Include ({name}"),
    ];
    choose(candidates, |text| {
        reads_in_type(text, vec![TypeSection::Members(vec![member.clone()])])
    })
}

fn alternative(members: &[Member]) -> Piece {
    match members {
        [only] => member(only),
        several => {
            let items: Vec<Piece> = several.iter().map(member).collect();
            Piece::Item(item("Properties", &items))
        }
    }
}

/// A `Sample` or `Default` section: beside its name what one line can hold, the rest below.
fn value_section(keyword: &str, values: &[Element], section: &TypeSection) -> Piece {
    let (beside, rest) = match values.split_first() {
        Some((first, rest)) => (lone_value(first), rest),
        None => (None, values),
    };
    let mut candidates = Vec::new();
    for write in [plain, Piece::code, fence] {
        if let Some(value) = beside {
            let below: Vec<Piece> = rest.iter().map(|value| of_value(value, write)).collect();
            for value in [value.to_owned(), format!("`{value}`")] {
                candidates.push(item(&format!("{keyword}: {value}"), &below));
            }
        }
        let below: Vec<Piece> = values.iter().map(|value| of_value(value, write)).collect();
        candidates.push(item(keyword, &below));
    }
    Piece::Item(choose(candidates, |text| {
        reads_in_type(text, vec![section.clone()])
    }))
}

fn of_value(element: &Element, write: fn(&str) -> Piece) -> Piece {
    match lone_value(element) {
        Some(value) => write(value),
        None => Piece::Item(element::sample(element)),
    }
}

fn plain(value: &str) -> Piece {
    Piece::Prose(value.to_owned())
}

fn fence(value: &str) -> Piece {
    Piece::Prose(fenced(value))
}

/// The value of an element that is nothing else.
fn lone_value(element: &Element) -> Option<&str> {
    let value = element.value.as_ref()?;
    let lone = Element {
        value: Some(value.clone()),
        ..Element::default()
    };
    (*element == lone).then_some(value.text.as_str())
}

/// `Name`, `array[string, Name]`; names that would be read otherwise in back-quotes.
pub(super) fn type_name(name: &TypeName) -> String {
    let TypeName { base, nested } = name;
    let names: Vec<String> = nested.iter().map(type_name).collect();
    let brackets = if names.is_empty() {
        String::new()
    } else {
        format!("[{}]", names.join(", "))
    };
    let candidates = [
        format!("{}{brackets}", base.text),
        format!("`{}`{brackets}", base.text),
        format!("[{}][]", base.text),
    ];
    choose(candidates, |candidate| {
        let entries: Vec<Text> = signature::split_outside(candidate, ',')
            .into_iter()
            .map(|entry| Text::new(entry, Span::default()))
            .collect();
        let (definition, _) = signature::type_definition(&entries);
        entries.len() == 1 && definition.name.as_ref() == Some(name)
    })
}
