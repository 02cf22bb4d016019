//! Writes: none is lost in silence, and none is carried out twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use flowii_api::types;
use flowii_auth::{Client, Error};
use serde_json::json;

use super::account::Account;
use super::clock::fast;
use super::server::{Reply, Server};
use super::{assert_no_secret, client};

async fn create(client: &Client, name: &str) -> Result<(), Error> {
    let partner = types::NewPartner::new(name, types::PartnerType::Company);
    let call = client.api().create_partner().company_id(1).body(partner);
    call.send().await?;
    Ok(())
}

#[tokio::test]
async fn in_a_storm_of_faults_nothing_is_written_twice() {
    const WRITES: usize = 120;
    let account = Account::default();
    let written: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
    let turn = AtomicUsize::new(0);
    let server = {
        let (account, written) = (account.clone(), Arc::clone(&written));
        Server::start(move |seen| {
            if let Some(reply) = account.check(seen) {
                return reply;
            }
            let created = json!({"data": {"type": "partner", "id": "1", "attributes": {}}});
            let (reply, is_written) = match turn.fetch_add(1, Ordering::SeqCst) % 8 {
                // What FLOWii did before it failed, nobody knows: the worst is that it was done.
                0 => (Reply::Cut, true),
                1 => (Reply::CutInBody, true),
                2 => (Reply::status(503, &""), true),
                3 => (Reply::status(502, &"").header("retry-after", &1), true),
                4 => (Reply::status(429, &"").header("retry-after", &1), false),
                5 => {
                    account.kill_token();
                    (Reply::status(401, &""), false)
                }
                6 => (Reply::CutAfter(created.to_string()), true),
                _ => (Reply::json(&created), true),
            };
            if is_written {
                *written
                    .lock()
                    .unwrap()
                    .entry(seen.body.clone())
                    .or_default() += 1;
            }
            reply
        })
    };
    let client = client(&server);
    let outcomes = fast(async {
        let mut outcomes = Vec::new();
        for round in 0..WRITES / 8 {
            let names: Vec<_> = (0..8).map(|index| format!("{round}-{index}")).collect();
            let calls = names.iter().map(|name| create(&client, name));
            outcomes.extend(futures::future::join_all(calls).await);
        }
        outcomes
    })
    .await;

    let written = written.lock().unwrap();
    let duplicates: Vec<_> = written.iter().filter(|(_, times)| **times > 1).collect();
    assert!(duplicates.is_empty(), "{duplicates:#?}");
    // Whoever is told that it was not sent may send it again.
    let unsure = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    for error in unsure {
        assert!(error.may_have_been_sent(), "{error:?}");
        assert_no_secret(error);
    }
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(done >= WRITES / 4, "{done}");
    assert!(written.len() >= done);
}

#[tokio::test]
async fn what_was_answered_401_or_429_is_sent_again_with_its_body() {
    let account = Account::default();
    let turn = AtomicUsize::new(0);
    let server = {
        let account = account.clone();
        Server::start(move |seen| {
            account
                .check(seen)
                .unwrap_or_else(|| match turn.fetch_add(1, Ordering::SeqCst) {
                    0 => {
                        account.kill_token();
                        Reply::status(401, &"")
                    }
                    1 => Reply::status(429, &"").header("retry-after", &2),
                    _ => Reply::json(
                        &json!({"data": {"type": "partner", "id": "1", "attributes": {}}}),
                    ),
                })
        })
    };
    fast(create(&client(&server), "Example Ltd")).await.unwrap();
    let bodies: Vec<_> = server
        .seen()
        .into_iter()
        .filter(|seen| seen.path == "/partners" && seen.method == "POST")
        .map(|seen| seen.body)
        .collect();
    assert_eq!(bodies.len(), 3);
    assert!(bodies.iter().all(|body| body.contains("Example Ltd")));
    assert_eq!((account.logins(), account.refreshes()), (1, 1));
}
