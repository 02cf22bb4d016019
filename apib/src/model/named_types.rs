//! Everything that a type name can mean: data structures, and the attributes of resources (API
//! Blueprint, "Attributes section"), each under a name that no other one has.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::ast::Blueprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::mson::{Element, Member, TypeDefinition, TypeName, TypeSection};
use crate::source::{Span, Text};

/// A type under the name by which it is found.
#[derive(Debug)]
pub(super) struct NamedElement<'a> {
    pub(super) name: String,
    /// The name that the document gives it, where another type of that name is there already.
    pub(super) title: Option<&'a str>,
    pub(super) span: Span,
    pub(super) element: &'a Element,
}

/// With how many types of one name a further one is compared.
const MAX_COMPARED: usize = 16;

/// How many members that have no name are compared with each other.
const MAX_COMPARED_MEMBERS: usize = 64;

/// The named types of a document. Of several with one name
///
/// - those that say the same are one;
/// - one that says more than another, and nothing else, counts for both;
/// - those that differ are all kept. References mean the first; the others have a number behind
///   their names.
///
/// All but the first case are reported.
pub(super) fn read<'a>(
    blueprint: &'a Blueprint,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<NamedElement<'a>> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut same_named: IndexMap<&str, Vec<(Span, &Element)>> = IndexMap::new();
    for (name, element) in written(blueprint) {
        taken.insert(name.text.clone());
        let others = same_named.entry(&name.text).or_default();
        add(others, name, element, diagnostics);
    }
    let mut types = Vec::new();
    for (name, elements) in same_named {
        // The numbers go on from one type to the next, so that none is tried twice.
        let mut number = 1;
        for (span, element) in elements {
            let mut unique = name.to_owned();
            while number > 1 && !taken.insert(unique.clone()) {
                unique = format!("{name}{number}");
                number += 1;
            }
            types.push(NamedElement {
                title: (unique != name).then_some(name),
                name: unique,
                span,
                element,
            });
            number = number.max(2);
        }
    }
    types
}

/// Every type that the document names, data structures first.
fn written(blueprint: &Blueprint) -> impl Iterator<Item = (&Text, &Element)> {
    let data_structures = blueprint.types.iter();
    let data_structures = data_structures.map(|named| (&named.name, &named.element));
    let of_resources = blueprint.resources().filter_map(|resource| {
        let name = resource.name.as_ref()?;
        Some((name, resource.attributes.as_deref()?))
    });
    // `+ Attributes (Note)` of the resource `Note` means the data structure.
    let is_itself = |(name, element): &(&Text, &Element)| {
        let parent = element.type_definition.name.as_ref();
        parent.is_some_and(|parent| parent.base.text == name.text) && element.sections.is_empty()
    };
    data_structures.chain(of_resources.filter(move |named| !is_itself(named)))
}

/// Adds a type to those of its name, as far as it says anything else.
fn add<'a>(
    others: &mut Vec<(Span, &'a Element)>,
    name: &Text,
    element: &'a Element,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for other in others.iter_mut().take(MAX_COMPARED) {
        let message = match (covers(other.1, element), covers(element, other.1)) {
            (true, true) => return,
            (true, false) => "and says less; the other definition counts",
            (false, true) => "and says more; this definition counts for both",
            (false, false) => continue,
        };
        diagnostics.push(again(name, message, other.0));
        if !covers(other.1, element) {
            *other = (name.span, element);
        }
        return;
    }
    if let Some((first, _)) = others.first() {
        let message =
            "and says something else; references mean the first one, this one is kept too";
        diagnostics.push(again(name, message, *first));
    }
    others.push((name.span, element));
}

fn again(name: &Text, how: &str, other: Span) -> Diagnostic {
    let message = format!("the type `{}` is defined again {how}", name.text);
    Diagnostic::new(Code::TYPE_DEFINED_TWICE, name.span, message)
        .with_related(other, "the other definition")
}

/// Whether a type says everything that another one says.
fn covers(one: &Element, other: &Element) -> bool {
    let description = other.description.as_ref();
    is_same_definition(&one.type_definition, &other.type_definition)
        && (description.is_none() || is_same_text(one.description.as_ref(), description))
        && is_same_text(one.value.as_ref(), other.value.as_ref())
        && covers_members(one, other)
        && values(one).count() == values(other).count()
        && values(one)
            .zip(values(other))
            .all(|(a, b)| is_same_section(a, b))
}

fn covers_members(one: &Element, other: &Element) -> bool {
    let mut named: BTreeMap<&str, &Element> = BTreeMap::new();
    let mut others: Vec<&Member> = Vec::new();
    for member in one.members() {
        match (member, name_of(member)) {
            (Member::Element(element), Some(name)) => {
                named.insert(name, element);
            }
            _ => others.push(member),
        }
    }
    others.truncate(MAX_COMPARED_MEMBERS);
    other
        .members()
        .all(|member| match (member, name_of(member)) {
            (Member::Element(element), Some(name)) => {
                named.get(name).is_some_and(|known| is_same(known, element))
            }
            _ => others.iter().any(|known| is_same_member(known, member)),
        })
}

fn name_of(member: &Member) -> Option<&str> {
    match member {
        Member::Element(element) => element.name.as_ref().map(|name| name.text.as_str()),
        _ => None,
    }
}

/// The samples and defaults.
fn values(element: &Element) -> impl Iterator<Item = &TypeSection> {
    let is_members = |section: &&TypeSection| matches!(section, TypeSection::Members(_));
    element.sections.iter().filter(move |one| !is_members(one))
}

/// Whether two elements say the same, wherever they stand.
fn is_same(one: &Element, other: &Element) -> bool {
    is_same_text(one.name.as_ref(), other.name.as_ref())
        && one.is_variable == other.is_variable
        && is_same_text(one.value.as_ref(), other.value.as_ref())
        && is_same_definition(&one.type_definition, &other.type_definition)
        && is_same_text(one.description.as_ref(), other.description.as_ref())
        && one.sections.len() == other.sections.len()
        && one
            .sections
            .iter()
            .zip(&other.sections)
            .all(|(one, other)| is_same_section(one, other))
}

fn is_same_section(one: &TypeSection, other: &TypeSection) -> bool {
    match (one, other) {
        (TypeSection::Members(one), TypeSection::Members(other)) => is_same_list(one, other),
        (TypeSection::Sample(one), TypeSection::Sample(other))
        | (TypeSection::Default(one), TypeSection::Default(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        _ => false,
    }
}

fn is_same_list(one: &[Member], other: &[Member]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| is_same_member(one, other))
}

fn is_same_member(one: &Member, other: &Member) -> bool {
    match (one, other) {
        (Member::Element(one), Member::Element(other)) => is_same(one, other),
        (Member::Mixin(one), Member::Mixin(other)) => is_same_name(one, other),
        (Member::OneOf(one), Member::OneOf(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| is_same_list(one, other))
        }
        _ => false,
    }
}

fn is_same_definition(one: &TypeDefinition, other: &TypeDefinition) -> bool {
    let attributes = |one: &TypeDefinition| TypeDefinition {
        name: None,
        ..one.clone()
    };
    let is_same_type = match (&one.name, &other.name) {
        (Some(one), Some(other)) => is_same_name(one, other),
        (None, None) => true,
        // A data structure without a type is an object.
        (Some(name), None) | (None, Some(name)) => name.base.text.eq_ignore_ascii_case("object"),
    };
    is_same_type && attributes(one) == attributes(other)
}

fn is_same_name(one: &TypeName, other: &TypeName) -> bool {
    let mut pairs = one.nested.iter().zip(&other.nested);
    one.base.text == other.base.text
        && one.nested.len() == other.nested.len()
        && pairs.all(|(one, other)| is_same_name(one, other))
}

fn is_same_text(one: Option<&Text>, other: Option<&Text>) -> bool {
    let text = |text: Option<&Text>| text.map(|text| text.text.trim().to_owned());
    text(one) == text(other)
}
