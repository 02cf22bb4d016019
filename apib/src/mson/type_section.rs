//! Type Sections (MSON, section 4): member type groups, samples and defaults.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, Item, text};
use crate::source::{Source, Span, Text};

use super::parse::of_item;
use super::signature;
use super::{Element, Member};

/// The keyword of a type section, with what stands behind its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword<'a> {
    /// Member Type Separator (section 4.2.1); of enumerations also `Values`, as parameters once had it.
    Members,
    Sample(&'a str),
    Default(&'a str),
}

/// The type section that a line opens within this element, if it opens one.
pub(super) fn keyword<'a>(line: &'a str, element: &Element) -> Option<Keyword<'a>> {
    let line = line.trim();
    let (word, beside) = line
        .split_once(':')
        .map_or((line, ""), |(word, beside)| (word.trim(), beside.trim()));
    match word.to_ascii_lowercase().as_str() {
        // `+ items (array)` is a property that happens to be called so.
        "members" | "items" | "properties" if beside.is_empty() => {
            return Some(Keyword::Members);
        }
        // Of an object it is a property like any other.
        "values" if beside.is_empty() && is_enumeration(element) => return Some(Keyword::Members),
        "sample" => return Some(Keyword::Sample(beside)),
        "default" => return Some(Keyword::Default(beside)),
        _ => {}
    }
    // `+ Sample (array)` is one only where no property can stand.
    let (word, _) = line.split_once('(').filter(|_| line.ends_with(')'))?;
    let name = element.type_definition.name.as_ref()?;
    let has_no_properties =
        is_primitive(element) || ["array", "enum"].contains(&name.base.text.as_str());
    match word.trim().to_ascii_lowercase().as_str() {
        "sample" if has_no_properties => Some(Keyword::Sample("")),
        "default" if has_no_properties => Some(Keyword::Default("")),
        _ => None,
    }
}

fn is_enumeration(element: &Element) -> bool {
    let name = element.type_definition.name.as_ref();
    name.is_some_and(|name| name.base.text.eq_ignore_ascii_case("enum"))
}

/// A value, or a type of which the specification says that it has no members.
pub(super) fn is_primitive(element: &Element) -> bool {
    match &element.type_definition.name {
        Some(name) => ["string", "number", "boolean"]
            .iter()
            .any(|primitive| name.base.text.eq_ignore_ascii_case(primitive)),
        None => element.value.is_some(),
    }
}

/// Member Type Group (section 4.2): what stands below a separator.
pub(super) fn member_type_group(
    source: &Source,
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Member> {
    blocks
        .iter()
        .filter_map(Block::as_item)
        .flat_map(|(item, span)| group_or_member(source, item, span, diagnostics))
        .collect()
}

/// A member, or all members of a group within a group.
fn group_or_member(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Member> {
    match keyword(source.slice(item.signature), &Element::default()) {
        Some(Keyword::Members) => member_type_group(source, &item.blocks, diagnostics),
        _ => members(source, item, span, diagnostics),
    }
}

/// The member that an item is, and behind a mixin, which has none of its own, those below it.
pub(super) fn members(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Member> {
    let mut found = vec![member(source, item, span, diagnostics)];
    if let [Member::Mixin(_)] = found[..] {
        for (nested, span) in item.items() {
            diagnostics.push(Diagnostic::new(
                Code::MEMBERS_BELOW_MIXIN,
                nested.signature,
                "this is read as a member beside the mixin",
            ));
            found.extend(group_or_member(source, nested, span, diagnostics));
        }
    }
    found
}

fn member(source: &Source, item: &Item, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Member {
    let line = source.slice(item.signature).trim();
    if line
        .trim_end_matches(':')
        .trim_end()
        .eq_ignore_ascii_case("one of")
    {
        return one_of(source, item, diagnostics);
    }
    if let Some(mixin) = mixin(line, item.signature) {
        return mixin;
    }
    let behind = line.strip_prefix("include").map(str::trim_start);
    if behind.is_some_and(|behind| behind.starts_with('(')) {
        diagnostics.push(Diagnostic::new(
            Code::PROPERTY_CALLED_INCLUDE,
            item.signature,
            "this is read as a property called `include`",
        ));
    }
    Member::Element(of_item(source, item, span, diagnostics))
}

/// One Of Type (section 5.2): each item is an alternative, a group of members all of its own.
fn one_of(source: &Source, item: &Item, diagnostics: &mut Vec<Diagnostic>) -> Member {
    let alternatives = item
        .items()
        .map(|(nested, span)| group_or_member(source, nested, span, diagnostics))
        .collect();
    Member::OneOf(alternatives)
}

/// Mixin Type (section 5.1): `Include Name`, `Include (Name)`; what is said behind the name means
/// nothing.
fn mixin(line: &str, span: Span) -> Option<Member> {
    let (word, name) = line.split_once(char::is_whitespace)?;
    let name = name.trim();
    // `+ include (string)` is a property, though the reference parser takes it for a mixin.
    let is_property = name.starts_with([':', '-']) || (word == "include" && name.starts_with('('));
    if !word.eq_ignore_ascii_case("include") || is_property {
        return None;
    }
    let start = span.end - (line.len() - (name.as_ptr() as usize - line.as_ptr() as usize));
    let signature = signature::parse(name, start);
    let name = match (signature.name, signature.entries.into_iter().next()) {
        (None, Some(entry)) => entry,
        (Some(name), _) if !name.text.is_empty() => name,
        _ => Text::new(name, span),
    };
    Some(Member::Mixin(signature::type_name(&name)))
}

/// Sample and Default (sections 4.4 and 4.5): values beside the name, or nested below it; text
/// that is no list is one value, however many lines it has.
pub(super) fn values(
    source: &Source,
    item: &Item,
    beside: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Element> {
    let mut values = Vec::new();
    if !beside.is_empty() {
        let start = item.signature.end - beside.len();
        let span = Span::new(start, item.signature.end);
        values.push(of_value(beside.to_owned(), span));
    }
    values.extend(nested_values(source, &item.blocks, diagnostics));
    values
}

pub(super) fn nested_values(
    source: &Source,
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Element> {
    let mut values = Vec::new();
    let mut rest = blocks;
    while let Some((first, behind)) = rest.split_first() {
        if let Some((nested, span)) = first.as_item() {
            values.push(of_item(source, nested, span, diagnostics));
            rest = behind;
            continue;
        }
        let length = rest
            .iter()
            .position(|block| block.as_item().is_some())
            .unwrap_or(rest.len());
        let span = first.span.to(rest[length - 1].span);
        let text = text::asset(source, span).text().to_owned();
        values.push(of_value(text, span));
        rest = &rest[length..];
    }
    values
}

pub(super) fn of_value(text: String, span: Span) -> Element {
    Element {
        span,
        value: Some(Text::new(text, span)),
        ..Element::default()
    }
}
