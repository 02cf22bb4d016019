//! The documents that the page is filled with.

use flowii_mock::Mock;
use serde_json::json;

use crate::support::{Caller, KEY, PASSWORD, send};

#[tokio::test]
async fn requests_are_told_after_a_number() {
    let caller = Caller::start(Mock::builder()).await;
    caller.get("/partners").await;
    caller.get("/tasks").await;
    let all = send(caller.bare("GET", "/_mock/requests")).await.json();
    assert_eq!(all["seen"], 3);
    let paths = |document: &serde_json::Value| -> Vec<String> {
        let requests = document["requests"].as_array().unwrap().iter();
        requests
            .map(|request| request["path"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(paths(&all), ["/tasks", "/partners", "/token"]);
    let news = send(caller.bare("GET", "/_mock/requests?after=2")).await;
    assert_eq!(paths(&news.json()), ["/tasks"]);
    let none = send(caller.bare("GET", "/_mock/requests?after=3")).await;
    assert_eq!(none.json(), json!({"seen": 3, "requests": []}));
    let wrong = send(caller.bare("GET", "/_mock/requests?after=x")).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.json()["error"].is_string());
}

#[tokio::test]
async fn records_are_told_one_by_one() {
    let caller = Caller::start(Mock::builder()).await;
    let partners = caller.get("/partners?page[size]=1000").await;
    let list = send(caller.bare("GET", "/_mock/companies/101/partner")).await;
    let list = list.json();
    let told = list["records"].as_array().unwrap();
    let mut ids: Vec<_> = told.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let mut expected = partners.ids();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);

    let path = format!("/_mock/companies/101/partner/{}", ids[0]);
    let record = send(caller.bare("GET", &path)).await.json();
    assert_eq!(record["type"], "partner");
    assert_eq!(record["id"], ids[0]);
    assert!(record["attributes"]["name"].is_string());
    assert!(!record.to_string().contains(KEY));
    assert!(!record.to_string().contains(PASSWORD));
    assert!(!record.to_string().contains(&caller.token));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let caller = Caller::start(Mock::builder()).await;
    for path in [
        "/_mock/companies/9/partner",
        "/_mock/companies/x/partner",
        "/_mock/companies/101/nothing",
        "/_mock/companies/101/partner/999999",
        "/_mock/companies/101/partner/x",
        "/_mock/companies/101/%F0%9F%92%A9/1",
    ] {
        let reply = send(caller.bare("GET", path)).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.json()["error"].is_string(), "{path}");
    }
}
