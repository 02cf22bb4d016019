//! What the token endpoint answers, as a function of its status, its media type and its body.

use std::time::Duration;

use http::StatusCode;
use secrecy::SecretString;
use serde_json::Value;
use tokio::time::Instant;

use super::LoginFailure;
use crate::error::{read_document, tells_of_quota};
use crate::token::Token;

/// A longer life than this is taken for this one: nothing is lost by logging in once a day.
const LONGEST_LIFE: f64 = 24.0 * 60.0 * 60.0;

/// A life of more than a year is no life in seconds.
const SENSELESS_LIFE: f64 = 366.0 * LONGEST_LIFE;

/// Reads the answer to a request for a token that came at the moment `answered`.
pub(super) fn read_token(
    status: StatusCode,
    content_type: Option<&str>,
    body: &[u8],
    answered: Instant,
) -> Result<Token, LoginFailure> {
    let document = serde_json::from_slice::<Value>(body).ok();
    if !status.is_success() {
        return Err(if tells_of_quota(&read_document(body)) {
            LoginFailure::Status(status)
        } else {
            read_refusal(status, document.as_ref())
        });
    }
    if body.trim_ascii().is_empty() {
        return Err(LoginFailure::Empty);
    }
    if is_html(content_type, body) {
        return Err(LoginFailure::Html);
    }
    if !content_type.is_none_or(is_json) {
        return Err(LoginFailure::UnexpectedContentType);
    }
    read_success(&document.ok_or(LoginFailure::NotJson)?, answered)
}

/// Reads a successful answer: RFC 6749, section 5.1.
fn read_success(document: &Value, answered: Instant) -> Result<Token, LoginFailure> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let access_token = text("access_token")
        .filter(|token| !token.is_empty())
        .ok_or(LoginFailure::MissingAccessToken)?;
    match text("token_type") {
        None => return Err(LoginFailure::MissingTokenType),
        Some(name) if name.eq_ignore_ascii_case("bearer") => {}
        Some(_) => return Err(LoginFailure::UnknownTokenType),
    }
    let life = read_life(document.get("expires_in"))?;
    let refresh = text("refresh_token")
        .filter(|token| !token.is_empty())
        .map(SecretString::from);
    Token::new(access_token, refresh, life, answered).ok_or(LoginFailure::MissingAccessToken)
}

/// The life that an answer tells, in seconds; some servers write the number as text.
fn read_life(expires_in: Option<&Value>) -> Result<Duration, LoginFailure> {
    let seconds = match expires_in {
        None | Some(Value::Null) => return Err(LoginFailure::MissingLifetime),
        Some(Value::Number(seconds)) => seconds.as_f64(),
        Some(Value::String(seconds)) => seconds.parse().ok(),
        Some(_) => None,
    };
    seconds
        // Holds no not-a-number either.
        .filter(|seconds| (1.0..=SENSELESS_LIFE).contains(seconds))
        .map(|seconds| Duration::from_secs_f64(seconds.min(LONGEST_LIFE)))
        .ok_or(LoginFailure::InvalidLifetime)
}

/// Reads an answer that is no success: RFC 6749, section 5.2.
fn read_refusal(status: StatusCode, document: Option<&Value>) -> LoginFailure {
    let code = document
        .and_then(|document| document.get("error"))
        .and_then(Value::as_str);
    match code {
        Some("invalid_grant") => LoginFailure::CredentialsRefused,
        Some("invalid_client") => LoginFailure::ApiKeyRefused,
        Some("unauthorized_client") => LoginFailure::ClientRefused,
        Some("temporarily_unavailable" | "server_error") => LoginFailure::Status(status),
        Some(_) if status.is_client_error() => refused(status),
        _ if status == StatusCode::UNAUTHORIZED => LoginFailure::ApiKeyRefused,
        // A verdict of the application itself, such as `{"message": "…"}`: it would be the same the
        // next time, and that may be the time that locks the account.
        _ if matches!(status.as_u16(), 400 | 403) && document.is_some() => refused(status),
        _ => LoginFailure::Status(status),
    }
}

/// A refusal, unless the status says that it is for now only.
fn refused(status: StatusCode) -> LoginFailure {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => LoginFailure::Status(status),
        _ => LoginFailure::Refused(status),
    }
}

/// Whether a media type is one of JSON: FLOWii itself documents plain JSON as JSON:API.
fn is_json(content_type: &str) -> bool {
    let name = essence(content_type);
    name.eq_ignore_ascii_case("application/json") || name.to_ascii_lowercase().ends_with("+json")
}

/// A media type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let declared =
        content_type.is_some_and(|value| essence(value).eq_ignore_ascii_case("text/html"));
    declared || body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests;
