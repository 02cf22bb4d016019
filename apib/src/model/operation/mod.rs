//! From actions to operations: all actions on one method and path become one.

use std::collections::BTreeSet;

use crate::ast::{Action, Payload, Resource, Transaction};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Text;
use crate::uri_template::UriTemplate;

use super::build::Context;
use super::content::{self, joined};
use super::names::{self, Identifiers};
use super::parameter::SharedParameters;
use super::resource_model::{Message, Models};
use super::{Operation, Server, server};

use headers::request_headers;
use parameters::parameters;
use responses::responses;

mod headers;
mod parameters;
mod requests;
mod responses;
mod template;

/// One action with all that its place in the document adds to it.
#[derive(Debug)]
pub(super) struct Occurrence<'a> {
    pub(super) resource: &'a Resource,
    /// The action, but for its transactions.
    pub(super) action: &'a Action,
    pub(super) transactions: Vec<Transaction>,
    pub(super) tag: Option<&'a str>,
    /// The models of the whole document.
    pub(super) models: &'a Models<'a>,
    /// The parameters of the resource's other actions.
    pub(super) shared: &'a SharedParameters<'a>,
}

impl<'a> Occurrence<'a> {
    /// The URI template that counts for the action.
    pub(super) fn uri_template(&self) -> Option<&'a Text> {
        let own = self.action.uri_template.as_ref();
        own.or(self.resource.uri_template.as_ref())
    }

    pub(super) fn requests(&self) -> impl Iterator<Item = &Payload> {
        let transactions = self.transactions.iter();
        transactions.flat_map(|transaction| &transaction.requests)
    }

    fn name(&self) -> Option<&'a str> {
        self.action.name.as_ref().map(|name| name.text.as_str())
    }

    /// The action as its heading has it.
    fn heading(&self) -> String {
        let method = &self.action.method.text;
        let template = self.uri_template().map_or("/", |template| &template.text);
        match self.name() {
            Some(name) => format!("{name} [{method} {template}]"),
            None => format!("{method} {template}"),
        }
    }

    /// A payload of the action, with the model that it refers to.
    fn message<'o>(&'o self, payload: &'o Payload) -> Message<'o> {
        self.models.resolve(self.resource, payload)
    }
}

/// Makes one operation of every action on its method and path.
///
/// Nothing of an action is dropped: names, descriptions, parameters, header fields, examples,
/// media types, responses and tags of all of them are there, each once. What only some of the
/// actions take is optional.
pub(super) fn merge(
    context: &mut Context<'_>,
    identifiers: &mut Identifiers,
    path: &str,
    servers: &[Server],
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
    if !is_openapi_method(&method) {
        context.diagnostics.push(Diagnostic::new(
            Code::METHOD_WITHOUT_FIELD,
            first.action.method.span,
            format!(
                "OpenAPI has no `{method}`; the operation is called `x-{}`",
                method.to_lowercase()
            ),
        ));
    }
    let all = || occurrences.iter().map(|(one, _)| one);
    let names: Vec<&str> = all().filter_map(Occurrence::name).collect();
    let mut parameters = parameters(context, path, occurrences);
    let (security, headers) = request_headers(context, occurrences);
    parameters.extend(headers);
    let samples = requests::samples(&method, occurrences);
    let (samples, attributes) = requests::split_attributes(context, &method, samples);
    requests::report_body(context, &method, &samples);
    let request = content::body(context, &samples);
    let request = (!request.content.is_empty()).then_some(request);
    let responses = responses(context, occurrences);
    let shown_examples = requests::shown_examples(&parameters, request.as_ref(), &responses);
    let descriptions = requests::descriptions(occurrences, request.is_some());
    Some(Operation {
        id: identifiers.claim(candidates(first, &method, path)),
        tags: distinct(all().filter_map(|one| one.tag.map(str::to_owned))),
        summary: joined(&names).map(|names| names.replace("\n\n", " / ")),
        description: joined(&descriptions),
        relations: distinct(
            all()
                .filter_map(|one| one.action.relation.as_ref())
                .map(|relation| relation.text.clone()),
        ),
        merged_actions: match occurrences {
            [_] => Vec::new(),
            several => several.iter().map(|(one, _)| one.heading()).collect(),
        },
        uri_template: template::respelt(path, occurrences, &parameters),
        request_names: requests::unused_names(occurrences, &shown_examples),
        request_media_types: requests::announced_media_types(
            &method,
            occurrences,
            request.as_ref(),
        ),
        parameters,
        request,
        request_attributes: attributes.map(Box::new),
        responses,
        security,
        servers: other_servers(servers, occurrences),
        span: first.action.span,
        method,
        path: path.to_owned(),
    })
}

/// True for the methods that a path item has a field for.
fn is_openapi_method(method: &str) -> bool {
    [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ]
    .contains(&method)
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// Servers that the actions' URI templates name, where they are not the API's own.
fn other_servers(servers: &[Server], occurrences: &[(Occurrence<'_>, UriTemplate)]) -> Vec<Server> {
    let mut others: Vec<Server> = Vec::new();
    let origins = distinct(occurrences.iter().filter_map(|(_, one)| one.origin.clone()));
    for origin in origins {
        let is_own = servers.iter().any(|server| server.url == origin);
        others.extend(server::of_url(&origin).filter(|_| !is_own));
    }
    // An action without a host of its own is served where the API is.
    let is_at_home = occurrences.iter().any(|(_, one)| one.origin.is_none());
    if is_at_home && !others.is_empty() {
        others.splice(0..0, servers.iter().cloned());
    }
    others
}

/// What an operation may be called, the name that reads best first. A link relation type is a
/// name that was chosen for programs, so it goes before an action name that does without it.
fn candidates(occurrence: &Occurrence<'_>, method: &str, path: &str) -> [String; 4] {
    let action = occurrence.name().map(names::identifier).unwrap_or_default();
    let relation = occurrence.action.relation.as_ref();
    let relation = relation
        .map(|relation| names::identifier(&relation.text))
        .filter(|relation| !action.split('_').any(|word| word == relation))
        .unwrap_or_default();
    let resource = occurrence
        .resource
        .name
        .as_ref()
        .map(|name| names::identifier(&name.text))
        .unwrap_or_default();
    let of_resource = |name: &str| match (name, resource.as_str()) {
        ("", _) | (_, "") => String::new(),
        (name, resource) => names::joined(name, resource),
    };
    [
        of_resource(&relation),
        action.clone(),
        of_resource(&action),
        names::of_method_and_path(method, path),
    ]
}
