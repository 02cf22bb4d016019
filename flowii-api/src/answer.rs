//! Answers that the description allows and the generated code cannot read.

use bytes::Bytes;
use http::StatusCode;
use http::header::CONTENT_LENGTH;
use reqwest::{Response, ResponseBuilderExt};
use serde::de::IgnoredAny;

use crate::Operation;

/// Makes an answer readable for the generated code, which loses status and body of one that it
/// cannot read.
///
/// - An empty success of an operation that answers JSON: its body becomes `null`. Where the
///   description promises a document, a server may still find nothing to tell (204, or 200 with an
///   empty body); a type that allows `null` then reads it as such.
/// - A failure whose body is not JSON, such as the page of a gateway: its body becomes a JSON text,
///   or `null` if there is none, which [`ErrorDocument`](crate::json_api::ErrorDocument) reads.
///
/// Every other answer passes untouched and unread: downloads keep streaming.
pub(crate) async fn settle(response: Response, operation: &Operation) -> reqwest::Result<Response> {
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        return rewrite(response, |body| {
            if serde_json::from_slice::<IgnoredAny>(&body).is_ok() {
                return body;
            }
            match String::from_utf8_lossy(&body).trim() {
                "" => Bytes::from_static(b"null"),
                text => serde_json::Value::from(text).to_string().into(),
            }
        })
        .await;
    }
    if !operation.json_response || !status.is_success() || has_body(&response) {
        return Ok(response);
    }
    rewrite(response, |body| {
        if body.is_empty() {
            Bytes::from_static(b"null")
        } else {
            body
        }
    })
    .await
}

/// The same answer with another body.
async fn rewrite(
    response: Response,
    change: impl FnOnce(Bytes) -> Bytes,
) -> reqwest::Result<Response> {
    let status = response.status();
    let version = response.version();
    let url = response.url().clone();
    let headers = response.headers().clone();
    let body = change(response.bytes().await?);

    let mut rewritten = http::Response::builder()
        .status(status)
        .version(version)
        .url(url)
        .body(body)
        .expect("a status, a version and a URL of another response make a response");
    *rewritten.headers_mut() = headers;
    // It told the length of the old body.
    rewritten.headers_mut().remove(CONTENT_LENGTH);
    Ok(rewritten.into())
}

/// Whether the answer is known to have a body without reading it.
fn has_body(response: &Response) -> bool {
    response.status() != StatusCode::NO_CONTENT
        && response.content_length().is_some_and(|length| length > 0)
}
