//! Requests, responses and models.

use crate::ast::{Action, Payload, Resource, Transaction};
use crate::source::{MappedText, Text};

use super::layout::{Piece, fenced, item};
use super::verify::{choose, reads_in_action, reads_in_resource};
use super::{asset, element, parameter};

pub(super) fn request(payload: &Payload) -> String {
    let lines = first_lines("Request", payload.identifier.as_ref(), payload);
    choose(forms(&lines, payload), |form| {
        reads_in_action(
            form,
            Action {
                transactions: vec![Transaction {
                    requests: vec![payload.clone()],
                    responses: Vec::new(),
                }],
                ..Action::default()
            },
        )
    })
}

pub(super) fn response(payload: &Payload) -> String {
    let lines = first_lines("Response", payload.status.as_ref(), payload);
    choose(forms(&lines, payload), |form| {
        reads_as_action_with(form, payload)
    })
}

pub(super) fn model(payload: &Payload) -> String {
    let keyword = match &payload.identifier {
        Some(name) => format!("{} Model", name.text),
        None => "Model".to_owned(),
    };
    let lines = first_lines(&keyword, None, payload);
    choose(forms(&lines, payload), |form| {
        reads_in_resource(
            form,
            Resource {
                model: Some(Box::new(payload.clone())),
                ..Resource::default()
            },
        )
    })
}

/// True if a response of these pieces reads as this payload.
pub(super) fn reads_as_response(pieces: &[Piece], expected: &Payload) -> bool {
    reads_as_action_with(&item("Response", pieces), expected)
}

fn reads_as_action_with(response: &str, expected: &Payload) -> bool {
    reads_in_action(
        response,
        Action {
            transactions: vec![Transaction {
                requests: Vec::new(),
                responses: vec![expected.clone()],
            }],
            ..Action::default()
        },
    )
}

/// The ways to write a payload's first line, the best first. The media type may stand without its
/// parentheses, which one that ends with a parenthesis needs, and in front of the name.
fn first_lines(keyword: &str, name: Option<&Text>, payload: &Payload) -> Vec<String> {
    let name = name.map(|name| name.text.clone());
    let media_type = payload
        .media_type
        .as_ref()
        .map(|media_type| &media_type.text);
    let enclosed = media_type.map(|media_type| format!("({media_type})"));
    let orders = [
        [name.clone(), enclosed.clone()],
        [name.clone(), media_type.cloned()],
        [enclosed.clone(), name.clone()],
        // A colon behind the keyword means nothing.
        [name.map(|name| format!(": {name}")), enclosed],
    ];
    let mut lines: Vec<String> = orders
        .into_iter()
        .map(|words| {
            let words = words.into_iter().flatten();
            let words: Vec<String> = std::iter::once(keyword.to_owned()).chain(words).collect();
            words.join(" ")
        })
        .collect();
    lines.dedup();
    lines
}

/// The ways to write a payload, the best first.
fn forms(lines: &[String], payload: &Payload) -> impl Iterator<Item = String> {
    let layouts = layouts(payload);
    let count = layouts.len();
    let pairs = lines
        .iter()
        .flat_map(move |line| std::iter::repeat(line).zip(0..count));
    pairs.map(move |(line, layout)| layouts[layout].below(line))
}

/// What stands beside and below a payload's first line.
struct Layout {
    beside: String,
    pieces: Vec<Piece>,
}

impl Layout {
    fn below(&self, line: &str) -> String {
        item(format!("{line} {}", self.beside).trim_end(), &self.pieces)
    }
}

fn layouts(payload: &Payload) -> Vec<Layout> {
    let Payload {
        span: _,
        identifier: _,
        status: _,
        media_type: _,
        description,
        headers,
        parameters,
        attributes,
        body,
        schema,
        model,
    } = payload;
    let model = model
        .iter()
        .map(|name| Piece::Prose(format!("[{}][]", name.text)));
    let model: Vec<Piece> = model.collect();
    let mut sections: Vec<Piece> = asset::headers(headers).into_iter().collect();
    sections.extend(parameter::section(parameters).map(Piece::Item));
    sections.extend(
        attributes
            .as_deref()
            .map(element::attributes)
            .map(Piece::Item),
    );
    let schema: Vec<Piece> = schema.iter().map(asset::schema).collect();
    let needs_section = !sections.is_empty() || !schema.is_empty();
    let bare_body = body.as_ref().map(MappedText::text);
    let bare_body = bare_body.filter(|body| !needs_section && !body.is_empty());
    let body: Vec<Piece> = body.iter().map(asset::body).collect();
    let empty = [Piece::Item("+ Headers".to_owned())];

    let mut layouts = Vec::new();
    let mut add = |beside: &str, parts: &[&[Piece]]| {
        layouts.push(Layout {
            beside: beside.to_owned(),
            pieces: parts.concat(),
        });
    };
    let description = description
        .as_ref()
        .map(|description| description.text.as_str());
    for prose in descriptions(description) {
        if let Some(body) = bare_body {
            add("", &[&model, &prose, &[Piece::code(body)]]);
            add("", &[&model, &prose, &[Piece::Prose(fenced(body))]]);
        }
        add("", &[&model, &prose, &sections, &body, &schema]);
        // Code in front of a body is the body, and the first schema is the schema.
        add("", &[&model, &sections, &body, &schema, &prose]);
        add("", &[&model, &body, &prose, &sections, &schema]);
        // Without any section, a description that looks like a body would be one.
        add("", &[&model, &prose, &empty, &sections, &body, &schema]);
    }
    if let Some(text) = description {
        // Words beside the status are part of the description, whatever they look like.
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let rest = Some(rest.trim_start_matches('\n')).filter(|rest| !rest.is_empty());
        for prose in descriptions(rest) {
            add(first, &[&model, &prose, &sections, &body, &schema]);
        }
    }
    layouts
}

/// The ways to write a description, the best first.
fn descriptions(text: Option<&str>) -> Vec<Vec<Piece>> {
    let Some(text) = text else {
        return vec![Vec::new()];
    };
    vec![
        vec![Piece::Prose(text.to_owned())],
        vec![Piece::Narrow(text.to_owned())],
        vec![Piece::code(text)],
        vec![Piece::deep(text)],
        vec![Piece::Lazy(text.to_owned())],
        vec![Piece::verbatim(text)],
    ]
}
