//! What has an end: time, size, and how far the secrets go.

use std::time::Duration;

use flowii_auth::{Client, ErrorKind, FileStore};

use super::account::{Account, no_companies};
use super::clock::fast;
use super::server::{Reply, Server};
use super::{assert_no_secret, builder, client};

fn answering(reply: Reply) -> Server {
    let account = Account::default();
    Server::start(move |seen| account.check(seen).unwrap_or_else(|| reply.clone()))
}

#[tokio::test]
async fn a_body_that_drips_ends_with_the_time_of_an_attempt() {
    let server = answering(Reply::Drip);
    let client = builder(&server.url())
        .timeout(Duration::from_secs(30))
        .attempts(2)
        .build()
        .unwrap();
    let error = fast(client.companies()).await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable() && error.may_have_been_sent());
    assert_no_secret(&error);
    assert_eq!(server.count("/companies"), 2);
}

#[tokio::test]
async fn a_call_ends_with_its_time_though_attempts_are_left() {
    let server = answering(Reply::Drip);
    let client = builder(&server.url())
        .timeout(Duration::from_secs(30))
        .total_timeout(Duration::from_secs(45))
        .attempts(1000)
        .build()
        .unwrap();
    let error = fast(client.companies()).await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(server.count("/companies"), 2);
}

#[tokio::test]
async fn json_that_is_too_long_is_not_read() {
    for length_is_told in [true, false] {
        let server = answering(Reply::Huge { length_is_told });
        let error = client(&server).companies().await.unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::TooLarge);
        assert!(!error.is_retryable());
        assert_eq!(server.count("/companies"), 1);
    }
}

#[tokio::test]
async fn a_redirect_takes_no_secret_to_another_host() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::start(|_| no_companies());
        let location = format!("{}/companies", elsewhere.url());
        let server = answering(Reply::status(status, &"").header("location", &location));
        let error = client(&server).companies().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(elsewhere.seen().len(), 0);
    }
}

#[tokio::test]
async fn a_token_request_is_not_redirected_either() {
    let elsewhere = Server::start(|_| no_companies());
    let location = format!("{}/token", elsewhere.url());
    let server =
        Server::start(move |_| Reply::status(307, &"").header("location", &location.clone()));
    let error = client(&server).companies().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(elsewhere.seen().len(), 0);
}

#[tokio::test]
async fn processes_that_share_a_file_log_in_once() {
    let account = Account::default();
    let server = {
        let account = account.clone();
        Server::start(move |seen| account.check(seen).unwrap_or_else(no_companies))
    };
    let folder = tempfile::tempdir().unwrap();
    let worker = || {
        let store = FileStore::new(folder.path().join("token"));
        builder(&server.url()).token_store(store).build().unwrap()
    };
    let workers: Vec<_> = (0..8).map(|_| worker()).collect();
    let calls = workers.iter().map(Client::companies);
    for outcome in futures::future::join_all(calls).await {
        outcome.unwrap();
    }
    // One that starts later, and one whose token has died meanwhile.
    worker().companies().await.unwrap();
    account.kill_token();
    for worker in &workers {
        worker.companies().await.unwrap();
    }
    assert_eq!((account.logins(), account.refreshes()), (1, 1));
}
