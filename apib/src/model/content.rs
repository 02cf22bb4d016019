//! Bodies: their media types, samples and schemas.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::media_type;
use crate::mson::Element;
use crate::source::MappedText;

use super::body::{self, BodyKind};
use super::build::Context;
use super::examples::DistinctExamples;
use super::resource_model::Message;
use super::schema::Schema;
use super::settle::{self, Shown};
use super::{Body, Content, Example};

/// A payload as it counts for an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample<'a> {
    pub(super) message: Message<'a>,
    /// The payload's own attributes, or those of its action.
    pub(super) attributes: Option<&'a Element>,
    /// What to call its body among others.
    pub(super) name: Option<&'a str>,
}

impl Sample<'_> {
    fn body(&self) -> Option<&MappedText> {
        self.message.body()
    }
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
        .flat_map(|sample| sample.message.descriptions())
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
    let written = sample.message.media_type();
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
    let body = sample.body().map(|body| body.text().trim_start());
    let guess = match body {
        Some(text) if text.starts_with(['{', '[']) => "application/json",
        Some(text) if text.starts_with("<!DOCTYPE html") || text.starts_with("<html") => {
            "text/html"
        }
        Some(text) if text.starts_with('<') => "application/xml",
        Some(text) if serde_json::from_str::<Value>(text).is_ok() => "application/json",
        Some(_) => "text/plain",
        None if sample.attributes.is_some() || sample.message.schema().is_some() => {
            "application/json"
        }
        None => return None,
    };
    Some(guess.to_owned())
}

fn content(context: &mut Context<'_>, media_type: &str, samples: &[Sample<'_>]) -> Content {
    let span = samples
        .first()
        .map(|sample| sample.message.payload.span)
        .unwrap_or_default();
    if let Some(content) = shared_content(media_type, samples) {
        return content;
    }
    let kind = BodyKind::of(media_type, samples.iter().filter_map(Sample::body));
    let mut examples = DistinctExamples::default();
    let mut shown = Shown::default();
    for (index, sample) in samples.iter().enumerate() {
        let Some(body) = sample.body() else {
            continue;
        };
        let mut values = body::values(kind, body, &mut context.diagnostics);
        shown.files.extend(body::files(kind, body));
        let is_text = values.is_empty();
        if is_text {
            values.push(Value::String(body.text().to_owned()));
        }
        for value in values {
            let example = examples.add(Example {
                name: sample.name.map(str::to_owned),
                value,
                span: body.whole_span(),
            });
            if !is_text {
                shown.add(index, example);
            }
        }
    }
    let mut examples = examples.into_examples();
    let schema = settle::schema(context, kind, samples, &mut examples, &shown);
    if kind == BodyKind::Json && examples.is_empty() {
        examples = composed_examples(context, samples, schema.as_ref());
    }
    Content {
        schema,
        examples: Example::compact(examples),
        span,
    }
}

/// The content of a model that several payloads refer to, if the samples are nothing else.
fn shared_content(media_type: &str, samples: &[Sample<'_>]) -> Option<Content> {
    let first = samples.first()?;
    let shared = first.message.shared_content()?;
    let is_same = |sample: &Sample<'_>| {
        let own_attributes = sample.message.attributes();
        let declares_more = sample.attributes.is_some() && own_attributes.is_none();
        let other = sample.message.shared_content();
        !declares_more && other.is_some_and(|other| std::ptr::eq(shared, other))
    };
    let is_read_alike = shared.media_type == media_type
        || (media_type::is_json(&shared.media_type) && media_type::is_json(media_type));
    if !is_read_alike || !samples.iter().all(is_same) {
        return None;
    }
    let mut content = shared.content.clone();
    for example in &mut content.examples {
        example.name = first.name.map(str::to_owned);
    }
    Some(content)
}

/// Of how many payloads of one place an example is composed; those of more are hardly different.
const MAX_COMPOSED: usize = 16;

/// Where the document shows no body: what its attributes compose, as far as the schema accepts it.
fn composed_examples(
    context: &mut Context<'_>,
    samples: &[Sample<'_>],
    schema: Option<&Schema>,
) -> Vec<Example<Value>> {
    let mut examples = DistinctExamples::default();
    for sample in samples.iter().take(MAX_COMPOSED) {
        let Some(attributes) = sample.attributes else {
            continue;
        };
        let schema = schema.filter(|schema| context.says(schema));
        let value = schema.and_then(|schema| context.sample_value(attributes, schema));
        if let Some(value) = value {
            examples.add(Example {
                name: sample.name.map(str::to_owned),
                value,
                span: attributes.span,
            });
        }
    }
    examples.into_examples()
}
