//! What goes over the wire, and what becomes of answers, without anybody logging in.

use flowii_api::{Client, Direct, Error, TransportHandle};
use httpmock::prelude::*;
use serde_json::json;

const JSON_API: &str = "application/vnd.api+json";

fn client(server: &MockServer) -> Client {
    Client::new_with_client(
        &server.base_url(),
        reqwest::Client::new(),
        TransportHandle::new(Direct),
    )
}

#[tokio::test]
async fn json_api_is_asked_for_and_the_generator_leaves_no_header_behind() {
    let server = MockServer::start_async().await;
    let companies = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/companies")
                .header("accept", JSON_API)
                .header_missing("api-version")
                .header_missing("content-type");
            then.status(200)
                .header("content-type", JSON_API)
                .json_body(json!({"data": []}));
        })
        .await;
    let answer = client(&server).get_company_access_list().send().await;
    assert_eq!(answer.unwrap().status(), 200);
    companies.assert_async().await;
}

#[tokio::test]
async fn an_error_page_keeps_its_status_and_its_text() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(502)
                .header("content-type", "text/html")
                .body("<h1>Bad Gateway</h1>");
        })
        .await;
    let error = client(&server)
        .get_company_access_list()
        .send()
        .await
        .unwrap_err();
    assert!(error.is_retryable());
    let Error::UnexpectedResponse(response) = error else {
        panic!("{error}");
    };
    assert_eq!(response.status(), 502);
    assert_eq!(response.text().await.unwrap(), "<h1>Bad Gateway</h1>");
}

#[tokio::test]
async fn a_success_without_a_body_is_read_as_null() {
    for status in [200, 204] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.path("/companies");
                then.status(status);
            })
            .await;
        let error = client(&server)
            .get_company_access_list()
            .send()
            .await
            .unwrap_err();
        let Error::InvalidResponsePayload(body, _) = error else {
            panic!("{error}");
        };
        assert_eq!(&body[..], b"null");
    }
}
