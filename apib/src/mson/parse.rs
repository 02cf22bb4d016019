//! From list items to elements.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::text;
use crate::markdown::{Block, BlockKind, Item};
use crate::source::{Source, Span, Text};

use super::signature::{self, Signature};
use super::type_section::{self, Keyword, is_primitive, keyword, member_type_group, values};
use super::{Element, Member, TypeDefinition, TypeName, TypeSection};

/// Named Declaration (MSON, section 3.1): a named type from its heading and what stands below it.
pub(crate) fn of_heading(
    source: &Source,
    title: Span,
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> Element {
    let signature = signature::parse(source.slice(title), title.start);
    let mut element = of_signature(signature, title, diagnostics);
    element.span = blocks.last().map_or(title, |last| title.to(last.span));
    add_blocks(source, &mut element, blocks, diagnostics);
    element
}

/// Property Member or Value Member Declaration (sections 3.2 and 3.3) from its list item.
pub(crate) fn of_item(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Element {
    let line = source.slice(item.signature);
    let signature = signature::parse(line, item.signature.start);
    let mut element = of_signature(signature, item.signature, diagnostics);
    element.span = span;
    add_blocks(source, &mut element, &item.blocks, diagnostics);
    element
}

/// The data structure of an `Attributes` section.
pub(crate) fn of_attributes(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Element {
    let mut element = of_item(source, item, span, diagnostics);
    // The word `Attributes` is the section's, not the element's.
    element.name = None;
    element
}

/// The element that a line declares.
fn of_signature(signature: Signature, line: Span, diagnostics: &mut Vec<Diagnostic>) -> Element {
    let (type_definition, others) = signature::type_definition(&signature.entries);
    report_contradiction(&type_definition, line, diagnostics);
    Element {
        span: Span::default(),
        is_variable: signature.is_variable,
        is_quoted: signature.value.is_some() && signature.is_quoted(),
        is_tight: signature.is_tight(),
        name: signature.name,
        value: signature.value.or(signature.assigned),
        type_definition,
        description: with_other_words(&others, signature.description, diagnostics),
        sections: Vec::new(),
    }
}

/// The description of a line, with the words in parentheses that are none of the type's.
fn with_other_words(
    others: &[Text],
    description: Option<Text>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    let ([first, ..], [.., last]) = (others, others) else {
        return description;
    };
    let words: Vec<&str> = others.iter().map(|other| other.text.as_str()).collect();
    let words = words.join(", ");
    let span = first.span.to(last.span);
    diagnostics.push(Diagnostic::new(
        Code::TYPE_WORDS_UNKNOWN,
        span,
        format!("`{words}` is no type attribute; it is read as part of the description"),
    ));
    Some(match description {
        Some(text) => Text::new(format!("{words}\n\n{}", text.text), span.to(text.span)),
        None => Text::new(words, span),
    })
}

/// Type Attributes (section 3.5.3) of which only one can be meant.
fn report_contradiction(
    definition: &TypeDefinition,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let message = if definition.required && definition.optional {
        "`optional` counts, not `required`"
    } else if definition.default && definition.sample {
        "`default` counts, not `sample`"
    } else {
        return;
    };
    let code = Code::TYPE_ATTRIBUTES_CONTRADICT;
    diagnostics.push(Diagnostic::new(code, span, message));
}

/// Type Sections (MSON, section 4): block description, members, samples, default.
fn add_blocks(
    source: &Source,
    element: &mut Element,
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let sections: Vec<Option<Keyword<'_>>> = blocks
        .iter()
        .map(|block| {
            let (item, _) = block.as_item()?;
            keyword(source.slice(item.signature), element)
        })
        .collect();
    let last_separator = sections
        .iter()
        .rposition(|section| *section == Some(Keyword::Members));
    let mut members = Vec::new();
    let mut in_block_description = false;
    for (index, (block, section)) in blocks.iter().zip(&sections).enumerate() {
        let BlockKind::Item(item) = &block.kind else {
            in_block_description |= members.is_empty();
            extend_description(source, element, block);
            continue;
        };
        if section.is_none() && in_block_description {
            let is_prose = last_separator.is_some_and(|last| last > index) || is_primitive(element);
            if is_prose {
                extend_description(source, element, block);
                continue;
            }
            diagnostics.push(Diagnostic::new(
                Code::MEMBERS_BELOW_DESCRIPTION,
                item.signature,
                "a list below a block description is part of it; it is read as members",
            ));
        }
        in_block_description = false;
        match section {
            None => members.extend(type_section::members(source, item, block.span, diagnostics)),
            Some(Keyword::Members) => {
                let is_first = members.is_empty();
                separator(source, element, item.signature, is_first, diagnostics);
                members.extend(member_type_group(source, &item.blocks, diagnostics));
            }
            Some(Keyword::Sample(beside)) => {
                let values = values(source, item, beside, diagnostics);
                element.sections.push(TypeSection::Sample(values));
            }
            Some(Keyword::Default(beside)) => {
                let values = values(source, item, beside, diagnostics);
                element.sections.push(TypeSection::Default(values));
            }
        }
    }
    push_members(element, members);
}

/// Member Type Separator (section 4.2.1): the type that it belongs to. An element without a type
/// gets it from there.
fn separator(
    source: &Source,
    element: &mut Element,
    signature: Span,
    is_first: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let word = source.slice(signature).trim().trim_end_matches(':').trim();
    let of_separator = match word.to_ascii_lowercase().as_str() {
        "properties" => "object",
        "items" => "array",
        _ => "enum",
    };
    let written = element.type_definition.name.as_ref();
    let written = written.map(|name| name.base.text.to_ascii_lowercase());
    let message = match written.as_deref() {
        None if of_separator == "object" => return,
        None if is_first => {
            element.type_definition.name = Some(TypeName {
                base: Text::new(of_separator, signature),
                nested: Vec::new(),
            });
            format!("no type is given; `{word}` makes it `{of_separator}`")
        }
        None => format!("`{word}` belongs to the type `{of_separator}`, but this is an object"),
        Some(other @ ("object" | "array" | "enum")) if other != of_separator => {
            format!("`{word}` belongs to the type `{of_separator}`, but this is `{other}`")
        }
        Some(_) => return,
    };
    let code = Code::SEPARATOR_OF_OTHER_TYPE;
    diagnostics.push(Diagnostic::new(code, signature, message));
}

/// Members stand before the other sections, in one section, wherever they are written.
fn push_members(element: &mut Element, mut members: Vec<Member>) {
    if members.is_empty() {
        return;
    }
    // Most elements have few members and one section, for which a list takes the room of four.
    members.shrink_to_fit();
    element.sections.reserve_exact(1);
    if let Some(TypeSection::Members(before)) = element.sections.first_mut() {
        before.extend(members);
    } else {
        element.sections.insert(0, TypeSection::Members(members));
    }
}

fn extend_description(source: &Source, element: &mut Element, block: &Block) {
    let more = text::description(source, block.span);
    if more.is_blank() {
        return;
    }
    let Some(description) = element.description.take() else {
        element.description = Some(Text::new(more.text(), block.span));
        return;
    };
    // A blank line keeps paragraphs apart; further lines of one paragraph have none.
    let gap = Span::new(description.span.end, block.span.start);
    let is_apart = source.slice(gap).matches('\n').count() > 1;
    let separator = if is_apart { "\n\n" } else { "\n" };
    element.description = Some(Text::new(
        format!("{}{separator}{}", description.text, more.text()),
        description.span.to(block.span),
    ));
}
