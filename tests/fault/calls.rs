//! Reads that live through faults.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use flowii_auth::Error;
use serde_json::json;
use tokio::time::Instant;

use super::account::{Account, no_companies};
use super::clock::fast;
use super::server::{Reply, Server};
use super::{assert_no_secret, builder, client, logs};

/// A server that answers calls as scripted, and then as it should.
fn scripted(replies: Vec<Reply>) -> Server {
    let account = Account::default();
    let replies = Mutex::new(VecDeque::from(replies));
    Server::start(move |seen| {
        account.check(seen).unwrap_or_else(|| {
            let reply = replies.lock().unwrap().pop_front();
            reply.unwrap_or_else(no_companies)
        })
    })
}

/// The outcome of a read on this server, how long it took, and how often it was sent.
async fn read(replies: Vec<Reply>) -> (Result<(), Error>, Duration, usize) {
    let server = scripted(replies);
    let client = client(&server);
    client.log_in().await.unwrap();
    let (outcome, time) = fast(async {
        let start = Instant::now();
        let outcome = client.companies().await.map(drop);
        (outcome, start.elapsed())
    })
    .await;
    if let Err(error) = &outcome {
        assert_no_secret(error);
    }
    (outcome, time, server.count("/companies"))
}

#[tokio::test]
async fn a_quota_is_waited_for_as_told_in_three_forms() {
    const TOLD: Duration = Duration::from_secs(30);
    let quota = || {
        let title = "API calls quota exceeded! maximum admitted 100 per Minute.";
        Reply::status(429, &json!({"errors": [{"title": title}]}))
    };
    let dated = quota()
        .header("date", &"Wed, 05 Jan 2000 08:00:00 GMT")
        .header("retry-after", &"Wed, 05 Jan 2000 08:00:30 GMT");
    for (reply, least) in [
        (quota().header("retry-after", &30), TOLD),
        (dated, TOLD),
        (quota(), Duration::from_secs(4)),
        (
            Reply::status(403, &json!({"errors": [{"title": "quota exceeded"}]})),
            Duration::from_secs(4),
        ),
        (
            Reply::json(&json!({"errors": [{"title": "quota exceeded"}]})),
            Duration::from_secs(4),
        ),
    ] {
        let (outcome, time, sent) = read(vec![reply]).await;
        outcome.unwrap();
        assert!(time >= least, "{time:?}");
        assert_eq!(sent, 2);
    }
}

#[tokio::test]
async fn a_told_wait_holds_up_all_calls_of_the_session() {
    let server = scripted(vec![Reply::status(429, &"").header("retry-after", &30)]);
    let client = client(&server);
    client.log_in().await.unwrap();
    fast(async {
        let start = Instant::now();
        client.companies().await.unwrap();
        let waited = start.elapsed();
        assert!(waited >= Duration::from_secs(30), "{waited:?}");
    })
    .await;
    // Those that come while one waits: none is sent before the wait is over.
    let server = scripted(vec![Reply::status(429, &"").header("retry-after", &30)]);
    let client = builder(&server.url()).build().unwrap();
    client.log_in().await.unwrap();
    fast(async {
        let first = client.companies();
        let others = async {
            while server.count("/companies") == 0 {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            // The answer may still be on its way.
            tokio::time::sleep(Duration::from_secs(10)).await;
            let start = Instant::now();
            let other = client.company(7);
            let calls = (0..100).map(|_| other.companies());
            for outcome in futures::future::join_all(calls).await {
                outcome.unwrap();
            }
            start.elapsed()
        };
        let (first, others) = tokio::join!(first, others);
        first.unwrap();
        assert!(others >= Duration::from_secs(10), "{others:?}");
    })
    .await;
    assert_eq!(server.count("/companies"), 102);
}

#[tokio::test]
async fn a_burst_of_503_is_lived_through_and_does_not_last_for_ever() {
    let busy = || Reply::status(503, &"");
    let (outcome, _, sent) = read(vec![busy(), busy(), busy()]).await;
    outcome.unwrap();
    assert_eq!(sent, 4);

    let (outcome, _, sent) = read(vec![busy(); 100]).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(error.is_retryable());
    assert_eq!(sent, 5);
}

#[tokio::test]
async fn cut_connections_are_lived_through() {
    for cut in [Reply::Cut, Reply::CutInBody] {
        let (outcome, _, sent) = read(vec![cut.clone(), cut]).await;
        outcome.unwrap();
        assert_eq!(sent, 3);
    }
    let whole = json!({"data": []}).to_string();
    let (outcome, _, sent) = read(vec![Reply::CutAfter(whole)]).await;
    outcome.unwrap();
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn an_error_document_is_in_the_error_and_secrets_are_out_of_it() {
    let document = json!({"errors": [{
        "status": "422",
        "title": "s3cret-key is not valid",
        "detail": "s3cret-access-1 of s3cret@example.com with s3cret password",
        "source": {"pointer": "/data/attributes/name"},
    }]});
    for reply in [
        Reply::status(422, &document),
        // Under a status of success, it must not pass for a list without companies.
        Reply::json(&document),
    ] {
        let (outcome, _, sent) = read(vec![reply]).await;
        let error = outcome.unwrap_err();
        assert_eq!(sent, 1);
        let [told] = error.api_errors() else {
            panic!("{error:?}");
        };
        assert_eq!(told.title.as_deref(), Some("[REDACTED] is not valid"));
        let pointer = told.source.as_ref().unwrap().pointer.as_deref();
        assert_eq!(pointer, Some("/data/attributes/name"));
    }
}

#[tokio::test]
async fn the_generated_error_keeps_the_answer_without_secrets() {
    let server = scripted(vec![Reply::status(500, &"token s3cret-access-1")]);
    let client = client(&server);
    let error = client
        .api()
        .get_company_access_list()
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert_eq!(Error::from(error).status().unwrap().as_u16(), 500);
}

#[tokio::test]
async fn one_span_tells_of_a_call_and_one_event_of_a_login() {
    let (outcome, _, _) = read(vec![Reply::status(503, &"")]).await;
    outcome.unwrap();
    let closed = logs::lines_with("close");
    assert!(
        closed.iter().any(|line| {
            [
                "operation_id=\"get_company_access_list\"",
                "method=\"GET\"",
                "route=\"/companies\"",
                "status=200",
                "attempt=2",
                "waited_ms=",
            ]
            .iter()
            .all(|field| line.contains(field))
        }),
        "{closed:#?}"
    );
    assert!(!logs::lines_with("grant=\"password\" life=599").is_empty());
}
