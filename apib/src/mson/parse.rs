//! From list items to elements.

use crate::markdown::text;
use crate::markdown::{Block, BlockKind, Item};
use crate::source::{Source, Span, Text};

use super::signature::{self, Signature};
use super::{Element, Member, TypeSection};

/// A named type from its heading and what stands below it.
pub(crate) fn of_heading(source: &Source, title: Span, blocks: &[Block]) -> Element {
    let mut element = of_signature(signature::parse(source.slice(title), title.start));
    element.span = blocks.last().map_or(title, |last| title.to(last.span));
    add_blocks(source, &mut element, blocks);
    element
}

/// A property or value from its list item.
pub(crate) fn of_item(source: &Source, item: &Item, span: Span) -> Element {
    let line = source.slice(item.signature);
    let mut element = of_signature(signature::parse(line, item.signature.start));
    element.span = span;
    add_blocks(source, &mut element, &item.blocks);
    element
}

/// The data structure of an `Attributes` section.
pub(crate) fn of_attributes(source: &Source, item: &Item, span: Span) -> Element {
    let mut element = of_item(source, item, span);
    // The word `Attributes` is the section's, not the element's.
    element.name = None;
    element
}

fn of_signature(signature: Signature) -> Element {
    let (type_definition, _) = signature::type_definition(&signature.entries);
    Element {
        span: Span::default(),
        is_variable: signature.is_variable,
        name: signature.name,
        value: signature.value.or(signature.assigned),
        type_definition,
        description: signature.description,
        sections: Vec::new(),
    }
}

fn add_blocks(source: &Source, element: &mut Element, blocks: &[Block]) {
    let mut members = Vec::new();
    for block in blocks {
        let BlockKind::Item(item) = &block.kind else {
            extend_description(source, element, block);
            continue;
        };
        match section(source, item, block.span) {
            Nested::Members(more) => members.extend(more),
            Nested::Section(section) => element.sections.push(section),
        }
    }
    if !members.is_empty() {
        element.sections.insert(0, TypeSection::Members(members));
    }
}

fn extend_description(source: &Source, element: &mut Element, block: &Block) {
    let more = text::dedented(source, block.span);
    element.description = Some(match element.description.take() {
        Some(description) => Text::new(
            format!("{}\n{}", description.text, more.text()),
            description.span.to(block.span),
        ),
        None => Text::new(more.text(), block.span),
    });
}

enum Nested {
    Members(Vec<Member>),
    Section(TypeSection),
}

/// What a nested item is: a section with a name of its own, or a member.
fn section(source: &Source, item: &Item, span: Span) -> Nested {
    let line = source.slice(item.signature).trim();
    let (word, rest) = line
        .split_once(':')
        .map_or((line, ""), |(word, rest)| (word, rest.trim()));
    let word = word.trim().to_ascii_lowercase();
    // `+ items (array)` is a property that happens to be called so.
    match word.as_str() {
        "members" | "items" | "properties" | "values" if rest.is_empty() => {
            Nested::Members(members(source, item))
        }
        "sample" => Nested::Section(TypeSection::Sample(values(source, item, rest))),
        "default" => Nested::Section(TypeSection::Default(values(source, item, rest))),
        _ => Nested::Members(vec![member(source, item, span)]),
    }
}

fn members(source: &Source, item: &Item) -> Vec<Member> {
    item.items()
        .flat_map(|(nested, span)| match section(source, nested, span) {
            Nested::Members(members) => members,
            Nested::Section(_) => vec![member(source, nested, span)],
        })
        .collect()
}

fn member(source: &Source, item: &Item, span: Span) -> Member {
    let line = source.slice(item.signature).trim();
    let words = line.trim_end_matches(':').to_ascii_lowercase();
    if words == "one of" {
        let alternatives = item
            .items()
            .map(|(nested, span)| match section(source, nested, span) {
                Nested::Members(members) => members,
                Nested::Section(_) => vec![member(source, nested, span)],
            })
            .collect();
        return Member::OneOf(alternatives);
    }
    let included = line
        .split_once(char::is_whitespace)
        .filter(|(word, _)| *word == "Include" || *word == "include")
        .map(|(_, name)| name.trim());
    if let Some(name) = included {
        return Member::Mixin(signature::type_name(&Text::new(name, item.signature)));
    }
    Member::Element(of_item(source, item, span))
}

/// Values of a `Sample` or `Default` section: beside its name, or nested below it.
fn values(source: &Source, item: &Item, beside: &str) -> Vec<Element> {
    let mut values = Vec::new();
    if !beside.is_empty() {
        let start = item.signature.end - beside.len();
        let span = Span::new(start, item.signature.end);
        values.push(Element {
            span,
            value: Some(Text::new(signature::unquote(beside), span)),
            ..Element::default()
        });
    }
    for block in &item.blocks {
        match &block.kind {
            BlockKind::Item(nested) => values.push(of_item(source, nested, block.span)),
            _ => values.push(Element {
                span: block.span,
                value: Some(Text::new(
                    text::asset(source, block.span).text(),
                    block.span,
                )),
                ..Element::default()
            }),
        }
    }
    values
}
