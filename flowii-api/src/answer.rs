//! Answers that the description allows and the generated code does not.

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use reqwest::{Response, ResponseBuilderExt};

use crate::Operation;

/// Makes an empty success of an operation that answers JSON readable: its body becomes `null`.
///
/// Where the description promises a document, a server may still find nothing to tell (204, or 200
/// with an empty body); a type that allows `null` then reads it as such. Every other answer passes untouched and unread: downloads keep streaming, and an error
/// status keeps its body, be it JSON:API, the page of a gateway or nothing at all, since the
/// generated code reads no error bodies.
pub(crate) async fn settle(response: Response, operation: &Operation) -> reqwest::Result<Response> {
    if !operation.json_response || !response.status().is_success() || has_body(&response) {
        return Ok(response);
    }
    let status = response.status();
    let version = response.version();
    let url = response.url().clone();
    let headers = response.headers().clone();

    let body = response.bytes().await?;
    let body = if body.is_empty() {
        Bytes::from_static(b"null")
    } else {
        body
    };

    let mut settled = http::Response::builder()
        .status(status)
        .version(version)
        .url(url)
        .body(body)
        .expect("a status, a version and a URL of another response make a response");
    *settled.headers_mut() = headers;
    // It told the length of the old body.
    settled.headers_mut().remove(CONTENT_LENGTH);
    Ok(settled.into())
}

/// Whether the answer is known to have a body without reading it.
fn has_body(response: &Response) -> bool {
    response.status() != StatusCode::NO_CONTENT
        && response.content_length().is_some_and(|length| length > 0)
}
