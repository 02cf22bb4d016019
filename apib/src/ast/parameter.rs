//! The URI parameters section.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item, text};
use crate::mson::signature::{self, Signature};
use crate::source::{Source, Span, Text};

use super::description::Prose;
use super::{Parameter, ParameterMember};

/// The parameters of a `Parameters` section, and the blocks in it that are none.
pub(super) fn of_section<'a>(
    source: &Source,
    section: &'a Item,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Parameter>, Vec<&'a Block>) {
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut others = Vec::new();
    for block in &section.blocks {
        let item = block.as_item();
        if let Some((item, span)) = item
            && let Some(owner) = parameters.last_mut()
            && is_members(source, item)
            && item.items().next().is_some()
        {
            diagnostics.push(Diagnostic::new(
                Code::SECTION_UNDER_INDENTED,
                item.signature,
                "these values are not indented far enough to be part of their parameter",
            ));
            owner.span = owner.span.to(span);
            owner.members.extend(members(source, item));
            continue;
        }
        let parameter = item.map(|(item, span)| of_item(source, item, span, diagnostics));
        if let Some(parameter) = parameter.filter(|parameter| !parameter.name.text.is_empty()) {
            parameters.push(parameter);
            continue;
        }
        diagnostics.push(Diagnostic::new(
            Code::PARAMETERS_NOT_A_LIST,
            Span::new(block.span.start, text::line_end(source, block.span.start)),
            "this is no parameter",
        ));
        others.push(block);
    }
    (parameters, others)
}

fn of_item(
    source: &Source,
    item: &Item,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parameter {
    let line = source.slice(item.signature);
    let signature = signature::parse(line, item.signature.start);
    if is_old_form(source, item, &signature) {
        diagnostics.push(Diagnostic::new(
            Code::PARAMETER_SYNTAX_OLD,
            item.signature,
            "this parameter has the form that early blueprints used",
        ));
    }
    let (definition, _) = signature::type_definition(&signature.entries);
    let mut parameter = Parameter {
        span,
        name: signature.name.unwrap_or_default(),
        type_name: None,
        required: match (definition.required, definition.optional) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        },
        default: signature.assigned.map(|assigned| assigned.text),
        sample: signature
            .value
            .map(|value| signature::unquote(&value.text).to_owned())
            .filter(|value| !value.is_empty()),
        members: Vec::new(),
        description: None,
    };
    let mut prose = Prose::default();
    for entry in &signature.entries {
        add_entry(&mut parameter, entry, &mut prose, diagnostics);
    }
    if let Some(description) = &signature.description {
        prose.add_span(description.span, false);
    }
    add_blocks(source, &mut parameter, &item.blocks, &mut prose);
    parameter.description = prose.into_text(source);
    parameter
}

/// True for ``name = `default` (type, optional, `sample`) ... description``.
fn is_old_form(source: &Source, item: &Item, signature: &Signature) -> bool {
    let quoted = signature
        .entries
        .iter()
        .any(|entry| entry.text.starts_with('`'));
    let ellipsis = signature.description.as_ref().is_some_and(|description| {
        let before = Span::new(item.signature.start, description.span.start);
        source.slice(before).trim_end().ends_with("...")
    });
    signature.assigned.is_some() || quoted || ellipsis
}

/// One of the words in parentheses: `required` or `optional`, a sample in back-quotes as it once
/// stood there, the type; anything else is description.
fn add_entry(
    parameter: &mut Parameter,
    entry: &Text,
    prose: &mut Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is = |attribute: &str| entry.text.eq_ignore_ascii_case(attribute);
    if entry.text.is_empty() || is("required") || is("optional") {
        return;
    }
    if entry.text.starts_with('`') {
        parameter.sample = Some(signature::unquote(&entry.text).to_owned());
        return;
    }
    let assigned = |word: &str| {
        text::starts_with_ignoring_case(&entry.text, word)
            .then(|| entry.text[word.len()..].trim_start())
            .and_then(|rest| rest.strip_prefix([':', '=']))
            .map(|value| signature::unquote(value).to_owned())
    };
    let what = if let Some(value) = assigned("default") {
        parameter.default = Some(value);
        "its default"
    } else if let Some(value) = assigned("sample").or_else(|| assigned("example")) {
        parameter.sample = Some(value);
        "its sample"
    } else if parameter.type_name.is_none() {
        parameter.type_name = Some(entry.clone());
        return;
    } else {
        prose.add_span(entry.span, false);
        "part of its description"
    };
    diagnostics.push(Diagnostic::new(
        Code::PARAMETER_WORDS_UNKNOWN,
        entry.span,
        format!(
            "`{}` is no attribute of a parameter; it is read as {what}",
            entry.text
        ),
    ));
}

/// Takes in what is nested below a parameter: `Members`, `Default` and `Sample`; everything else
/// is description.
fn add_blocks(source: &Source, parameter: &mut Parameter, blocks: &[Block], prose: &mut Prose) {
    let mut adjoining = false;
    for block in blocks {
        let BlockKind::Item(item) = &block.kind else {
            prose.add(block, adjoining);
            adjoining = true;
            continue;
        };
        let line = source.slice(item.signature);
        let (word, rest) = line.split_once(':').unwrap_or((line, ""));
        let word = word.trim();
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword);
        if is("members") || is("values") {
            parameter.members.extend(members_beside(item, rest));
            parameter.members.extend(members(source, item));
            let others = item.blocks.iter().filter(|block| block.as_item().is_none());
            others.for_each(|block| prose.add(block, false));
        } else if is("default") {
            parameter.default = Some(value_of(source, item, rest));
        } else if is("sample") {
            parameter.sample = Some(value_of(source, item, rest));
        } else {
            prose.add(block, adjoining);
            adjoining = true;
            continue;
        }
        adjoining = false;
    }
}

/// `Members`, or `Values` as it once was, and nothing beside it.
fn is_members(source: &Source, item: &Item) -> bool {
    let word = source.slice(item.signature).trim_end_matches(':').trim();
    word.eq_ignore_ascii_case("members") || word.eq_ignore_ascii_case("values")
}

fn members(source: &Source, section: &Item) -> Vec<ParameterMember> {
    section
        .items()
        .filter_map(|(item, _)| {
            let line = source.slice(item.signature);
            let signature = signature::parse(line, item.signature.start);
            let mut prose = Prose::default();
            if let Some(description) = &signature.description {
                prose.add_span(description.span, false);
            }
            for block in &item.blocks {
                prose.add(block, false);
            }
            Some(ParameterMember {
                value: signature.name?,
                description: prose.into_text(source).map(|text| text.text),
            })
        })
        .collect()
}

/// Values that stand beside `Members:` instead of below it.
fn members_beside(item: &Item, rest: &str) -> Vec<ParameterMember> {
    let mut start = item.signature.end - rest.len();
    signature::split_outside(rest, ',')
        .into_iter()
        .filter_map(|part| {
            let span = Span::new(start, start + part.len());
            start = span.end + 1;
            let value = signature::unquote(part);
            (!value.is_empty()).then(|| ParameterMember {
                value: Text::new(value, span),
                description: None,
            })
        })
        .collect()
}

/// A value beside its keyword, or in the first block below it.
fn value_of(source: &Source, item: &Item, beside: &str) -> String {
    let beside = signature::unquote(beside);
    if !beside.is_empty() {
        return beside.to_owned();
    }
    item.blocks
        .first()
        .map(|block| {
            let value = text::dedented(source, block.span);
            let value = text::without_marker(value.text()).unwrap_or(value.text());
            signature::unquote(value).to_owned()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    fn parameters(text: &str) -> Vec<Parameter> {
        let source = Source::new("test.apib", text);
        let blocks = markdown::parts(&source).next(&mut Vec::new()).unwrap();
        let (section, _) = blocks[0].as_item().unwrap();
        of_section(&source, section, &mut Vec::new()).0
    }

    #[test]
    fn a_list_below_a_parameter_belongs_to_its_description() {
        let parameters = parameters(
            "+ Parameters\n    + filter (optional, string) - Narrows the list.\n        - ?filter[a]=value(long) -by a\n        - ?filter[b]=value(long) -by b\n",
        );
        assert_eq!(parameters[0].required, Some(false));
        assert_eq!(
            parameters[0].description.as_ref().unwrap().text,
            "Narrows the list.\n\n- ?filter[a]=value(long) -by a\n- ?filter[b]=value(long) -by b"
        );
    }

    #[test]
    fn both_forms_give_type_default_and_sample() {
        let both = parameters(
            "+ Parameters\n    + a: `1` (number, required) - An A\n        + Default: `7`\n    + b = `2` (optional, number, `3`) ... A B\n",
        );
        assert_eq!(both[0].sample.as_deref(), Some("1"));
        assert_eq!(both[0].default.as_deref(), Some("7"));
        assert_eq!(both[1].default.as_deref(), Some("2"));
        assert_eq!(both[1].sample.as_deref(), Some("3"));
        assert_eq!(both[1].type_name.as_ref().unwrap().text, "number");
        assert_eq!(both[1].description.as_ref().unwrap().text, "A B");
    }

    #[test]
    fn members_keep_their_descriptions() {
        let one = parameters(
            "+ Parameters\n\n    + kind (enum[number])\n\n        + Members\n                + 1 - One\n                + `-1` - None\n",
        );
        let members: Vec<_> = one[0]
            .members
            .iter()
            .map(|member| (member.value.text.as_str(), member.description.as_deref()))
            .collect();
        assert_eq!(members, [("1", Some("One")), ("-1", Some("None"))]);
    }
}
