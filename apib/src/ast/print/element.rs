//! MSON: named types, attributes, properties and values.

use crate::ast::{Blueprint, Resource};
use crate::mson::{Element, Member, NamedType, TypeDefinition, TypeSection};
use crate::source::Text;

use super::layout::{Piece, item, joined};
use super::signature::{self, Lead, plain_and_quoted};
use super::type_section::{self, type_name};
use super::verify::{self, reads_as, reads_in_resource, reads_in_type};

/// A type's heading and the blocks below it.
pub(super) fn named_type(named_type: &NamedType) -> Vec<String> {
    let NamedType { name: _, element } = named_type;
    let (lead, next) = lead(
        element,
        |definition| heads(element, &names(element), definition),
        |lead, next, own| {
            let title = &lead.signature;
            let expected = Blueprint {
                types: vec![
                    NamedType {
                        name: named_type.name.clone(),
                        element: next.below(own),
                    },
                    NamedType {
                        name: verify::text("T"),
                        element: Element {
                            name: Some(verify::text("T")),
                            ..Element::default()
                        },
                    },
                ],
                ..Blueprint::default()
            };
            let blocks = [&lead.prose[..], &next.pieces()].concat();
            let blocks = joined(&blocks);
            let document = format!("# Data Structures\n\n## {title}\n\n{blocks}\n\n## T\n");
            reads_as(&document, &expected)
        },
    );
    let mut blocks = vec![format!("## {}", lead.signature).trim_end().to_owned()];
    let below = next.with_sections(lead.prose, element);
    if !below.is_empty() {
        blocks.push(joined(&below));
    }
    blocks
}

/// An `Attributes` section.
pub(super) fn attributes(element: &Element) -> String {
    // A value is one only behind something in parentheses.
    let keyword = ["Attributes", "Attributes ()"].map(str::to_owned);
    let of_keyword = |definition: &TypeDefinition| heads(element, &keyword, definition);
    let (lead, next) = lead(element, of_keyword, |lead, next, own| {
        let section = item(&lead.signature, &[&lead.prose[..], &next.pieces()].concat());
        let expected = Resource {
            attributes: Some(Box::new(next.below(own))),
            ..Resource::default()
        };
        reads_in_resource(&section, expected)
    });
    item(&lead.signature, &next.with_sections(lead.prose, element))
}

/// A property or value among the members of a type.
pub(super) fn member(element: &Element) -> String {
    within(element, "", |own| {
        vec![TypeSection::Members(vec![
            Member::Element(own),
            Member::Element(next_element()),
        ])]
    })
}

/// A value of a `Sample` or `Default` section.
pub(super) fn sample(element: &Element) -> String {
    within(element, "Sample", |own| {
        vec![TypeSection::Sample(vec![own, next_element()])]
    })
}

/// An item that reads as this element in a section of this name.
fn within(
    element: &Element,
    section: &str,
    expected: impl Fn(Element) -> Vec<TypeSection>,
) -> String {
    let (lead, next) = lead(
        element,
        |definition| heads(element, &names(element), definition),
        |lead, next, own| {
            let items = vec![
                Piece::Item(item(
                    &lead.signature,
                    &[&lead.prose[..], &next.pieces()].concat(),
                )),
                next_member(),
            ];
            let blocks = if section.is_empty() {
                joined(&items)
            } else {
                item(section, &items)
            };
            reads_in_type(&blocks, expected(next.below(own)))
        },
    );
    item(&lead.signature, &next.with_sections(lead.prose, element))
}

/// The lead of an element, which is checked with no more of the element's sections than `Next`.
fn lead(
    element: &Element,
    heads: impl Fn(&TypeDefinition) -> Vec<String>,
    reads_back: impl Fn(&Lead, Next, Element) -> bool,
) -> (Lead, Next) {
    let description = element.description.as_ref();
    let text = description.map(|text| text.text.as_str());
    let ways = Next::ways(element);
    for (next, definition) in &ways {
        let found = signature::find(&heads(definition), text, |lead, described| {
            let own = Element {
                description: description.filter(|_| described).cloned(),
                sections: Vec::new(),
                ..element.clone()
            };
            reads_back(lead, *next, own)
        });
        if let Some(lead) = found {
            return (lead, *next);
        }
    }
    let heads = heads(&element.type_definition);
    (signature::first(&heads, text), Next::first(element))
}

/// What stands below a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Next {
    /// The name of a section of members, which ends a list in a description above them, or tells
    /// the type.
    separator: Option<&'static str>,
    has_sections: bool,
}

impl Next {
    fn first(element: &Element) -> Self {
        Self {
            separator: None,
            has_sections: !element.sections.is_empty(),
        }
    }

    /// What can stand below an element, each with what then stands in its parentheses.
    fn ways(element: &Element) -> Vec<(Self, TypeDefinition)> {
        let first = Self::first(element);
        let definition = &element.type_definition;
        let mut ways = vec![(first, definition.clone())];
        let mut add = |separator, definition| {
            let separator = Some(separator);
            ways.push((Self { separator, ..first }, definition));
        };
        if first.has_sections {
            add(PROPERTIES, definition.clone());
        }
        let of_type = match &definition.name {
            Some(name) if name.nested.is_empty() => match name.base.text.as_str() {
                "array" => Some("Items"),
                "enum" => Some("Members"),
                _ => None,
            },
            _ => None,
        };
        if let Some(separator) = of_type {
            let name = None;
            add(
                separator,
                TypeDefinition {
                    name,
                    ..definition.clone()
                },
            );
        }
        ways
    }

    /// A member in the place of all, to check the lead with.
    fn pieces(self) -> Vec<Piece> {
        let members = if self.has_sections {
            vec![next_member()]
        } else {
            Vec::new()
        };
        match self.separator {
            Some(separator) => vec![Piece::Item(item(separator, &members))],
            None => members,
        }
    }

    /// The element with what [`Next::pieces`] say.
    fn below(self, element: Element) -> Element {
        let member = || TypeSection::Members(vec![Member::Element(next_element())]);
        Element {
            sections: if self.has_sections {
                vec![member()]
            } else {
                Vec::new()
            },
            ..element
        }
    }

    /// What really stands below: the rest of the description, and the element's sections.
    fn with_sections(self, prose: Vec<Piece>, element: &Element) -> Vec<Piece> {
        let has_members = matches!(element.sections[..], [TypeSection::Members(_), ..]);
        let (members, rest) = element.sections.split_at(usize::from(has_members));
        let members = type_section::pieces(members);
        let members = match self.separator {
            // Without members it only ends a list, which the next section does as well.
            Some(PROPERTIES) if members.is_empty() => members,
            Some(separator) => vec![Piece::Item(item(separator, &members))],
            None => members,
        };
        [prose, members, type_section::pieces(rest)].concat()
    }
}

/// The separator that means nothing to a type that is told.
const PROPERTIES: &str = "Properties";

/// A member whose description closes comments, so that none above goes unseen.
fn next_member() -> Piece {
    Piece::Item("+ next - -->".to_owned())
}

fn next_element() -> Element {
    Element {
        name: Some(verify::text("next")),
        description: Some(verify::text("-->")),
        ..Element::default()
    }
}

/// The ways to write the name: as it is, in back-quotes, and as a variable one.
fn names(element: &Element) -> Vec<String> {
    let Some(Text { text, .. }) = &element.name else {
        return vec![String::new()];
    };
    let mut names = plain_and_quoted(text);
    if element.is_quoted {
        names.reverse();
    }
    let variable = [format!("*{text}*"), format!("_{text}_")];
    let place = if element.is_variable { 0 } else { names.len() };
    names.splice(place..place, variable);
    names
}

/// The ways to write an element's line up to its description, with this in the parentheses.
fn heads(element: &Element, names: &[String], definition: &TypeDefinition) -> Vec<String> {
    let values = match &element.value {
        Some(Text { text, .. }) if element.is_tight => vec![format!(":{text}")],
        Some(Text { text, .. }) => vec![
            format!(": {text}"),
            format!(": `{text}`"),
            format!(": *{text}*"),
            format!(" = `{text}`"),
        ],
        None => vec![String::new()],
    };
    signature::heads(names, &values, &entries(definition))
}

fn entries(definition: &TypeDefinition) -> String {
    let TypeDefinition {
        name,
        required,
        optional,
        nullable,
        fixed,
        fixed_type,
        default,
        sample,
    } = definition;
    let attributes = [
        (required, "required"),
        (optional, "optional"),
        (nullable, "nullable"),
        (fixed, "fixed"),
        (fixed_type, "fixed-type"),
        (default, "default"),
        (sample, "sample"),
    ];
    let attributes: Vec<&str> = attributes
        .into_iter()
        .filter(|(present, _)| **present)
        .map(|(_, attribute)| attribute)
        .collect();
    signature::entries(name.as_ref().map(type_name).as_deref(), &attributes)
}
