//! The example of an order, over real HTTP: what it sends, and what it makes of the answers.

use flowii_auth::Client;
use httpmock::prelude::*;
use serde_json::json;

#[path = "../flowii-auth/examples/partner_and_order.rs"]
#[allow(dead_code)]
mod example;

#[tokio::test]
async fn a_partner_gets_an_order_and_its_unpaid_documents_are_listed() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.method(POST).path("/token");
            then.status(200).json_body(
                json!({"access_token": "token", "token_type": "bearer", "expires_in": 599}),
            );
        })
        .await;
    let partner = server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/partners")
                .query_param("companyId", "101")
                .json_body(json!({"data": {
                    "type": "partner",
                    "attributes": {"name": "Oak Lane Joinery Ltd", "type": 1},
                    "relationships": {
                        "billing-address": {"data": {
                            "type": "address",
                            "attributes": {"street": "Oak Lane 7", "city": "Sampletown"},
                            "relationships": {"country": {"data": {"type": "country", "id": "1501"}}},
                        }},
                        "key-contact": {"data": {
                            "type": "contact",
                            "attributes": {"first-name": "Clara", "last-name": "Field", "email": "clara.field@example.com"},
                        }},
                    },
                }}));
            then.status(200)
                .json_body(json!({"data": {"type": "partner", "id": "501", "attributes": {}}}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.method(GET).path("/orderstates");
            then.status(200).json_body(json!({"data": [
                {"type": "order-state", "id": "8", "attributes": {"name": "Cancelled", "type": 4, "order": 2}},
                {"type": "order-state", "id": "7", "attributes": {"name": "New", "type": 1, "order": 1}},
            ]}));
        })
        .await;
    let order = server
        .mock_async(|when, then| {
            when.method(POST).path("/orders").json_body(json!({"data": {
                "type": "order",
                "attributes": {"name": "Shelves for the archive", "deadline": "2026-12-18T00:00:00"},
                "relationships": {
                    "state": {"data": {"type": "order-state", "id": "7"}},
                    "partner": {"data": {"type": "partner", "id": "501"}},
                },
            }}));
            then.status(200)
                .json_body(json!({"data": {"type": "order", "id": "701", "attributes": {}}}));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/partners/501/documents")
                .query_param("page[number]", "0");
            then.status(200).json_body(json!({
                "data": [
                    {"type": "document", "id": "1", "attributes": {"serial-nr": "26001", "type": 4, "unpaid": 0}},
                    {"type": "document", "id": "2", "attributes": {"serial-nr": "26002", "type": 77, "unpaid": 120.5}},
                ],
                "links": {"next": "https://api.example.com/partners/501/documents?page[number]=1"},
            }));
        })
        .await;
    // Past the end comes nothing.
    server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/partners/501/documents")
                .query_param("page[number]", "1");
            then.status(200).json_body(json!({"data": null}));
        })
        .await;

    let client = Client::builder()
        .api_key("key")
        .username("ann@example.com")
        .password("password")
        .api_url(server.base_url())
        .company_id(101)
        .build()
        .unwrap();
    let mut output = Vec::new();
    example::run(&client, &mut output).await.unwrap();
    assert_eq!(
        String::from_utf8(output).unwrap(),
        "order 701\n26002: 120.5\n"
    );
    partner.assert_async().await;
    order.assert_async().await;
}
