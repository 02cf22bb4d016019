//! Quotas, failures, deviations, and the state file.

mod support;

use std::time::{Duration, UNIX_EPOCH};

use flowii_mock::{Clock, Mock};
use serde_json::{Value, json};
use support::{Caller, send};

#[tokio::test]
async fn a_quota_is_over_until_its_period_ends() {
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_800_000_000));
    let limit = "3/min".parse().unwrap();
    let caller = Caller::start(Mock::builder().clock(clock.clone()).rate_limit(limit)).await;
    assert_eq!(caller.get("/partners").await.status, 200);
    assert_eq!(caller.get("/partners").await.status, 200);
    clock.advance(Duration::from_secs(20));
    let over = caller.get("/partners").await;
    assert_eq!(over.status, 429);
    assert_eq!(over.headers["retry-after"], "40");
    assert!(
        over.json()["errors"][0]["title"]
            .as_str()
            .unwrap()
            .contains("quota exceeded")
    );
    clock.advance(Duration::from_secs(40));
    assert_eq!(caller.get("/partners").await.status, 200);
}

#[tokio::test]
async fn failures_are_the_same_for_one_seed() {
    let mut runs = Vec::new();
    for seed in [5, 5, 6] {
        let builder = Mock::builder().seed(seed).fail("503:0.5".parse().unwrap());
        let mock = builder.start().await.unwrap();
        let http = reqwest::Client::new();
        let mut statuses = Vec::new();
        for _ in 0..32 {
            let reply = send(http.get(format!("{}/companies", mock.base_url()))).await;
            statuses.push(reply.status.as_u16());
        }
        assert!(statuses.contains(&503) && statuses.contains(&401));
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[tokio::test]
async fn tokens_are_the_same_for_one_seed() {
    let clock = Clock::stopped_at(UNIX_EPOCH);
    let first = Caller::start(Mock::builder().seed(5).clock(clock.clone())).await;
    let second = Caller::start(Mock::builder().seed(5).clock(clock.clone())).await;
    let third = Caller::start(Mock::builder().seed(6).clock(clock)).await;
    assert_eq!(first.token, second.token);
    assert_ne!(first.token, third.token);
}

#[tokio::test]
async fn planted_deviations_are_there_and_nowhere_else() {
    let mut builder = Mock::builder();
    for deviation in [
        "GET /partners: extra:newField=1",
        "GET /partners/{id}: missing:name",
        "GET /orders: type:name",
        "GET /units: status:299",
        "GET /users: missing:/data/0/type",
    ] {
        builder = builder.deviate(deviation.parse().unwrap());
    }
    let caller = Caller::start(builder).await;
    let partners = caller.get("/partners").await.json();
    let partners = partners["data"].as_array().unwrap();
    assert!(
        partners
            .iter()
            .all(|partner| partner["attributes"]["newField"] == 1)
    );
    let partner = caller.get("/partners/501").await.json();
    assert!(partner["data"]["attributes"].get("name").is_none());
    let order = caller.get("/orders").await.json();
    assert!(order["data"][0]["attributes"]["name"].is_object());
    assert!(caller.get("/orders/701").await.json()["data"]["attributes"]["name"].is_string());
    assert_eq!(caller.get("/units").await.status.as_u16(), 299);
    assert_eq!(
        caller.get("/users").await.json()["data"][0].get("type"),
        None
    );

    let unknown = Mock::builder().deviate("GET /none: status:201".parse().unwrap());
    assert!(
        unknown
            .start()
            .await
            .unwrap_err()
            .to_string()
            .contains("GET /none")
    );
}

fn named(name: &str) -> Value {
    json!({"data": {"type": "partner", "attributes": {"name": name, "type": 1}}})
}

#[tokio::test]
async fn what_was_acknowledged_is_in_the_state_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let caller = Caller::start(Mock::builder().seed(1).state_file(&path)).await;
    let id = caller
        .send("POST", "/partners", &named("Kept Ltd"))
        .await
        .id();
    assert_eq!(caller.delete("/partners/502").await.status, 204);
    // The file is there when the answer is, not only when the mock stops.
    let copy = folder.path().join("copy.json");
    std::fs::copy(&path, &copy).unwrap();
    let token = caller.token.clone();
    caller.mock.stop().await;

    for path in [path, copy] {
        let caller = Caller::start(Mock::builder().seed(2).state_file(&path)).await;
        let kept = caller.get(&format!("/partners/{id}")).await.json();
        assert_eq!(kept["data"]["attributes"]["name"], "Kept Ltd");
        assert_eq!(caller.get("/partners/502").await.status, 404);
        let next = caller
            .send("POST", "/partners", &named("Next Ltd"))
            .await
            .id();
        assert!(next.parse::<i64>().unwrap() > id.parse().unwrap());
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains(&token) && !text.contains("mock-password"));
    }
}

#[tokio::test]
async fn a_state_file_that_cannot_be_read_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    for text in ["no json", "{}", "{\"flowii-mock-state\": 99}"] {
        std::fs::write(&path, text).unwrap();
        let error = Mock::builder().state_file(&path).start().await.unwrap_err();
        assert!(error.to_string().contains("state.json"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    let nowhere = folder.path().join("none").join("state.json");
    let error = Mock::builder()
        .state_file(nowhere)
        .start()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("cannot write"), "{error}");
}

#[tokio::test]
async fn many_writes_at_once_are_all_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let caller = Caller::start(Mock::builder().state_file(&path)).await;
    let names: Vec<_> = (0..64)
        .map(|number| named(&format!("Storm {number}")))
        .collect();
    let writes = names
        .iter()
        .map(|body| caller.send("POST", "/partners", body));
    let replies = futures::future::join_all(writes).await;
    let ids: std::collections::BTreeSet<_> = replies.iter().map(support::Reply::id).collect();
    assert_eq!(ids.len(), 64);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!((0..64).all(|number| text.contains(&format!("\"Storm {number}\""))));
}
