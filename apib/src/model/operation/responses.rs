//! The responses of an operation, by status code.

use indexmap::IndexMap;

use crate::ast::Payload;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Response;
use crate::model::build::Context;
use crate::model::content::{self, Sample};
use crate::source::Span;
use crate::uri_template::UriTemplate;

use super::Occurrence;
use super::headers::response_headers;

/// The responses that the actions on one method and path show together.
pub(super) fn responses(
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
                .flat_map(|one| one.payload.headers.iter().map(|header| (header, one.name)));
            let headers = response_headers(context, headers);
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
