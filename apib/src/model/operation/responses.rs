//! The responses of an operation, by status code.

use indexmap::IndexMap;

use crate::ast::Payload;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Response;
use crate::model::build::Context;
use crate::model::content::{self, Sample, joined};
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
    let mut unknown: Vec<String> = Vec::new();
    for (one, _) in occurrences {
        for transaction in &one.transactions {
            let request = transaction
                .requests
                .first()
                .and_then(|request| request.identifier.as_ref());
            for payload in &transaction.responses {
                let status = status(context, payload);
                let written = payload.status.iter().filter(|_| status == DEFAULT);
                unknown.extend(written.map(|status| format!("Status: `{}`", status.text)));
                let message = one.message(payload);
                by_status.entry(status).or_default().push(Sample {
                    message,
                    attributes: message.attributes(),
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
                .flat_map(|one| one.message.headers().map(|header| (header, one.name)));
            let headers = response_headers(context, headers);
            let mut body = content::body(context, &samples);
            if status == DEFAULT {
                let told = unknown.iter().map(String::as_str);
                let parts: Vec<&str> = body
                    .description
                    .as_deref()
                    .into_iter()
                    .chain(told)
                    .collect();
                body.description = joined(&parts);
            }
            let response = Response {
                headers,
                body,
                span: samples
                    .first()
                    .map_or(Span::default(), |sample| sample.message.payload.span),
            };
            (status, response)
        })
        .collect()
}

/// The key of a response whose status is not known.
const DEFAULT: &str = "default";

/// A response's status code, or range of them; `200` where none is written, `default` for what is
/// no status.
fn status(context: &mut Context<'_>, payload: &Payload) -> String {
    let Some(written) = &payload.status else {
        return "200".to_owned();
    };
    if is_status(&written.text) {
        return written.text.clone();
    }
    let (code, status, meaning) = match status_range(&written.text) {
        Some(range) => (
            Code::STATUS_RANGE,
            range,
            "counts for all statuses of a class",
        ),
        None => (
            Code::STATUS_UNKNOWN,
            DEFAULT.to_owned(),
            "is no HTTP status code; the response counts for every status not named",
        ),
    };
    context.diagnostics.push(Diagnostic::new(
        code,
        written.span,
        format!("`{}` {meaning}", written.text),
    ));
    status
}

fn is_status(written: &str) -> bool {
    let status = written.parse();
    status.is_ok_and(|status: u16| (100..=599).contains(&status))
}

/// `2XX` for `2xx` and `200-299`: OpenAPI has ranges of a whole class only.
fn status_range(written: &str) -> Option<String> {
    let class = written.chars().next().filter(|c| ('1'..='5').contains(c))?;
    let is_class = written[1..].eq_ignore_ascii_case("xx");
    let is_range = || {
        let (first, last) = written.split_once('-')?;
        (is_status(first) && is_status(last) && last.starts_with(class)).then_some(())
    };
    (is_class || is_range().is_some()).then(|| format!("{class}XX"))
}
