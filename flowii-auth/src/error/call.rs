//! From the error of the generated client to ours.

use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use flowii_api::MissingCompanyId;
use flowii_api::json_api::ErrorDocument;
use http::{HeaderMap, StatusCode};

use super::{Error, ErrorKind, tells_of_quota};
use crate::retry::{Outcome, after::retry_after};

impl From<flowii_api::Error<ErrorDocument>> for Error {
    fn from(error: flowii_api::Error<ErrorDocument>) -> Self {
        use flowii_api::Error as Call;

        if let Some(error) = flowii_api::transport_error::<_, Self>(&error) {
            return error.clone();
        }
        if flowii_api::transport_error::<_, MissingCompanyId>(&error).is_some() {
            return Self::new(ErrorKind::CompanyNotSet);
        }
        match error {
            Call::InvalidRequest(text) | Call::Custom(text) => {
                Self::new(ErrorKind::InvalidRequest(text))
            }
            Call::CommunicationError(error)
            | Call::InvalidUpgrade(error)
            | Call::ResponseBodyError(error) => connection_error(error),
            Call::ErrorResponse(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                answered(status, &headers, response.into_inner())
            }
            Call::UnexpectedResponse(response) => answered(
                response.status(),
                response.headers(),
                ErrorDocument::default(),
            ),
            Call::InvalidResponsePayload(body, error) => {
                let kind = if body.trim_ascii_start().starts_with(b"<") {
                    ErrorKind::HtmlAnswer
                } else {
                    ErrorKind::UnreadableAnswer
                };
                Self::after(Outcome::Unusable, kind).caused_by(Unreadable::new(&error))
            }
        }
    }
}

/// What an answer is the error of, as far as its status, its headers and its error document tell.
pub(crate) fn answered(status: StatusCode, headers: &HeaderMap, document: ErrorDocument) -> Error {
    let quota = status == StatusCode::TOO_MANY_REQUESTS || tells_of_quota(&document);
    let kind = if quota {
        ErrorKind::RateLimited
    } else if status.is_success() {
        ErrorKind::ErrorDocument(status)
    } else {
        ErrorKind::Status(status)
    };
    let outcome = Outcome::Answered {
        status,
        quota,
        retry_after: retry_after(headers, SystemTime::now()),
    };
    Error::after(outcome, kind).with_document(document)
}

/// The error of a request without its address, whose query tells what was looked for.
pub(crate) fn connection_error(error: reqwest::Error) -> Error {
    let (outcome, kind) = if error.is_connect() {
        // Connecting comes before sending, and a request is never moved to a second connection once
        // the first has taken any of it.
        let kind = if error.is_timeout() {
            ErrorKind::Timeout
        } else {
            ErrorKind::Connection
        };
        (Outcome::NotSent { retry_after: None }, kind)
    } else if error.is_builder() {
        let text = "its address or one of its headers cannot be sent".to_owned();
        (
            Outcome::NotSent { retry_after: None },
            ErrorKind::InvalidRequest(text),
        )
    } else if error.is_timeout() {
        (Outcome::Lost, ErrorKind::Timeout)
    } else {
        (Outcome::Lost, ErrorKind::Connection)
    };
    Error::after(outcome, kind).caused_by(error.without_url())
}

/// What the JSON reader says, without the values it quotes.
#[derive(Debug)]
struct Unreadable {
    expected: Option<String>,
    line: usize,
    column: usize,
}

impl Unreadable {
    fn new(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let text = text
            .rsplit_once(" at line ")
            .map_or(&*text, |(text, _)| text);
        // "invalid type: string \"…\", expected a sequence", "missing field `id`"
        let expected = match text.rsplit_once(", expected ") {
            Some((_, expected)) => Some(format!("expected {expected}")),
            None if text.starts_with("missing field ") => Some(text.to_owned()),
            None => None,
        };
        Self {
            expected,
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = self.expected.as_deref().unwrap_or("this is no JSON");
        write!(
            formatter,
            "{expected}, at line {} column {}",
            self.line, self.column
        )
    }
}

impl StdError for Unreadable {}
