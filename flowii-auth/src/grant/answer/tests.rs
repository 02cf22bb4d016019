use secrecy::ExposeSecret;

use super::*;

const JSON: Option<&str> = Some("application/json; charset=utf-8");

fn read(status: u16, content_type: Option<&str>, body: &str) -> Result<Token, LoginFailure> {
    let status = StatusCode::from_u16(status).unwrap();
    read_token(status, content_type, body.as_bytes(), Instant::now())
}

fn failure(status: u16, body: &str) -> LoginFailure {
    read(status, JSON, body).unwrap_err()
}

fn lasting(life: &str) -> String {
    format!(r#"{{"access_token": "t", "token_type": "bearer", "expires_in": {life}}}"#)
}

/// Whether the token is good for that many seconds and no more.
fn lives(body: &str, seconds: u64) -> bool {
    let answered = Instant::now();
    let token = read_token(StatusCode::OK, JSON, body.as_bytes(), answered).unwrap();
    let end = answered + Duration::from_secs(seconds);
    token.is_valid(end - Duration::from_millis(1)) && !token.is_valid(end)
}

#[test]
fn the_documented_answer_is_read_under_any_media_type_of_json() {
    let body = r#"{
        "access_token": "the-token", "token_type": "bearer", "expires_in": 599,
        "refresh_token": "another", "userName": "ann@example.com",
        ".issued": "Mon, 05 Jan 2026 08:00:00 GMT", ".expires": "Mon, 05 Jan 2026 08:10:00 GMT"
    }"#;
    for content_type in [
        JSON,
        Some("application/vnd.api+json"),
        Some("Application/JSON"),
        None,
    ] {
        let token = read(200, content_type, body).unwrap();
        assert_eq!(token.authorization(), "Bearer the-token");
        assert_eq!(token.access_token(), "the-token");
        assert_eq!(token.refresh_token().unwrap().expose_secret(), "another");
    }
    assert!(lives(body, 599));
}

#[test]
fn a_refresh_token_may_be_missing() {
    assert!(
        read(200, JSON, &lasting("599"))
            .unwrap()
            .refresh_token()
            .is_none()
    );
}

#[test]
fn a_life_may_be_a_number_or_text() {
    for life in ["120", "120.0", "\"120\""] {
        assert!(lives(&lasting(life), 120), "{life}");
    }
    assert!(lives(&lasting("86401"), 86_400));
}

#[test]
fn a_life_that_is_missing_is_told() {
    for body in [
        r#"{"access_token": "t", "token_type": "bearer"}"#.to_owned(),
        lasting("null"),
    ] {
        assert_eq!(failure(200, &body), LoginFailure::MissingLifetime);
    }
}

#[test]
fn a_life_that_makes_no_sense_is_told() {
    for life in [
        "0", "-1", "0.5", "1e300", "\"soon\"", "\"NaN\"", "\"inf\"", "\"\"", "true", "[599]",
    ] {
        assert_eq!(
            failure(200, &lasting(life)),
            LoginFailure::InvalidLifetime,
            "{life}"
        );
    }
}

#[test]
fn an_answer_without_a_usable_token_is_told() {
    for body in [
        "{}",
        "[]",
        "null",
        r#""the-token""#,
        r#"{"access_token": "", "token_type": "bearer", "expires_in": 599}"#,
        r#"{"access_token": 17, "token_type": "bearer", "expires_in": 599}"#,
        r#"{"access_token": "two\nlines", "token_type": "bearer", "expires_in": 599}"#,
    ] {
        assert_eq!(
            failure(200, body),
            LoginFailure::MissingAccessToken,
            "{body}"
        );
    }
}

#[test]
fn a_token_type_that_is_missing_or_unknown_is_told() {
    for (token_type, expected) in [
        ("null", LoginFailure::MissingTokenType),
        ("7", LoginFailure::MissingTokenType),
        ("\"mac\"", LoginFailure::UnknownTokenType),
    ] {
        let body =
            format!(r#"{{"access_token": "t", "token_type": {token_type}, "expires_in": 599}}"#);
        assert_eq!(failure(200, &body), expected, "{token_type}");
    }
    let body = r#"{"access_token": "t", "expires_in": 599}"#;
    assert_eq!(failure(200, body), LoginFailure::MissingTokenType);
}

#[test]
fn what_is_not_json_is_told_apart() {
    let html = Some("text/html; charset=utf-8");
    for (content_type, body, expected) in [
        (html, "moved", LoginFailure::Html),
        (JSON, " <html>", LoginFailure::Html),
        (None, "<html>", LoginFailure::Html),
        (JSON, "", LoginFailure::Empty),
        (html, " \r\n", LoginFailure::Empty),
        (None, "", LoginFailure::Empty),
        (
            Some("text/plain"),
            "access denied",
            LoginFailure::UnexpectedContentType,
        ),
        (JSON, r#"{"access_token": "t""#, LoginFailure::NotJson),
        (None, "access denied", LoginFailure::NotJson),
    ] {
        assert_eq!(
            read(200, content_type, body).unwrap_err(),
            expected,
            "{body:?}"
        );
    }
    let plain = read(200, Some("text/plain"), &lasting("599"));
    assert_eq!(plain.unwrap_err(), LoginFailure::UnexpectedContentType);
}

#[test]
fn refusals_are_told_apart_by_their_code() {
    let oauth = |code: &str| format!(r#"{{"error": "{code}", "error_description": "No."}}"#);
    for (status, code, expected) in [
        (400, "invalid_grant", LoginFailure::CredentialsRefused),
        (401, "invalid_client", LoginFailure::ApiKeyRefused),
        (400, "unauthorized_client", LoginFailure::ClientRefused),
        (
            400,
            "unsupported_grant_type",
            LoginFailure::Refused(StatusCode::BAD_REQUEST),
        ),
    ] {
        let failure = failure(status, &oauth(code));
        assert_eq!(failure, expected);
        assert!(failure.is_refusal());
    }
    for status in [400, 403] {
        let refused = LoginFailure::Refused(StatusCode::from_u16(status).unwrap());
        assert_eq!(failure(status, r#"{"message": "No."}"#), refused);
    }
    assert_eq!(failure(401, ""), LoginFailure::ApiKeyRefused);
}

#[test]
fn trouble_of_the_server_is_no_refusal() {
    for (status, body) in [
        (400, "<html>"),
        (403, "<html>"),
        (429, r#"{"error": "slow_down"}"#),
        (
            400,
            r#"{"errors": [{"title": "API calls quota exceeded!"}]}"#,
        ),
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
