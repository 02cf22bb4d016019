//! From actions to operations: all actions on one method and path become one.

use std::collections::BTreeMap;

use crate::ast::{Action, Payload, Resource, Transaction};
use crate::diagnostic::{Code, Diagnostic};
use crate::uri_template::UriTemplate;

use super::build::Context;
use super::content::{self, Sample, joined};
use super::names::{self, Identifiers};
use super::schema::Schema;
use super::{Operation, Parameter, ParameterLocation, parameter};

use headers::request_headers;
use responses::responses;

mod headers;
mod responses;

/// One action with all that its place in the document adds to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<'a> {
    pub(super) resource: &'a Resource,
    pub(super) action: &'a Action,
    pub(super) tag: Option<&'a str>,
    /// The models of the whole document.
    pub(super) models: &'a Models<'a>,
}

/// Models by the names of their resources.
pub(super) type Models<'a> = BTreeMap<&'a str, &'a Payload>;

impl<'a> Occurrence<'a> {
    fn name(self) -> Option<&'a str> {
        self.action.name.as_ref().map(|name| name.text.as_str())
    }

    fn requests(self) -> impl Iterator<Item = &'a Payload> {
        self.action
            .transactions
            .iter()
            .flat_map(|transaction: &'a Transaction| &transaction.requests)
    }
}

/// Makes one operation of every action on its method and path.
pub(super) fn merge(
    context: &mut Context<'_>,
    identifiers: &mut Identifiers,
    path: &str,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> Option<Operation> {
    let (first, _) = occurrences.first()?;
    for (other, _) in &occurrences[1..] {
        context.diagnostics.push(
            Diagnostic::new(
                Code::ACTIONS_MERGED,
                other.action.span,
                format!(
                    "another action already answers `{} {path}`; both become one operation",
                    first.action.method.text
                ),
            )
            .with_related(first.action.span, "the first action"),
        );
    }
    let method = first.action.method.text.clone();
    let names: Vec<&str> = occurrences
        .iter()
        .filter_map(|(one, _)| one.name())
        .collect();
    let descriptions: Vec<&str> = occurrences
        .iter()
        .filter_map(|(one, _)| one.action.description.as_ref())
        .map(|text| text.text.as_str())
        .collect();
    let mut parameters = parameters(context, path, occurrences);
    let (security, headers) = request_headers(context, occurrences);
    for header in headers {
        add_parameter(&mut parameters, header);
    }
    let samples: Vec<Sample<'_>> = occurrences
        .iter()
        .flat_map(|(one, _)| request_samples(*one))
        .collect();
    let (samples, attributes) = split_attributes(context, &method, samples);
    let request = content::body(context, &samples);
    Some(Operation {
        id: identifiers.claim(candidates(*first, &method, path)),
        method,
        path: path.to_owned(),
        tag: first.tag.map(str::to_owned),
        summary: joined(&names).map(|names| names.replace("\n\n", " / ")),
        description: joined(&descriptions),
        parameters,
        request: (!request.content.is_empty()).then_some(request),
        request_attributes: attributes,
        responses: responses(context, occurrences),
        security,
        span: first.action.span,
    })
}

/// What an operation may be called, the name that reads best first.
fn candidates(occurrence: Occurrence<'_>, method: &str, path: &str) -> [String; 3] {
    let action = occurrence.name().map(names::identifier).unwrap_or_default();
    let resource = occurrence
        .resource
        .name
        .as_ref()
        .map(|name| names::identifier(&name.text));
    let both = match resource {
        Some(resource) if !action.is_empty() && !resource.is_empty() => {
            names::joined(&action, &resource)
        }
        _ => String::new(),
    };
    [action, both, names::of_method_and_path(method, path)]
}

fn parameters(
    context: &mut Context<'_>,
    path: &str,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> Vec<Parameter> {
    let mut merged: Vec<Parameter> = Vec::new();
    for (index, (one, template)) in occurrences.iter().enumerate() {
        let mut own = parameter::of_action(context, one.resource, one.action, template);
        // The path may be spelt with other names than this action's template has.
        for (parameter, name) in own.iter_mut().zip(variable_names(path)) {
            name.clone_into(&mut parameter.name);
        }
        if index > 0 {
            // What only some of the actions take is not required of all of them.
            for parameter in &mut merged {
                let is_shared = own.iter().any(|other| same(parameter, other));
                parameter.required &= is_shared || parameter.location == ParameterLocation::Path;
            }
        }
        for mut parameter in own {
            let is_new = !merged.iter().any(|other| same(&parameter, other));
            if index > 0 && is_new && parameter.location != ParameterLocation::Path {
                parameter.required = false;
            }
            add_parameter(&mut merged, parameter);
        }
    }
    merged
}

/// The names in a path's braces, in order; `of_action` gives path parameters first and so.
fn variable_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split('}').next())
}

fn same(one: &Parameter, other: &Parameter) -> bool {
    one.location == other.location && one.name == other.name
}

fn add_parameter(parameters: &mut Vec<Parameter>, parameter: Parameter) {
    if !parameters.iter().any(|other| same(&parameter, other)) {
        parameters.push(parameter);
    }
}

fn request_samples<'a>(one: Occurrence<'a>) -> Vec<Sample<'a>> {
    let attributes = one.action.attributes.as_ref();
    let mut samples: Vec<Sample<'a>> = one
        .requests()
        .map(|payload| Sample {
            payload: one.resolve_model(payload),
            attributes: payload.attributes.as_ref().or(attributes),
            name: payload
                .identifier
                .as_ref()
                .map(|name| name.text.as_str())
                .or(one.name()),
        })
        .filter(|sample| shows_body(sample))
        .collect();
    // Attributes of an action describe its request even where no request is shown.
    if samples.is_empty() && attributes.is_some() {
        static EMPTY: std::sync::OnceLock<Payload> = std::sync::OnceLock::new();
        samples.push(Sample {
            payload: EMPTY.get_or_init(Payload::default),
            attributes,
            name: one.name(),
        });
    }
    samples
}

impl<'a> Occurrence<'a> {
    /// The model that a payload refers to; the payload itself where it refers to none.
    fn resolve_model(self, payload: &'a Payload) -> &'a Payload {
        let model = payload.model.as_ref();
        model
            .and_then(|name| self.models.get(name.text.as_str()).copied())
            .unwrap_or(payload)
    }
}

/// True for a request that is more than its header fields: most documents repeat the media type
/// of the answers on every request.
fn shows_body(sample: &Sample<'_>) -> bool {
    let payload = sample.payload;
    payload.body.as_ref().is_some_and(|body| !body.is_blank())
        || payload.schema.is_some()
        || sample.attributes.is_some()
}

/// Takes attributes without a body off the requests of a method that has no use for one (RFC 9110,
/// sections 9.3.1 and 9.3.2).
fn split_attributes<'a>(
    context: &mut Context<'_>,
    method: &str,
    samples: Vec<Sample<'a>>,
) -> (Vec<Sample<'a>>, Option<Schema>) {
    if !["GET", "HEAD"].contains(&method) {
        return (samples, None);
    }
    let (bodies, others): (Vec<_>, Vec<_>) = samples
        .into_iter()
        .partition(|sample| sample.payload.body.is_some() || sample.payload.schema.is_some());
    let attributes = others.iter().find_map(|sample| sample.attributes);
    if let Some(attributes) = attributes {
        context.diagnostics.push(Diagnostic::new(
            Code::ATTRIBUTES_WITHOUT_BODY,
            attributes.span,
            format!("a {method} request has no body that these attributes could describe"),
        ));
    }
    (bodies, attributes.map(|element| context.schema(element)))
}
