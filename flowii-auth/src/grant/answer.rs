//! What the token endpoint answers, as a function of its status, its media type and its body.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use tokio::time::Instant;

use super::LoginFailure;
use crate::token::Token;

/// The life of a token whose answer tells none: what FLOWii's documentation shows. If it is wrong,
/// the 401 of the first call after it tells.
const DOCUMENTED_LIFE: Duration = Duration::from_secs(599);

/// A longer life than this is taken for this one: nothing is lost by logging in once a day.
const LONGEST_LIFE: f64 = 24.0 * 60.0 * 60.0;

/// Reads the answer to a request for a token that was sent after the moment `asked`.
pub(super) fn read_token(
    status: StatusCode,
    content_type: Option<&str>,
    body: &[u8],
    asked: Instant,
) -> Result<Token, LoginFailure> {
    // What counts is what the body is: FLOWii itself documents plain JSON as JSON:API.
    let document = serde_json::from_slice::<Value>(body).ok();
    if !status.is_success() {
        return Err(read_refusal(status, document.as_ref()));
    }
    match document {
        Some(document) => read_document(&document, asked),
        None if is_html(content_type, body) => Err(LoginFailure::Html),
        None => Err(LoginFailure::NotJson),
    }
}

/// Reads a successful answer: RFC 6749, section 5.1.
fn read_document(document: &Value, asked: Instant) -> Result<Token, LoginFailure> {
    let access_token = document
        .get("access_token")
        .and_then(Value::as_str)
        .filter(|token| !token.is_empty())
        .ok_or(LoginFailure::MissingAccessToken)?;
    let token_type = document.get("token_type").and_then(Value::as_str);
    if token_type.is_some_and(|name| !name.eq_ignore_ascii_case("bearer")) {
        return Err(LoginFailure::UnknownTokenType);
    }
    let life = read_life(document.get("expires_in")).ok_or(LoginFailure::InvalidLifetime)?;
    Token::new(access_token, life, asked).ok_or(LoginFailure::MissingAccessToken)
}

/// The life that an answer tells, in seconds; some servers write the number as text.
fn read_life(expires_in: Option<&Value>) -> Option<Duration> {
    let seconds = match expires_in {
        None | Some(Value::Null) => return Some(DOCUMENTED_LIFE),
        Some(Value::Number(seconds)) => seconds.as_f64()?,
        Some(Value::String(seconds)) => seconds.parse().ok()?,
        Some(_) => return None,
    };
    // False for not-a-number as well.
    if seconds >= 1.0 {
        Some(Duration::from_secs_f64(seconds.min(LONGEST_LIFE)))
    } else {
        None
    }
}

/// Reads an answer that is no success: RFC 6749, section 5.2.
fn read_refusal(status: StatusCode, document: Option<&Value>) -> LoginFailure {
    let code = document
        .and_then(|document| document.get("error"))
        .and_then(Value::as_str);
    match code {
        Some("invalid_grant") => LoginFailure::CredentialsRefused,
        Some("invalid_client") => LoginFailure::ApiKeyRefused,
        Some("temporarily_unavailable" | "server_error") => LoginFailure::Status(status),
        Some(_) if status.is_client_error() => refused(status),
        _ if status == StatusCode::UNAUTHORIZED => LoginFailure::ApiKeyRefused,
        // A verdict of the application itself, such as `{"message": "…"}`: it would be the same the
        // next time, and that may be the time that locks the account.
        _ if status == StatusCode::BAD_REQUEST && document.is_some() => refused(status),
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

fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let declared = content_type
        .and_then(|value| value.split(';').next())
        .is_some_and(|name| name.trim().eq_ignore_ascii_case("text/html"));
    declared || body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: Option<&str> = Some("application/json; charset=utf-8");

    fn read(status: u16, content_type: Option<&str>, body: &str) -> Result<Token, LoginFailure> {
        let status = StatusCode::from_u16(status).unwrap();
        read_token(status, content_type, body.as_bytes(), Instant::now())
    }

    fn failure(status: u16, body: &str) -> LoginFailure {
        read(status, JSON, body).unwrap_err()
    }

    /// Whether the token is good for that many seconds and no more.
    fn lives(body: &str, seconds: u64) -> bool {
        let asked = Instant::now();
        let token = read_token(StatusCode::OK, JSON, body.as_bytes(), asked).unwrap();
        let end = asked + Duration::from_secs(seconds);
        token.is_valid(end - Duration::from_millis(1)) && !token.is_valid(end)
    }

    #[test]
    fn the_documented_answer_is_read_under_any_media_type() {
        let body = r#"{
            "access_token": "the-token", "token_type": "bearer", "expires_in": 599,
            "refresh_token": "another", "userName": "ann@example.com",
            ".issued": "Mon, 05 Jan 2026 08:00:00 GMT", ".expires": "Mon, 05 Jan 2026 08:10:00 GMT"
        }"#;
        for content_type in [
            JSON,
            Some("application/vnd.api+json"),
            Some("text/plain"),
            None,
        ] {
            let token = read(200, content_type, body).unwrap();
            assert_eq!(token.authorization(), "Bearer the-token");
        }
        assert!(lives(body, 599));
    }

    #[test]
    fn a_life_may_be_a_number_or_text_or_left_out() {
        assert!(lives(r#"{"access_token": "t", "expires_in": 120}"#, 120));
        assert!(lives(r#"{"access_token": "t", "expires_in": 120.0}"#, 120));
        assert!(lives(r#"{"access_token": "t", "expires_in": "120"}"#, 120));
        assert!(lives(r#"{"access_token": "t", "expires_in": null}"#, 599));
        assert!(lives(r#"{"access_token": "t"}"#, 599));
        assert!(lives(
            r#"{"access_token": "t", "expires_in": 1e300}"#,
            86_400
        ));
    }

    #[test]
    fn a_life_that_makes_no_sense_is_told() {
        for life in ["0", "-1", "\"soon\"", "\"NaN\"", "true", "[599]"] {
            let body = format!(r#"{{"access_token": "t", "expires_in": {life}}}"#);
            assert_eq!(failure(200, &body), LoginFailure::InvalidLifetime, "{life}");
        }
    }

    #[test]
    fn an_answer_without_a_usable_token_is_told() {
        for body in [
            "{}",
            "[]",
            "null",
            r#""the-token""#,
            r#"{"access_token": ""}"#,
            r#"{"access_token": 17}"#,
            r#"{"access_token": "two\nlines"}"#,
        ] {
            assert_eq!(
                failure(200, body),
                LoginFailure::MissingAccessToken,
                "{body}"
            );
        }
        assert_eq!(
            failure(200, r#"{"access_token": "t", "token_type": "mac"}"#),
            LoginFailure::UnknownTokenType
        );
    }

    #[test]
    fn what_is_not_json_is_told_apart() {
        let html = Some("text/html; charset=utf-8");
        assert_eq!(read(200, html, "moved").unwrap_err(), LoginFailure::Html);
        assert_eq!(read(200, JSON, " <html>").unwrap_err(), LoginFailure::Html);
        assert_eq!(read(200, JSON, "").unwrap_err(), LoginFailure::NotJson);
        assert_eq!(
            read(200, JSON, r#"{"access_token": "t""#).unwrap_err(),
            LoginFailure::NotJson
        );
    }

    #[test]
    fn refusals_are_told_apart_by_their_code() {
        let oauth = |code: &str| format!(r#"{{"error": "{code}", "error_description": "No."}}"#);
        assert_eq!(
            failure(400, &oauth("invalid_grant")),
            LoginFailure::CredentialsRefused
        );
        assert_eq!(
            failure(401, &oauth("invalid_client")),
            LoginFailure::ApiKeyRefused
        );
        assert_eq!(
            failure(400, &oauth("unsupported_grant_type")),
            LoginFailure::Refused(StatusCode::BAD_REQUEST)
        );
        assert_eq!(
            failure(400, r#"{"message": "No."}"#),
            LoginFailure::Refused(StatusCode::BAD_REQUEST)
        );
        assert_eq!(failure(401, ""), LoginFailure::ApiKeyRefused);
    }

    #[test]
    fn trouble_of_the_server_is_no_refusal() {
        for (status, body) in [
            (400, "<html>"),
            (403, "<html>"),
            (429, r#"{"error": "slow_down"}"#),
            (500, r#"{"message": "No."}"#),
            (502, "<html>"),
            (503, r#"{"error": "temporarily_unavailable"}"#),
            (302, ""),
        ] {
            let failure = failure(status, body);
            assert!(!failure.is_refusal(), "{status} {failure}");
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(failure, LoginFailure::Status(status));
        }
    }
}
