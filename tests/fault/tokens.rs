//! Logins and refreshes, counted.

use std::time::Duration;

use flowii_auth::{Client, Error, ErrorKind, LoginFailure};
use serde_json::json;

use super::account::{Account, no_companies};
use super::clock::fast;
use super::server::{Reply, Server};
use super::{assert_no_secret, client};

fn start(account: &Account) -> Server {
    let account = account.clone();
    Server::start(move |seen| account.check(seen).unwrap_or_else(no_companies))
}

/// The outcomes of so many calls at once, each a task of its own.
async fn call_at_once(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let calls: Vec<_> = (0..calls)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.companies().await.map(drop) })
        })
        .collect();
    let mut outcomes = Vec::new();
    for call in calls {
        outcomes.push(call.await.unwrap());
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_first_calls_log_in_once() {
    let account = Account::default();
    let server = start(&account);
    for outcome in call_at_once(&client(&server), 200).await {
        outcome.unwrap();
    }
    assert_eq!((account.logins(), account.refreshes()), (1, 0));
    assert_eq!(server.count("/companies"), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_calls_share_one_refused_login() {
    let server = Server::start(|_| Reply::status(400, &json!({"error": "invalid_grant"})));
    let client = client(&server);
    for _ in 0..3 {
        for outcome in call_at_once(&client, 200).await {
            let error = outcome.unwrap_err();
            let refused = ErrorKind::Login(LoginFailure::CredentialsRefused);
            assert_eq!(error.kind(), &refused);
            assert!(error.is_auth() && !error.may_have_been_sent());
            assert_no_secret(&error);
        }
    }
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_refusal_ends_with_its_back_off_or_with_new_credentials() {
    let server = Server::start(|_| Reply::status(400, &json!({"error": "invalid_grant"})));
    let client = client(&server);
    fast(async {
        client.log_in().await.unwrap_err();
        tokio::time::advance(flowii_auth::DEFAULT_REFUSAL_BACKOFF).await;
        client.log_in().await.unwrap_err();
    })
    .await;
    assert_eq!(server.seen().len(), 2);
    client.change_credentials("s3cret@example.com", "another s3cret");
    client.log_in().await.unwrap_err();
    client.log_in().await.unwrap_err();
    assert_eq!(server.seen().len(), 3);
    assert!(server.seen()[2].body.contains("another+s3cret"));
}

#[tokio::test]
async fn ten_minutes_later_one_refresh_serves_all() {
    let account = Account::default();
    let server = start(&account);
    let client = client(&server);
    fast(async {
        for round in 0..4 {
            let calls = (0..50).map(|_| client.companies());
            for outcome in futures::future::join_all(calls).await {
                outcome.unwrap();
            }
            assert_eq!((account.logins(), account.refreshes()), (1, round));
            tokio::time::advance(Duration::from_secs(600)).await;
        }
    })
    .await;
    assert_eq!(server.count("/companies"), 200);
}

#[tokio::test]
async fn a_refused_refresh_is_followed_by_one_login() {
    let account = Account::default();
    let server = start(&account);
    let client = client(&server);
    client.log_in().await.unwrap();
    account.refuse_refreshes();
    fast(async {
        tokio::time::advance(Duration::from_secs(600)).await;
        let calls = (0..50).map(|_| client.companies());
        for outcome in futures::future::join_all(calls).await {
            outcome.unwrap();
        }
    })
    .await;
    assert_eq!((account.logins(), account.refreshes()), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_dies_early_is_replaced_once_for_all() {
    let account = Account::default();
    let server = start(&account);
    let client = client(&server);
    for round in 0..5 {
        for outcome in call_at_once(&client, 40).await {
            outcome.unwrap();
        }
        assert_eq!((account.logins(), account.refreshes()), (1, round));
        account.kill_token();
    }
}

#[tokio::test]
async fn each_answer_that_is_no_token_is_told_apart() {
    let token = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut token =
            json!({"access_token": "s3cret", "token_type": "bearer", "expires_in": 599});
        change(&mut token);
        Reply::json(&token)
    };
    let page = "<html>s3cret@example.com</html>";
    let html = Reply::Answer {
        status: 200,
        headers: vec![("content-type", "text/html".to_owned())],
        body: page.to_owned(),
    };
    let text = Reply::Answer {
        status: 200,
        headers: vec![("content-type", "text/plain".to_owned())],
        body: "s3cret".to_owned(),
    };
    for (reply, failure) in [
        (
            token(&|token| token["expires_in"] = json!(null)),
            LoginFailure::MissingLifetime,
        ),
        (
            token(&|token| token["expires_in"] = json!(-5)),
            LoginFailure::InvalidLifetime,
        ),
        (
            token(&|token| token["token_type"] = json!(null)),
            LoginFailure::MissingTokenType,
        ),
        (
            token(&|token| token["access_token"] = json!(null)),
            LoginFailure::MissingAccessToken,
        ),
        (text, LoginFailure::UnexpectedContentType),
        (html, LoginFailure::Html),
        (Reply::json(&""), LoginFailure::Empty),
        (Reply::json(&"s3cret"), LoginFailure::NotJson),
        (Reply::json(&" ".repeat(100_000)), LoginFailure::TooLong),
    ] {
        let server = Server::start(move |_| reply.clone());
        let error = client(&server).companies().await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Login(failure));
        assert_no_secret(&error);
        assert_eq!(server.seen().len(), 1, "{failure}");
    }
}

#[tokio::test]
async fn a_login_over_the_quota_waits_as_told_and_holds_up_the_calls() {
    let account = Account::default();
    let refused = std::sync::atomic::AtomicBool::new(false);
    let server = {
        let account = account.clone();
        Server::start(move |seen| {
            if refused.swap(true, std::sync::atomic::Ordering::SeqCst) {
                account.check(seen).unwrap_or_else(no_companies)
            } else {
                Reply::status(429, "").header("retry-after", "30")
            }
        })
    };
    let client = client(&server);
    fast(async {
        let start = tokio::time::Instant::now();
        let calls = (0..50).map(|_| client.companies());
        for outcome in futures::future::join_all(calls).await {
            outcome.unwrap();
        }
        assert!(start.elapsed() >= Duration::from_secs(30));
    })
    .await;
    assert_eq!((account.logins(), server.count("/token")), (1, 2));
}

#[tokio::test]
async fn a_login_that_has_to_wait_too_long_says_so() {
    let server = Server::start(|_| Reply::status(429, "").header("retry-after", "1800"));
    let client = super::builder(&server.url())
        .total_timeout(Duration::from_secs(180))
        .build()
        .unwrap();
    for _ in 0..3 {
        let error = client.companies().await.unwrap_err();
        assert!(error.is_rate_limited() && error.is_retryable(), "{error:?}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(1700));
        assert!(!error.may_have_been_sent());
    }
    assert_eq!(server.seen().len(), 1);
}
