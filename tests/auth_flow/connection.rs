//! Servers that cannot be reached, and those that send somebody elsewhere.

use super::*;

#[tokio::test]
async fn an_address_where_nobody_listens_is_a_lost_connection() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = builder(&format!("http://{address}")).build().unwrap();
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Connection);
    assert!(error.is_retryable() && !error.is_timeout());
    assert!(std::error::Error::source(&error).is_some());
    assert_no_secret(&error);
}

#[tokio::test]
async fn a_server_that_never_answers_is_a_timeout() {
    // The system accepts the connection; nobody ever reads from it.
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let client = builder(&format!("http://{address}"))
        .timeout(Duration::from_millis(20))
        .build()
        .unwrap();
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Timeout);
    assert!(error.is_timeout() && error.is_retryable());
    assert_no_secret(&error);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = MockServer::start_async().await;
    let elsewhere = MockServer::start_async().await;
    let followed = elsewhere
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(200).json_body(companies(&[]));
        })
        .await;
    token_endpoint(&server).await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(307)
                .header("location", elsewhere.url("/companies"));
        })
        .await;
    let error = client(&server).companies().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    followed.assert_calls_async(0).await;
}
