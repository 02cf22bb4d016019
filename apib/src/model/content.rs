//! Bodies: their media types, samples and schemas.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::ast::Payload;
use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::json;
use crate::media_type;
use crate::mson::Element;
use crate::source::{MappedText, Span};

use super::build::Context;
use super::schema::{Object, Schema, Shape};
use super::{Body, Content, Example};

/// A payload as it counts for an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample<'a> {
    pub(super) payload: &'a Payload,
    /// The payload's own attributes, or those of its action.
    pub(super) attributes: Option<&'a Element>,
    /// What to call its body among others.
    pub(super) name: Option<&'a str>,
}

/// The body that several payloads of one place have, whatever their media types; without content
/// if none of them sends anything.
pub(super) fn body(context: &mut Context<'_>, samples: &[Sample<'_>]) -> Body {
    let mut by_media_type: IndexMap<String, Vec<Sample<'_>>> = IndexMap::new();
    for sample in samples {
        if let Some(media_type) = media_type_of(context, sample) {
            by_media_type.entry(media_type).or_default().push(*sample);
        }
    }
    let descriptions: Vec<&str> = samples
        .iter()
        .filter_map(|sample| sample.payload.description.as_ref())
        .map(|text| text.text.as_str())
        .collect();
    Body {
        description: joined(&descriptions),
        content: by_media_type
            .into_iter()
            .map(|(media_type, samples)| {
                let form = content(context, &media_type, &samples);
                (media_type, form)
            })
            .collect(),
    }
}

/// Several texts as paragraphs, each once.
pub(super) fn joined(texts: &[&str]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut distinct = texts.to_vec();
    distinct.retain(|text| seen.insert(*text));
    (!distinct.is_empty()).then(|| distinct.join("\n\n"))
}

/// The payload's media type: as written, as its `Content-Type` says, or as its body looks.
/// `None` where nothing is sent.
fn media_type_of(context: &mut Context<'_>, sample: &Sample<'_>) -> Option<String> {
    let payload = sample.payload;
    let of_header = || {
        let mut headers = payload.headers.iter();
        headers.find(|header| header.name.text.eq_ignore_ascii_case("content-type"))
    };
    let written = payload
        .media_type
        .as_ref()
        .or_else(|| of_header().map(|header| &header.value));
    if let Some(written) = written.filter(|written| !written.text.is_empty()) {
        if media_type::is_legal(&written.text) {
            return Some(written.text.trim().to_owned());
        }
        context.diagnostics.push(Diagnostic::new(
            Code::MEDIA_TYPE_ILLEGAL,
            written.span,
            format!("`{}` is no media type", written.text),
        ));
    }
    let body = payload.body.as_ref().filter(|body| !body.is_blank());
    let guess = match body.map(|body| body.text().trim_start()) {
        Some(text) if text.starts_with(['{', '[']) => "application/json",
        Some(text) if text.starts_with("<!DOCTYPE html") || text.starts_with("<html") => {
            "text/html"
        }
        Some(text) if text.starts_with('<') => "application/xml",
        Some(text) if serde_json::from_str::<Value>(text).is_ok() => "application/json",
        Some(_) => "text/plain",
        None if sample.attributes.is_some() || payload.schema.is_some() => "application/json",
        None => return None,
    };
    Some(guess.to_owned())
}

fn content(context: &mut Context<'_>, media_type: &str, samples: &[Sample<'_>]) -> Content {
    let span = samples
        .first()
        .map(|sample| sample.payload.span)
        .unwrap_or_default();
    let is_json = media_type::is_json(media_type);
    let mut examples = Vec::new();
    let mut readable = Vec::new();
    for sample in samples {
        let Some(body) = sample.payload.body.as_ref().filter(|body| !body.is_blank()) else {
            continue;
        };
        let mut values = if is_json {
            json_values(context, body)
        } else {
            Vec::new()
        };
        readable.extend(values.iter().cloned());
        if values.is_empty() {
            values.push(Value::String(body.text().to_owned()));
        }
        for value in values {
            if examples.iter().all(|other: &Example| other.value != value) {
                examples.push(Example {
                    name: sample.name.map(str::to_owned),
                    value,
                    span: body.whole_span(),
                });
            }
        }
    }
    let declared = declared_schemas(context, samples);
    let shown = shown_schema(media_type, &examples, &readable);
    let schema = settle(context, &examples, &readable, shown, declared);
    Content {
        schema,
        examples,
        span,
    }
}

/// The values of a JSON body, as a rule one; none where it cannot be read at all.
fn json_values(context: &mut Context<'_>, body: &MappedText) -> Vec<Value> {
    let reading = json::read(body);
    context.diagnostics.extend(reading.diagnostics());
    reading.value.into_iter().chain(reading.others).collect()
}

/// What the payloads declare of their body, the most trusted first.
fn declared_schemas(context: &mut Context<'_>, samples: &[Sample<'_>]) -> Vec<(Schema, Span)> {
    let mut declared: Vec<(Schema, Span)> = Vec::new();
    for sample in samples {
        if let Some(attributes) = sample.attributes {
            let schema = context.schema(attributes);
            if declared.iter().all(|(other, _)| *other != schema) {
                declared.push((schema, attributes.span));
            }
        }
    }
    for sample in samples {
        let Some(text) = sample
            .payload
            .schema
            .as_ref()
            .filter(|text| !text.is_blank())
        else {
            continue;
        };
        let reading = json::read(text);
        context.diagnostics.extend(reading.diagnostics());
        if let Some(value) = reading.value {
            let schema = context.json_schema(&value, text.whole_span());
            if declared.iter().all(|(other, _)| *other != schema) {
                declared.push((schema, text.whole_span()));
            }
        }
    }
    declared
}

/// What the samples alone show. Of JSON, only the `readable` ones count: a sample that is no JSON
/// at all is kept as text, but says nothing of what is really sent.
fn shown_schema(media_type: &str, examples: &[Example], readable: &[Value]) -> Option<Schema> {
    if media_type::is_json(media_type) {
        return (!examples.is_empty()).then(|| infer::from_examples(readable));
    }
    if media_type::is_form(media_type) {
        return infer::from_forms(form_texts(examples))
            .or_else(|| Some(Schema::of(Shape::Object(Object::default()))));
    }
    Some(Schema {
        format: (!media_type::is_text(media_type)).then(|| "binary".to_owned()),
        ..Schema::of(Shape::String)
    })
}

fn form_texts(examples: &[Example]) -> impl Iterator<Item = &str> {
    examples
        .iter()
        .filter_map(|example| example.value.as_str())
        .map(str::trim)
}

/// The schema by the order of trust: the first declaration that accepts the samples counts, else
/// what the samples show; what the rejected ones still tell is laid over it.
fn settle(
    context: &mut Context<'_>,
    examples: &[Example],
    readable: &[Value],
    shown: Option<Schema>,
    declared: Vec<(Schema, Span)>,
) -> Option<Schema> {
    let schemas = context.schemas;
    let definitions = &context.definitions.types;
    let resolve = |name: &str| {
        schemas
            .get(name)
            .or_else(|| definitions.get(name))
            .map(|named| &named.schema)
    };
    let values: Vec<&Value> = readable.iter().collect();
    let mut accepted = None;
    let mut rejected = Vec::new();
    for (schema, span) in declared {
        let mismatch = values
            .iter()
            .find_map(|value| infer::accepts(&schema, value, &resolve).err());
        match mismatch {
            Some(mismatch) => rejected.push((schema, span, mismatch)),
            None if accepted.is_none() => accepted = Some((schema, span)),
            None => {}
        }
    }
    let example = examples
        .first()
        .map(|example| example.span)
        .unwrap_or_default();
    let mut settled = match accepted {
        None => shown?,
        Some((schema, span)) => {
            let completed = infer::complete(schema, &shown.unwrap_or_default());
            for property in completed.added {
                context.diagnostics.push(
                    Diagnostic::new(
                        Code::PROPERTY_NOT_DECLARED,
                        span,
                        format!("`{property}` is not declared, but the example has it"),
                    )
                    .with_related(example, "the example"),
                );
            }
            completed.schema
        }
    };
    // Each one lays over what those after it have laid, so the most trusted comes last.
    for (schema, span, mismatch) in rejected.into_iter().rev() {
        context.diagnostics.push(
            Diagnostic::new(
                Code::SCHEMA_REJECTS_EXAMPLE,
                span,
                format!("this declaration does not fit its own example: {mismatch}"),
            )
            .with_related(example, "the example"),
        );
        let reconciled = infer::reconcile(settled, &values, &schema, &resolve);
        settled = reconciled.schema;
        for contradiction in reconciled.contradictions {
            context.diagnostics.push(
                Diagnostic::new(
                    Code::DECLARATION_CONTRADICTS_EXAMPLE,
                    span,
                    contradiction.to_string(),
                )
                .with_related(example, "the example"),
            );
        }
    }
    Some(settled)
}
