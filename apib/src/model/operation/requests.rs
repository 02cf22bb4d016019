//! What the requests of an operation send, and what is said of them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use indexmap::IndexMap;

use crate::ast::Payload;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::build::Context;
use crate::model::content::Sample;
use crate::model::resource_model::Message;
use crate::model::schema::Schema;
use crate::model::{Body, Parameter, Response};
use crate::uri_template::UriTemplate;

use super::Occurrence;

/// The requests that have a body, or a media type where the method takes a body.
pub(super) fn samples<'a>(
    method: &str,
    occurrences: &'a [(Occurrence<'_>, UriTemplate)],
) -> Vec<Sample<'a>> {
    occurrences
        .iter()
        .flat_map(|(one, _)| samples_of_action(method, one))
        .collect()
}

fn samples_of_action<'a>(method: &str, one: &'a Occurrence<'_>) -> Vec<Sample<'a>> {
    let attributes = one.action.attributes.as_deref();
    let mut samples: Vec<Sample<'a>> = one
        .requests()
        .map(|payload| {
            let message = one.message(payload);
            let identifier = payload.identifier.as_ref();
            Sample {
                message,
                attributes: message.attributes().or(attributes),
                name: identifier.map(|name| name.text.as_str()).or(one.name()),
            }
        })
        .filter(|sample| {
            shows_body(sample) || (takes_body(method) && sample.message.media_type().is_some())
        })
        .collect();
    // Attributes of an action describe its request even where no request is shown.
    if samples.is_empty() && attributes.is_some() {
        static EMPTY: OnceLock<Payload> = OnceLock::new();
        samples.push(Sample {
            message: Message::of(EMPTY.get_or_init(Payload::default)),
            attributes,
            name: one.name(),
        });
    }
    samples
}

/// True for a request that is more than its header fields.
fn shows_body(sample: &Sample<'_>) -> bool {
    shows_asset(sample) || sample.attributes.is_some()
}

fn shows_asset(sample: &Sample<'_>) -> bool {
    sample.message.body().is_some() || sample.message.schema().is_some()
}

/// False for the methods whose requests have no body that a server would look at (RFC 9110,
/// sections 9.3.1, 9.3.2 and 9.3.5 to 9.3.8): most documents repeat the media type of the answers
/// on every request, and none must be invented from that.
fn takes_body(method: &str) -> bool {
    !["GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "CONNECT"].contains(&method)
}

/// Takes attributes without a body off the requests of a method that has no use for one (RFC 9110,
/// sections 9.3.1 and 9.3.2).
pub(super) fn split_attributes<'a>(
    context: &mut Context<'_>,
    method: &str,
    samples: Vec<Sample<'a>>,
) -> (Vec<Sample<'a>>, Option<Schema>) {
    if !["GET", "HEAD"].contains(&method) {
        return (samples, None);
    }
    let (bodies, others): (Vec<_>, Vec<_>) = samples.into_iter().partition(shows_asset);
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

/// Reports a body that the document really shows where HTTP gives it no meaning. It is kept: the
/// document says that the server reads it.
pub(super) fn report_body(context: &mut Context<'_>, method: &str, samples: &[Sample<'_>]) {
    let Some(first) = samples.first().filter(|_| !takes_body(method)) else {
        return;
    };
    context.diagnostics.push(Diagnostic::new(
        Code::BODY_WITHOUT_MEANING,
        first.message.payload.span,
        format!("the body of a {method} request has no meaning in HTTP"),
    ));
}

/// The prose of the actions, and that of requests whose body has no place for it.
pub(super) fn descriptions<'a>(
    occurrences: &'a [(Occurrence<'_>, UriTemplate)],
    has_body: bool,
) -> Vec<&'a str> {
    let of_actions = occurrences
        .iter()
        .filter_map(|(one, _)| one.action.description.as_ref());
    let of_requests = occurrences
        .iter()
        .flat_map(|(one, _)| one.requests())
        .filter_map(|request| request.description.as_ref())
        .filter(|_| !has_body);
    of_actions
        .chain(of_requests)
        .map(|text| text.text.as_str())
        .collect()
}

/// The names that readers see: those of several examples of one thing, since a single one goes
/// without.
pub(super) fn shown_examples(
    parameters: &[Parameter],
    request: Option<&Body>,
    responses: &IndexMap<String, Response>,
) -> BTreeSet<String> {
    let bodies = responses.values().map(|response| &response.body);
    let contents = request
        .into_iter()
        .chain(bodies)
        .flat_map(|body| body.content.values())
        .map(|content| &content.examples);
    let headers = responses.values().flat_map(|response| &response.headers);
    contents
        .chain(headers.map(|field| &field.examples))
        .chain(parameters.iter().map(|parameter| &parameter.examples))
        .filter(|examples| examples.len() > 1)
        .flatten()
        .filter_map(|example| example.name.clone())
        .collect()
}

/// The names of requests that no example has.
pub(super) fn unused_names(
    occurrences: &[(Occurrence<'_>, UriTemplate)],
    shown: &BTreeSet<String>,
) -> Vec<String> {
    let mut seen = BTreeSet::new();
    occurrences
        .iter()
        .flat_map(|(one, _)| one.requests())
        .filter_map(|request| request.identifier.as_ref())
        .map(|name| name.text.as_str())
        .filter(|name| !name.is_empty() && !shown.contains(*name) && seen.insert(*name))
        .map(str::to_owned)
        .collect()
}

/// The media types that the requests of a method without bodies announce, except those of bodies
/// that the document shows all the same.
pub(super) fn announced_media_types(
    method: &str,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
    shown: Option<&Body>,
) -> Vec<String> {
    if takes_body(method) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    occurrences
        .iter()
        .flat_map(|(one, _)| one.requests())
        .filter_map(announced_media_type)
        .filter(|one| !one.is_empty())
        .filter(|one| !shown.is_some_and(|body| body.content.contains_key(*one)))
        .filter(|one| seen.insert(*one))
        .map(str::to_owned)
        .collect()
}

fn announced_media_type(request: &Payload) -> Option<&str> {
    let of_header = || {
        let mut headers = request.headers.iter();
        headers.find(|header| header.name.text.eq_ignore_ascii_case("content-type"))
    };
    let written = request.media_type.as_ref();
    written
        .or_else(|| of_header().map(|header| &header.value))
        .map(|written| written.text.trim())
}
