//! From actions to operations: all actions on one method and path become one.

use indexmap::IndexMap;

use crate::ast::{Action, Header, Payload, Resource, Transaction};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::uri_template::UriTemplate;

use super::build::Context;
use super::content::{self, Sample, joined};
use super::names::{self, Identifiers};
use super::schema::{Schema, Shape};
use super::{
    Operation, Parameter, ParameterLocation, Response, SecurityScheme, parameter, security,
};

/// One action with all that its place in the document adds to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<'a> {
    pub(super) resource: &'a Resource,
    pub(super) action: &'a Action,
    pub(super) tag: Option<&'a str>,
}

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
    /// The resource's own model, where a payload refers to it.
    fn resolve_model(self, payload: &'a Payload) -> &'a Payload {
        match (&payload.model, &self.resource.model) {
            (Some(_), Some(model)) => model,
            _ => payload,
        }
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

/// The security requirements and the header parameters of an operation.
fn request_headers(
    context: &mut Context<'_>,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> (Vec<Vec<String>>, Vec<Parameter>) {
    let mut security: Vec<Vec<String>> = Vec::new();
    let mut parameters = Vec::new();
    for (one, _) in occurrences {
        for payload in one.requests() {
            let mut required = Vec::new();
            for header in &payload.headers {
                if let Some((name, scheme)) = security::scheme_of(header) {
                    required.push(context.security_scheme(&name, scheme));
                } else if !security::is_media_type_field(&header.name.text) {
                    parameters.push(header_parameter(header));
                }
            }
            required.sort();
            required.dedup();
            if !required.is_empty() && !security.contains(&required) {
                security.push(required);
            }
        }
    }
    (security, parameters)
}

fn header_parameter(header: &Header) -> Parameter {
    let mut schema = Schema::of(Shape::String);
    if !header.value.text.is_empty() {
        schema.examples.push(header.value.text.clone().into());
    }
    Parameter {
        location: ParameterLocation::Header,
        name: header.name.text.clone(),
        required: false,
        schema,
        explode: false,
        description: None,
        span: header.name.span,
    }
}

fn responses(
    context: &mut Context<'_>,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> IndexMap<String, Response> {
    let mut by_status: IndexMap<String, Vec<Sample<'_>>> = IndexMap::new();
    for (one, _) in occurrences {
        for transaction in &one.action.transactions {
            let request = transaction
                .requests
                .first()
                .and_then(|request| request.identifier.as_ref());
            for payload in &transaction.responses {
                let status = status(context, payload);
                let shown = one.resolve_model(payload);
                by_status.entry(status).or_default().push(Sample {
                    payload: shown,
                    attributes: shown.attributes.as_ref(),
                    name: request.map(|name| name.text.as_str()).or(one.name()),
                });
            }
        }
    }
    by_status
        .into_iter()
        .map(|(status, samples)| {
            let headers = samples
                .iter()
                .flat_map(|sample| &sample.payload.headers)
                .filter(|header| !security::is_media_type_field(&header.name.text))
                .map(|header| (header.name.text.clone(), header.value.text.clone()))
                .collect();
            let response = Response {
                headers,
                body: content::body(context, &samples),
                span: samples
                    .first()
                    .map_or(Span::default(), |sample| sample.payload.span),
            };
            (status, response)
        })
        .collect()
}

/// A response's status code; `200` where none is written, `default` for what is no status.
fn status(context: &mut Context<'_>, payload: &Payload) -> String {
    let Some(written) = &payload.status else {
        return "200".to_owned();
    };
    let is_status = written
        .text
        .parse()
        .is_ok_and(|status: u16| (100..=599).contains(&status));
    if is_status {
        return written.text.clone();
    }
    context.diagnostics.push(Diagnostic::new(
        Code::STATUS_UNKNOWN,
        written.span,
        format!(
            "`{}` is no HTTP status code; the response counts for every status not named",
            written.text
        ),
    ));
    "default".to_owned()
}

impl Context<'_> {
    /// Registers a security scheme and gives the name it goes by.
    fn security_scheme(&mut self, name: &str, scheme: SecurityScheme) -> String {
        let mut unique = name.to_owned();
        let mut number = 2;
        while self
            .security_schemes
            .get(&unique)
            .is_some_and(|other| *other != scheme)
        {
            unique = format!("{name}{number}");
            number += 1;
        }
        self.security_schemes
            .entry(unique.clone())
            .or_insert(scheme);
        unique
    }
}
