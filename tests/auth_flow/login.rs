//! Logins that the server refuses, and answers that are none.

use super::*;

#[tokio::test]
async fn a_wrong_password_is_told_and_not_tried_again() {
    let server = MockServer::start_async().await;
    let body = json!({"error": "invalid_grant", "error_description": PASSWORD}).to_string();
    let login = failing_token_endpoint(&server, 400, "application/json", &body).await;
    let client = client(&server);
    for _ in 0..3 {
        let error = client.companies().await.unwrap_err();
        assert_eq!(login_failure(&error), LoginFailure::CredentialsRefused);
        assert!(error.is_auth() && !error.is_retryable());
        assert_no_secret(&error);
    }
    login.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_wrong_key_is_told() {
    let oauth = json!({"error": "invalid_client"}).to_string();
    for body in [oauth.as_str(), ""] {
        let server = MockServer::start_async().await;
        failing_token_endpoint(&server, 401, "application/json", body).await;
        let error = client(&server).log_in().await.unwrap_err();
        assert_eq!(login_failure(&error), LoginFailure::ApiKeyRefused);
        assert!(error.is_auth());
        assert_no_secret(&error);
    }
}

#[tokio::test]
async fn html_for_a_token_is_told_and_may_pass() {
    let server = MockServer::start_async().await;
    let page = format!("<html>Maintenance for {USERNAME}</html>");
    let login = failing_token_endpoint(&server, 200, "text/html", &page).await;
    let client = client(&server);
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Html);
    assert!(!error.is_auth());
    assert_no_secret(&error);

    login.delete_async().await;
    token_endpoint(&server).await;
    client.log_in().await.unwrap();
}

#[tokio::test]
async fn html_for_a_call_is_told() {
    for (status, kind) in [
        (200, ErrorKind::HtmlAnswer),
        (502, ErrorKind::Status(StatusCode::BAD_GATEWAY)),
    ] {
        let server = MockServer::start_async().await;
        token_endpoint(&server).await;
        server
            .mock_async(|when, then| {
                when.path("/companies");
                then.status(status)
                    .header("content-type", "text/html")
                    .body("<html>s3cret-token-1</html>");
            })
            .await;
        let error = client(&server).companies().await.unwrap_err();
        assert_eq!(error.kind(), &kind);
        assert_eq!(error.is_retryable(), status == 502);
        assert_no_secret(&error);
    }
}

#[tokio::test]
async fn a_request_for_a_token_carries_the_key_and_waits_for_no_token() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let form = types::GetTokenBody::builder()
        .grant_type("password".to_owned())
        .username(USERNAME.to_owned())
        .password(flowii_api::Secret::from(PASSWORD));
    let client = client(&server);
    let answer = client.api().get_token().body(form).send().await;
    assert_eq!(
        answer.unwrap().into_inner().access_token.expose(),
        "s3cret-token-1"
    );
    login.assert_calls_async(1).await;
}
