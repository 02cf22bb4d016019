//! The schema of a body by the order of trust: what the payload declares, where that describes
//! what it shows, else what it shows.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::json;
use crate::limits;
use crate::source::Span;

use super::Example;
use super::body::BodyKind;
use super::build::{Context, some_of};
use super::content::Sample;
use super::schema::{Schema, Shape};

/// The values that were read from the samples of one content.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The example that has each value, behind the index of its sample.
    values: Vec<(usize, usize)>,
    /// The fields of forms that are files.
    pub(super) files: BTreeSet<String>,
}

impl Shown {
    pub(super) fn add(&mut self, sample: usize, example: usize) {
        self.values.push((sample, example));
    }

    fn all<'e>(&self, examples: &'e [Example<Value>]) -> Vec<&'e Value> {
        let values = self.values.iter();
        values.map(|(_, at)| &examples[*at].value).collect()
    }

    /// The values of some samples, whose indices are in order.
    fn of<'e>(&self, samples: &[usize], examples: &'e [Example<Value>]) -> Vec<&'e Value> {
        let values = self.values.iter();
        values
            .filter(|(sample, _)| samples.binary_search(sample).is_ok())
            .map(|(_, at)| &examples[*at].value)
            .collect()
    }
}

/// A declaration, and where it stands.
struct Declared {
    origin: Origin,
    schema: Schema,
    span: Span,
}

/// The sections that declare a body, the most trusted first (API Blueprint, "Relation of Body,
/// Schema and Attributes sections").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Schema,
    Attributes,
}

/// Samples that declare the same.
struct Group {
    samples: Vec<usize>,
    declared: Vec<Declared>,
}

/// The schema of a content.
pub(super) fn schema(
    context: &mut Context<'_>,
    kind: BodyKind,
    samples: &[Sample<'_>],
    examples: &mut [Example<Value>],
    shown: &Shown,
) -> Option<Schema> {
    let groups = groups(context, samples);
    let place = place_of(examples);
    let declaring = groups.iter().filter(|group| !group.declared.is_empty());
    let may_differ = 2..=limits::MAX_ALTERNATIVES;
    let schema = if kind == BodyKind::Json && may_differ.contains(&declaring.count()) {
        alternatives(context, groups, shown, examples)
    } else {
        let values = shown.all(examples);
        let declared = groups
            .into_iter()
            .flat_map(|group| group.declared)
            .collect();
        match kind {
            BodyKind::Json => {
                let shown = (!examples.is_empty()).then(|| infer::from_examples(values.clone()));
                settle(context, place, &values, shown, declared)
            }
            BodyKind::Form | BodyKind::Multipart => {
                let mut fields = infer::from_fields(values);
                infer::mark_files(&mut fields, &shown.files);
                settle(context, place, &[], Some(fields), declared)
            }
            BodyKind::Text | BodyKind::Binary => {
                let shown = Schema {
                    format: (kind == BodyKind::Binary).then(|| "binary".into()),
                    ..Schema::of(Shape::String)
                };
                settle(context, place, &[], Some(shown), declared)
            }
        }
    };
    if matches!(kind, BodyKind::Form | BodyKind::Multipart)
        && let Some(schema) = &schema
    {
        for example in examples {
            example.value =
                infer::typed_fields(&example.value, schema, &|name| context.named(name));
        }
    }
    schema
}

fn place_of(examples: &[Example<Value>]) -> Span {
    let first = examples.first();
    first.map(|example| example.span).unwrap_or_default()
}

/// The samples by what they declare, in the order of the document.
fn groups(context: &mut Context<'_>, samples: &[Sample<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let declared = declared_schemas(context, sample);
        let is_same = |group: &&mut Group| {
            let known = group.declared.iter().map(|known| &known.schema);
            known.eq(declared.iter().map(|own| &own.schema))
        };
        // More than can become alternatives need not be told apart.
        let first = groups.len().saturating_sub(2 * limits::MAX_ALTERNATIVES);
        match groups[first..].iter_mut().find(is_same) {
            Some(group) => group.samples.push(index),
            None => groups.push(Group {
                samples: vec![index],
                declared,
            }),
        }
    }
    groups
}

/// What a payload declares of its body, the most trusted first.
fn declared_schemas(context: &mut Context<'_>, sample: &Sample<'_>) -> Vec<Declared> {
    let mut declared: Vec<Declared> = Vec::new();
    let text = sample.message.schema();
    if let Some(text) = text.filter(|text| !text.is_blank()) {
        let reading = json::read(text);
        context.diagnostics.extend(reading.diagnostics());
        if let Some(value) = reading.value {
            declared.push(Declared {
                origin: Origin::Schema,
                schema: context.json_schema(&value, text.whole_span()),
                span: text.whole_span(),
            });
        }
    }
    if let Some(attributes) = sample.attributes {
        let schema = context.schema(attributes);
        if declared.iter().all(|other| other.schema != schema) {
            declared.push(Declared {
                origin: Origin::Attributes,
                schema,
                span: attributes.span,
            });
        }
    }
    declared
}

/// Payloads that declare different things: each is what its own samples and declaration say.
fn alternatives(
    context: &mut Context<'_>,
    groups: Vec<Group>,
    shown: &Shown,
    examples: &[Example<Value>],
) -> Option<Schema> {
    let place = place_of(examples);
    let mut alternatives: Vec<Schema> = Vec::new();
    let (declaring, silent): (Vec<Group>, Vec<Group>) = groups
        .into_iter()
        .partition(|group| !group.declared.is_empty());
    for group in declaring.into_iter().chain(silent) {
        let mut values = shown.of(&group.samples, examples);
        if group.declared.is_empty() {
            let resolve = |name: &str| context.named(name);
            values.retain(|value| {
                let accepts = |schema| infer::accepts(schema, value, &resolve).is_ok();
                !alternatives.iter().any(accepts)
            });
        }
        let shown = (!values.is_empty()).then(|| infer::from_examples(values.clone()));
        if let Some(schema) = settle(context, place, &values, shown, group.declared)
            && !alternatives.contains(&schema)
        {
            alternatives.push(schema);
        }
    }
    match alternatives.len() {
        0 | 1 => alternatives.pop(),
        _ => {
            let resolve = |name: &str| context.named(name);
            let values = shown.all(examples);
            let one_of = Schema::of(Shape::OneOf(alternatives.clone()));
            let fits = |value: &&Value| infer::accepts(&one_of, value, &resolve).is_ok();
            let is_exclusive = !values.is_empty() && values.iter().all(fits);
            Some(if is_exclusive {
                one_of
            } else {
                Schema::of(Shape::AnyOf(alternatives))
            })
        }
    }
}

/// The first declaration that describes the samples counts, widened where that is all it needs,
/// else what the samples show. Other declarations that describe them as well complete it, and what
/// those that do not still tell is laid over it.
fn settle(
    context: &mut Context<'_>,
    example: Span,
    values: &[&Value],
    shown: Option<Schema>,
    declared: Vec<Declared>,
) -> Option<Schema> {
    let mut accepted = None;
    let mut others = Vec::new();
    let mut rejected = Vec::new();
    for declared in declared {
        if accepted.is_none() {
            let resolve = |name: &str| context.named(name);
            if let Some(widened) = infer::widen(&declared.schema, values, &resolve) {
                report_contradictions(context, &widened.contradictions, declared.span, example);
                context.replace_types(widened.types);
                if widened.is_incomplete {
                    context.diagnostics.push(Diagnostic::new(
                        Code::EXAMPLE_NOT_CHECKED,
                        example,
                        "not all of this was held against its declaration",
                    ));
                }
                accepted = Some((widened.schema, declared.span));
                continue;
            }
        }
        let resolve = |name: &str| context.named(name);
        match mismatch(&declared.schema, values, &resolve) {
            Some(mismatch) => rejected.push((declared, mismatch)),
            None => others.push(declared),
        }
    }
    let mut settled = match accepted {
        // Nothing is declared, or nothing that says more than the samples.
        None if rejected.is_empty() => return shown,
        None => shown.clone()?,
        Some((schema, span)) => {
            let resolve = |name: &str| context.named(name);
            let schema = others.iter().fold(schema, |schema, other| {
                let other = match &other.schema.shape {
                    // A schema that says nothing may well become a reference.
                    Shape::Reference(name) if !schema.is_any() => resolve(name),
                    _ => None,
                }
                .unwrap_or(&other.schema);
                infer::complete(schema, other, &resolve).schema
            });
            let nothing = Schema::default();
            let shown = shown.as_ref().unwrap_or(&nothing);
            let completed = infer::complete(schema, shown, &resolve);
            report_added(context, &completed.added, span, example);
            completed.schema
        }
    };
    // Each one lays over what those before it have laid: of the same section the first payload
    // comes last, and attributes, which tell more of the meaning, come after schemas.
    rejected.reverse();
    rejected.sort_by_key(|(declared, _)| declared.origin);
    for (declared, mismatch) in rejected {
        let Declared { schema, span, .. } = declared;
        context.diagnostics.push(
            Diagnostic::new(
                Code::SCHEMA_REJECTS_EXAMPLE,
                span,
                format!("this declaration does not fit its own example: {mismatch}"),
            )
            .with_related(example, "the example"),
        );
        let reconciled = infer::reconcile(settled, values, &schema, &|name| context.named(name));
        settled = reconciled.schema;
        report_contradictions(context, &reconciled.contradictions, span, example);
    }
    let resolve = |name: &str| context.named(name);
    let fits = mismatch(&settled, values, &resolve).is_none();
    if fits { Some(settled) } else { shown }
}

fn mismatch<'a>(
    schema: &'a Schema,
    values: &[&Value],
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> Option<infer::Mismatch> {
    let mut values = values.iter();
    values.find_map(|value| infer::accepts(schema, value, resolve).err())
}

fn report_contradictions(
    context: &mut Context<'_>,
    contradictions: &[infer::Contradiction],
    declaration: Span,
    example: Span,
) {
    let hidden = contradictions
        .len()
        .saturating_sub(limits::MAX_CONTRADICTIONS);
    let mut messages: Vec<String> = contradictions
        .iter()
        .take(limits::MAX_CONTRADICTIONS)
        .map(ToString::to_string)
        .collect();
    if hidden > 0 {
        messages.push(format!("{hidden} more contradictions are not shown"));
    }
    for message in messages {
        context.diagnostics.push(
            Diagnostic::new(Code::DECLARATION_CONTRADICTS_EXAMPLE, declaration, message)
                .with_related(example, "the example"),
        );
    }
}

/// One finding for all properties that only the example has.
fn report_added(context: &mut Context<'_>, added: &[String], declaration: Span, example: Span) {
    let names: Vec<String> = added.iter().map(|name| format!("`{name}`")).collect();
    let message = match names.len() {
        0 => return,
        1 => format!("{} is not declared, but the example has it", names[0]),
        _ => format!(
            "{} are not declared, but the example has them",
            some_of(&names)
        ),
    };
    context.diagnostics.push(
        Diagnostic::new(Code::PROPERTY_NOT_DECLARED, declaration, message)
            .with_related(example, "the example"),
    );
}
