//! One attempt: a request goes out, and its answer is read as far as it can be judged.

use bytes::{Bytes, BytesMut};
use flowii_api::{BoxError, Operation};
use http::HeaderValue;
use http::header::AUTHORIZATION;
use reqwest::{Request, Response, ResponseBuilderExt};

use super::redact::Redactor;
use crate::error::{Error, ErrorKind, answered, connection_error, read_document};
use crate::retry::Outcome;

/// Far more than an error document needs; the rest is not read.
const LONGEST_ERROR: usize = 1024 * 1024;

/// Sends a signed request once.
pub(super) trait Wire: Sync {
    fn send(
        &self,
        request: Request,
        operation: &Operation,
    ) -> impl Future<Output = Result<Response, Failed>> + Send;
}

/// An attempt that was no success.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: Error,
    /// The answer that is no success, with its body.
    response: Option<Response>,
}

impl Failed {
    pub(super) fn sent_before(mut self, sent_before: bool) -> Self {
        self.error = self.error.sent_before(sent_before);
        self
    }

    /// What the generated client gets: the answer, from which it makes a typed error, or our error.
    pub(super) fn into_answer(self) -> Result<Response, BoxError> {
        self.response.ok_or_else(|| self.error.into())
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self {
            error,
            response: None,
        }
    }
}

/// The network.
pub(super) struct HttpWire<'a> {
    pub(super) http: &'a reqwest::Client,
    pub(super) max_json_bytes: usize,
    pub(super) redactor: Redactor<'a>,
}

impl Wire for HttpWire<'_> {
    async fn send(&self, request: Request, operation: &Operation) -> Result<Response, Failed> {
        let authorization = request.headers().get(AUTHORIZATION).cloned();
        let mut response = self.http.execute(request).await.map_err(connection_error)?;
        let status = response.status();
        if !status.is_success() {
            // What is known of an answer is its status, though the rest be cut off.
            let body = read_body(&mut response, LONGEST_ERROR).await;
            let body = body.unwrap_or_else(|(_, read)| read);
            return Err(self.failed(rebuilt(response, body), authorization.as_ref()));
        }
        if !operation.json_response {
            return Ok(response);
        }
        let body = read_body(&mut response, self.max_json_bytes)
            .await
            .map_err(|(error, _)| error)?;
        let is_error_document = is_error_document(&body);
        let answer = rebuilt(response, body);
        if is_error_document {
            return Err(self.failed(answer, authorization.as_ref()));
        }
        Ok(answer.into())
    }
}

impl HttpWire<'_> {
    /// The attempt that this answer ends.
    fn failed(&self, answer: http::Response<Bytes>, authorization: Option<&HeaderValue>) -> Failed {
        let answer = answer.map(|body| self.redactor.redact(body, authorization));
        let status = answer.status();
        let error = answered(status, answer.headers(), read_document(answer.body()));
        // The generated code would take an error document for a document without data.
        let response = (!status.is_success()).then(|| answer.into());
        Failed { error, response }
    }
}

/// Reads the body; with an error comes what was there before it.
async fn read_body(response: &mut Response, limit: usize) -> Result<Bytes, (Error, Bytes)> {
    let too_large = || Error::after(Outcome::Unusable, ErrorKind::TooLarge);
    let length = response.content_length().unwrap_or_default();
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > limit {
        return Err((too_large(), Bytes::new()));
    }
    // A short body comes in one piece, which needs no copy.
    let mut only = Bytes::new();
    let mut body = BytesMut::new();
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) if body.is_empty() => return Ok(only),
            Ok(None) => return Ok(body.freeze()),
            Err(error) => {
                let read = if body.is_empty() { only } else { body.freeze() };
                return Err((connection_error(error), read));
            }
        };
        if only.len().max(body.len()) + chunk.len() > limit {
            return Err((too_large(), only));
        }
        if only.is_empty() && body.is_empty() {
            only = chunk;
            continue;
        }
        if body.is_empty() {
            body.reserve(length.max(only.len() + chunk.len()));
            body.extend_from_slice(&only);
        }
        body.extend_from_slice(&chunk);
    }
}

/// The same answer with the body that was read from it.
fn rebuilt(mut response: Response, body: Bytes) -> http::Response<Bytes> {
    let mut rebuilt = http::Response::builder()
        .status(response.status())
        .version(response.version())
        .url(response.url().clone())
        .body(body)
        .expect("a status, a version and a URL of another response make a response");
    *rebuilt.headers_mut() = std::mem::take(response.headers_mut());
    rebuilt
}

/// Whether a body under a status of success has errors and no data.
///
/// JSON:API lets a document have only one of the two, and what begins with one has no other; so the
/// bodies of real answers are not read twice.
fn is_error_document(body: &[u8]) -> bool {
    let Some(inner) = body.trim_ascii_start().strip_prefix(b"{") else {
        return false;
    };
    inner.trim_ascii_start().starts_with(br#""errors""#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_document_is_known_by_its_beginning() {
        for (body, expected) in [
            (r#"{"errors":[]}"#, true),
            (" {\r\n  \"errors\": [] }", true),
            (r#"{"data":[]}"#, false),
            (r#"{"data":{"errors":[]}}"#, false),
            (r#"["errors"]"#, false),
            ("", false),
            ("<html>", false),
        ] {
            assert_eq!(is_error_document(body.as_bytes()), expected, "{body}");
        }
    }
}
