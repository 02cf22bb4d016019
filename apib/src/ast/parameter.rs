//! The parameters of a URI template.

use crate::markdown::{Block, BlockKind, Item, text};
use crate::mson::signature;
use crate::source::{Source, Span};

use super::description::Prose;
use super::{Parameter, ParameterMember};

/// The parameters of a `Parameters` section.
pub(super) fn of_section(source: &Source, section: &Item) -> Vec<Parameter> {
    section
        .items()
        .map(|(item, span)| of_item(source, item, span))
        .filter(|parameter| !parameter.name.text.is_empty())
        .collect()
}

fn of_item(source: &Source, item: &Item, span: Span) -> Parameter {
    let line = source.slice(item.signature);
    let signature = signature::parse(line, item.signature.start);
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
    // In the form that parameters once had, a sample stands in back-quotes among the entries.
    let written = signature
        .entries
        .iter()
        .filter(|entry| !is_attribute(&entry.text));
    for entry in written {
        if entry.text.starts_with('`') {
            parameter.sample = Some(signature::unquote(&entry.text).to_owned());
        } else if parameter.type_name.is_none() {
            parameter.type_name = Some(entry.clone());
        }
    }
    let mut prose = Prose::default();
    if let Some(description) = &signature.description {
        prose.add_span(description.span, false);
    }
    add_blocks(source, &mut parameter, &item.blocks, &mut prose);
    parameter.description = prose.into_text(source);
    parameter
}

fn is_attribute(entry: &str) -> bool {
    ["required", "optional"]
        .iter()
        .any(|attribute| entry.eq_ignore_ascii_case(attribute))
}

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
        let rest = signature::unquote(rest).to_owned();
        match word.trim().to_ascii_lowercase().as_str() {
            "members" | "values" if rest.is_empty() => {
                parameter.members.extend(members(source, item));
            }
            "default" => parameter.default = Some(value_of(source, item, rest)),
            "sample" => parameter.sample = Some(value_of(source, item, rest)),
            _ => {
                prose.add(block, adjoining);
                adjoining = true;
                continue;
            }
        }
        adjoining = false;
    }
}

fn members(source: &Source, section: &Item) -> Vec<ParameterMember> {
    section
        .items()
        .filter_map(|(item, _)| {
            let line = source.slice(item.signature);
            let signature = signature::parse(line, item.signature.start);
            Some(ParameterMember {
                value: signature.name?,
                description: signature.description.map(|text| text.text),
            })
        })
        .collect()
}

fn value_of(source: &Source, item: &Item, beside: String) -> String {
    if !beside.is_empty() {
        return beside;
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
        let blocks = markdown::parse(&source);
        let (section, _) = blocks[0].as_item().unwrap();
        of_section(&source, section)
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
