//! Pages, filters, what lists show.

mod support;

use std::time::{Duration, UNIX_EPOCH};

use flowii_mock::{Clock, Mock};
use serde_json::{Value, json};
use support::Caller;

async fn caller() -> Caller {
    // A day after the samples.
    let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(1_773_648_000 + 86_400));
    Caller::start(Mock::builder().seed(1).clock(clock)).await
}

async fn new_order(caller: &Caller, attributes: Value, partner: &str) -> String {
    let body = json!({"data": {
        "type": "order",
        "attributes": attributes,
        "relationships": {
            "state": {"data": {"type": "order-state", "id": "751"}},
            "partner": {"data": {"type": "partner", "id": partner}},
        },
    }});
    let reply = caller.send("POST", "/orders", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.json());
    reply.id()
}

#[tokio::test]
async fn pages_follow_each_other_from_0_on() {
    let caller = caller().await;
    let mut created = Vec::new();
    for number in 0..7 {
        let name = format!("Paged {number}");
        created.push(new_order(&caller, json!({"name": name}), "501").await);
    }
    let mut seen = Vec::new();
    let mut target = "/orders?filter[search-text]=paged&page[size]=3".to_owned();
    let mut pages = 0;
    loop {
        let page = caller.get(&target).await;
        seen.extend(page.ids());
        pages += 1;
        let links = page.json()["links"].clone();
        assert!(links["first"].as_str().unwrap().ends_with("page[number]=0"));
        let Some(next) = links["next"].as_str() else {
            assert!(links["prev"].as_str().unwrap().ends_with("page[number]=1"));
            break;
        };
        let base = caller.mock.base_url();
        target = next
            .strip_prefix(base)
            .unwrap()
            .replace("companyid=101&", "");
    }
    assert_eq!(seen, created);
    assert_eq!(pages, 3);
    let beyond = caller.get("/orders?page[number]=99").await;
    assert_eq!(beyond.json()["data"], json!([]));
}

#[tokio::test]
async fn a_list_shows_what_the_sample_shows_and_a_detail_more() {
    let caller = caller().await;
    let attributes =
        json!({"name": "Shelf", "description": "Oak", "anticipated-income-amount": 12});
    let id = new_order(&caller, attributes, "501").await;
    let list = caller.get("/orders?filter[search-text]=Shelf").await.json();
    let listed: Vec<_> = list["data"][0]["attributes"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(listed, ["name", "anticipated-income-amount"]);
    let included = list["included"].as_array().unwrap().iter();
    let included: Vec<_> = included.map(|resource| &resource["type"]).collect();
    assert_eq!(included, ["order-state", "partner"]);

    let detail = caller.get(&format!("/orders/{id}")).await.json();
    let attributes = &detail["data"]["attributes"];
    assert_eq!(attributes["description"], "Oak");
    assert_eq!(attributes["deadline"], Value::Null);
    assert_eq!(attributes["created"], "2026-03-17T08:00:00");
}

#[tokio::test]
async fn filters_let_through_what_they_name() {
    let caller = caller().await;
    let attributes = json!({
        "name": "Gate", "deadline": "2026-04-01T00:00:00", "anticipated-income-amount": 250,
    });
    let gate = new_order(&caller, attributes, "502").await;
    let edge = 1_775_001_600; // 2026-04-01T00:00:00
    let day = 86_400;
    let finds = [
        "filter[partner-id]=502".to_owned(),
        format!("filter[deadline-from]={edge}"),
        format!("filter[deadline-to]={edge}&filter[search-text]=gate"),
        "filter[state-id]=751&filter[partner-id]=502".to_owned(),
        "filter[anticipated-income-from]=250&filter[anticipated-income-to]=250".to_owned(),
        format!("filter[created-from]={}", 1_773_648_000 + day),
    ];
    for filter in finds {
        let ids = caller.get(&format!("/orders?{filter}")).await.ids();
        assert!(ids.contains(&gate), "{filter}: {ids:?}");
        assert!(!ids.contains(&"701".to_owned()), "{filter}: {ids:?}");
    }
    let misses = [
        format!("filter[deadline-to]={}", edge - 1),
        format!("filter[deadline-from]={}", edge + 1),
        "filter[partner-id]=501".to_owned(),
        "filter[state-id]=999".to_owned(),
        "filter[anticipated-income-from]=250.01".to_owned(),
        "filter[search-text]=gateway".to_owned(),
    ];
    for filter in misses {
        let ids = caller.get(&format!("/orders?{filter}")).await.ids();
        assert!(!ids.contains(&gate), "{filter}: {ids:?}");
    }
}

#[tokio::test]
async fn filters_reach_over_relationships() {
    let caller = caller().await;
    let filters = [
        ("/partners", "filter[type-id]=1401", "501", "502"),
        (
            "/partners",
            "filter[billing-address-country-id]=1501",
            "501",
            "502",
        ),
        ("/partners", "filter[tag-ids]=9999,1301", "501", "502"),
        ("/partners", "filter[order-state]=1", "501", "502"),
        ("/orders", "filter[partner-country-id]=1501", "701", ""),
    ];
    for (path, filter, found, missed) in filters {
        let ids = caller.get(&format!("{path}?{filter}")).await.ids();
        assert!(ids.contains(&found.to_owned()), "{path} {filter}: {ids:?}");
        assert!(
            !ids.contains(&missed.to_owned()),
            "{path} {filter}: {ids:?}"
        );
    }
}

#[tokio::test]
async fn a_filter_that_cannot_be_read_is_refused() {
    let caller = caller().await;
    for parameter in ["filter[created-from]", "page[number]", "filter[partner-id]"] {
        let reply = caller.get(&format!("/orders?{parameter}=yesterday")).await;
        assert_eq!(reply.status, 400, "{parameter}");
        assert_eq!(reply.json()["errors"][0]["source"]["parameter"], parameter);
    }
    let reply = caller.get("/partners?filter[order-state]=77").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn subtypes_are_listed_below_their_types() {
    let caller = caller().await;
    assert_eq!(caller.get("/ordertypes").await.ids(), ["761"]);
    assert_eq!(
        caller.get("/ordertypes/761/ordertypes").await.ids(),
        ["762"]
    );
    assert_eq!(caller.get("/ordertypes/999/ordertypes").await.status, 404);
}
