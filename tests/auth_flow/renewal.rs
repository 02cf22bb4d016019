//! Tokens that died early, and many calls at once.

use super::*;

#[tokio::test]
async fn a_token_that_died_early_is_replaced_and_the_call_repeated() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, turned_away) = companies_for_token(&server, "s3cret-token-2").await;
    let client = client(&server);
    assert!(client.companies().await.unwrap().is_empty());
    login.assert_calls_async(2).await;
    turned_away.assert_calls_async(1).await;
    accepted.assert_calls_async(1).await;

    client.companies().await.unwrap();
    login.assert_calls_async(2).await;
    accepted.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_write_is_repeated_with_its_body() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    let turned_away = server
        .mock_async(|when, then| {
            when.path("/partners")
                .header("authorization", "Bearer s3cret-token-1");
            then.status(401);
        })
        .await;
    let created = server
        .mock_async(|when, then| {
            when.path("/partners")
                .header("authorization", "Bearer s3cret-token-2")
                .header("content-type", JSON_API)
                .json_body(new_partner());
            then.status(200)
                .json_body(json!({"data": {"type": "partner", "id": "17", "attributes": {}}}));
        })
        .await;
    create_partner(&client(&server)).await.unwrap();
    turned_away.assert_calls_async(1).await;
    created.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_second_401_is_the_answer() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (_, turned_away) = companies_for_token(&server, "s3cret-token-99").await;
    let error = client(&server).companies().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert!(error.is_auth());
    assert_no_secret(&error);
    login.assert_calls_async(2).await;
    turned_away.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_token_that_died_early_and_cannot_be_replaced_is_told_by_the_login() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (_, turned_away) = companies_for_token(&server, "s3cret-token-99").await;
    let client = client(&server);
    client.log_in().await.unwrap();
    login.delete_async().await;
    failing_token_endpoint(&server, 503, "text/html", "<html>").await;

    let error = client.companies().await.unwrap_err();
    let unavailable = LoginFailure::Status(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(login_failure(&error), unavailable);
    assert!(error.is_retryable() && !error.is_auth());
    turned_away.assert_calls_async(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_first_calls_log_in_once() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, _) = companies_for_token(&server, "s3cret-token-1").await;
    let client = client(&server);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.companies().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    login.assert_calls_async(1).await;
    accepted.assert_calls_async(50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_calls_with_a_dead_token_renew_it_once() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, _) = companies_for_token(&server, "s3cret-token-2").await;
    let client = client(&server);
    client.log_in().await.unwrap();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.companies().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    login.assert_calls_async(2).await;
    accepted.assert_calls_async(50).await;
}
