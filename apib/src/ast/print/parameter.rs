//! The parameters of a URI template.

use crate::ast::{Parameter, ParameterMember, Resource};
use crate::markdown::text;

use super::layout::{Piece, item};
use super::signature::{self, Lead, plain_and_quoted};
use super::verify::{self, choose, reads_in_resource};

/// The `Parameters` section, if there are any.
pub(super) fn section(parameters: &[Parameter]) -> Option<String> {
    let items: Vec<Piece> = parameters
        .iter()
        .map(|parameter| Piece::Item(of_parameter(parameter)))
        .collect();
    (!items.is_empty()).then(|| item("Parameters", &items))
}

fn of_parameter(parameter: &Parameter) -> String {
    let Parameter {
        span: _,
        name,
        type_name,
        required,
        default,
        sample,
        members,
        description,
    } = parameter;
    let required = required.map(|required| if required { "required" } else { "optional" });
    let type_name = type_name.as_ref().map(|name| name.text.as_str());
    let entries = signature::entries(type_name, required.as_slice());
    let names = plain_and_quoted(&name.text);

    let mut own = Parameter {
        default: None,
        members: Vec::new(),
        description: None,
        ..parameter.clone()
    };
    let has_sections = default.is_some() || !members.is_empty();
    if has_sections {
        own.members.push(next_member());
    }
    let mut next: Vec<Piece> = has_sections.then(next_section).into_iter().collect();
    let mut sections = Vec::new();
    let mut heads = signature::heads(&names, &values(sample.as_deref()), &entries);
    heads.retain(|head| reads_as(head, &next, &own));
    if heads.is_empty() {
        if !has_sections {
            own.members.push(next_member());
            next.push(next_section());
        }
        own.sample = None;
        heads = signature::heads(&names, &values(None), &entries);
        sections.extend(sample.as_ref().map(|sample| {
            value_section("Sample", sample, |sample| Parameter {
                sample,
                ..bare_parameter()
            })
        }));
    }
    let description = description.as_ref();
    let Lead { signature, prose } = lead(
        &heads,
        description.map(|text| text.text.as_str()),
        |lead, described| {
            let expected = Parameter {
                description: description.filter(|_| described).cloned(),
                ..own.clone()
            };
            reads_as(
                &lead.signature,
                &[&lead.prose[..], &next].concat(),
                &expected,
            )
        },
    );

    sections.extend(default.as_ref().map(|default| {
        value_section("Default", default, |default| Parameter {
            default,
            ..bare_parameter()
        })
    }));
    if !members.is_empty() {
        let members: Vec<Piece> = members
            .iter()
            .map(|each| Piece::Item(member(each)))
            .collect();
        sections.push(Piece::Item(item("Members", &members)));
    }
    item(&signature, &[prose, sections].concat())
}

/// The lead that reads back, or the first one.
fn lead(
    heads: &[String],
    description: Option<&str>,
    reads_back: impl Fn(&Lead, bool) -> bool,
) -> Lead {
    signature::find(heads, description, reads_back)
        .unwrap_or_else(|| signature::first(heads, description))
}

fn values(sample: Option<&str>) -> Vec<String> {
    match sample {
        Some(sample) => plain_and_quoted(sample)
            .iter()
            .map(|value| format!(": {value}"))
            .collect(),
        None => vec![String::new()],
    }
}

/// A `Default` or `Sample` section, its value beside the name if one line can hold it.
fn value_section(
    keyword: &str,
    value: &str,
    expected: impl Fn(Option<String>) -> Parameter,
) -> Piece {
    let quoted = format!("`{value}`");
    let below = |value: &str| {
        // The parser takes one list marker off.
        let marker = if text::starts_with_marker(value) {
            "+ "
        } else {
            ""
        };
        item(keyword, &[Piece::code(&format!("{marker}{value}"))])
    };
    let candidates = [
        format!("+ {keyword}: {value}").trim_end().to_owned(),
        format!("+ {keyword}: {quoted}"),
        item(keyword, &[Piece::Prose(value.to_owned())]),
        below(value),
        below(&quoted),
    ];
    Piece::Item(choose(candidates, |section| {
        let pieces = [Piece::Item(section.to_owned())];
        reads_as("p", &pieces, &expected(Some(value.to_owned())))
    }))
}

fn member(member: &ParameterMember) -> String {
    let ParameterMember { value, description } = member;
    let heads = signature::heads(&plain_and_quoted(&value.text), &values(None), "");
    let Lead { signature, prose } = lead(&heads, description.as_deref(), |lead, described| {
        let own = ParameterMember {
            value: value.clone(),
            description: description.clone().filter(|_| described),
        };
        let expected = Parameter {
            members: vec![own],
            ..bare_parameter()
        };
        let members = [Piece::Item(item(&lead.signature, &lead.prose))];
        reads_as("p", &[Piece::Item(item("Members", &members))], &expected)
    });
    item(&signature, &prose)
}

/// A section below a lead, which it must not swallow, not even with a comment that is closed
/// somewhere below.
fn next_section() -> Piece {
    let member = Piece::Item("+ next - -->".to_owned());
    Piece::Item(item("Members", &[member]))
}

fn next_member() -> ParameterMember {
    ParameterMember {
        value: verify::text("next"),
        description: Some("-->".to_owned()),
    }
}

fn bare_parameter() -> Parameter {
    Parameter {
        name: verify::text("p"),
        ..Parameter::default()
    }
}

/// True if an item reads as this parameter, and is no part of its neighbours, nor they of it.
fn reads_as(signature: &str, pieces: &[Piece], expected: &Parameter) -> bool {
    let neighbour = Piece::Item("+ p".to_owned());
    let items = [
        neighbour.clone(),
        Piece::Item(item(signature, pieces)),
        neighbour,
    ];
    reads_in_resource(
        &item("Parameters", &items),
        Resource {
            parameters: vec![bare_parameter(), expected.clone(), bare_parameter()],
            ..Resource::default()
        },
    )
}
