use super::*;

fn status(code: u16) -> Error {
    let status = StatusCode::from_u16(code).unwrap();
    let outcome = Outcome::Answered {
        status,
        quota: code == 429,
        retry_after: None,
    };
    Error::after(outcome, ErrorKind::Status(status))
}

#[test]
fn a_refusal_is_of_authentication_and_not_retryable() {
    for failure in [
        LoginFailure::CredentialsRefused,
        LoginFailure::ApiKeyRefused,
        LoginFailure::ClientRefused,
        LoginFailure::Refused(StatusCode::BAD_REQUEST),
    ] {
        let error = Error::new(ErrorKind::Login(failure));
        assert!(error.is_auth() && !error.is_retryable(), "{error}");
    }
    assert!(status(401).is_auth());
    assert!(!status(403).is_auth());
}

#[test]
fn what_may_pass_is_retryable() {
    for code in [408, 429, 502, 503, 504] {
        assert!(status(code).is_retryable(), "{code}");
    }
    for code in [400, 401, 404, 422, 500] {
        assert!(!status(code).is_retryable(), "{code}");
    }
    assert!(status(429).is_rate_limited());
    assert!(!status(503).is_rate_limited());
}

#[test]
fn what_a_failed_login_sent_is_not_the_call() {
    let login = Error::after(Outcome::Lost, ErrorKind::Login(LoginFailure::Connection));
    assert!(login.is_retryable() && !login.may_have_been_sent());
    assert!(login.sent_before(true).may_have_been_sent());
    assert!(Error::after(Outcome::Lost, ErrorKind::Timeout).may_have_been_sent());
    assert!(status(500).may_have_been_sent());
    assert!(!Error::new(ErrorKind::Connection).may_have_been_sent());
}

#[test]
fn a_missing_parameter_is_named() {
    let call = flowii_api::Error::InvalidRequest("company_id was not initialized".into());
    let error = Error::from(call);
    assert!(error.to_string().contains("company_id"), "{error}");
    assert!(!error.may_have_been_sent());
}

#[test]
fn an_unreadable_answer_tells_what_was_expected_and_quotes_nothing() {
    let parsing = serde_json::from_str::<Vec<u8>>(r#""s3cret""#).unwrap_err();
    assert!(parsing.to_string().contains("s3cret"));
    let call = flowii_api::Error::InvalidResponsePayload(bytes::Bytes::new(), parsing);
    let error = Error::from(call);
    let source = error.source().unwrap();
    assert_eq!(
        source.to_string(),
        "expected a sequence, at line 1 column 8"
    );
    assert!(!format!("{error:?} {source:?}").contains("s3cret"));
    assert!(error.may_have_been_sent());
}
