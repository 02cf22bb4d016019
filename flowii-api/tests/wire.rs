//! What goes over the wire, and what becomes of answers, without anybody logging in.

use flowii_api::json_api::ErrorDocument;
use flowii_api::types::OrderStateType;
use flowii_api::{
    Client, Decimal, Direct, Error, MissingCompanyId, TransportHandle, jiff, transport_error,
};
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

/// Ends `GET /companies` with this answer, and gives the error that comes of it.
async fn failure(status: u16, content_type: &str, body: &str) -> Error<ErrorDocument> {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(status)
                .header("content-type", content_type)
                .body(body);
        })
        .await;
    let call = client(&server);
    call.get_company_access_list().send().await.unwrap_err()
}

#[tokio::test]
async fn errors_of_json_api_come_typed() {
    let body = r#"{"errors": [{"status": "429", "title": "API calls quota exceeded!"}]}"#;
    let error = failure(429, JSON_API, body).await;
    assert!(error.is_retryable());
    let Error::ErrorResponse(response) = error else {
        panic!("{error}");
    };
    assert_eq!(response.status(), 429);
    let title = response.errors[0].title.as_deref();
    assert_eq!(title, Some("API calls quota exceeded!"));
}

#[tokio::test]
async fn errors_of_any_other_form_keep_status_and_text() {
    let page = ("text/html", "<h1>Bad Gateway</h1>");
    let dot_net = ("application/json", r#"{"Message":"Denied"}"#);
    for ((content_type, body), message) in [
        (page, "<h1>Bad Gateway</h1>"),
        (dot_net, "Denied"),
        (("text/plain", ""), ""),
    ] {
        let error = failure(502, content_type, body).await;
        let Error::ErrorResponse(response) = error else {
            panic!("{error}");
        };
        assert_eq!(response.status(), 502);
        assert_eq!(response.message(), message);
    }
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

#[tokio::test]
async fn filters_and_pages_go_out_under_their_own_names() {
    let server = MockServer::start_async().await;
    let list = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/partners")
                .query_param("companyId", "7")
                .query_param("filter[created-from]", "1773662400")
                .query_param("filter[busines-case-created-to]", "1773662401")
                .query_param("filter[tag-ids]", "1,2")
                .query_param("filter[order-state]", "3")
                .query_param("page[number]", "0")
                .query_param("page[size]", "100");
            then.status(200).json_body(json!({"data": []}));
        })
        .await;
    let from: jiff::Timestamp = "2026-03-16T12:00:00Z".parse().unwrap();
    let answer = client(&server)
        .get_partner_list()
        .company_id(7)
        .filter_created_from(from)
        .filter_busines_case_created_to(1_773_662_401)
        .filter_tag_ids([1, 2])
        .filter_order_state(OrderStateType::Successful)
        .page_number(0)
        .page_size(100)
        .send()
        .await;
    assert_eq!(answer.unwrap().status(), 200);
    list.assert_async().await;
}

#[tokio::test]
async fn decimals_are_written_in_queries_as_people_write_them() {
    let server = MockServer::start_async().await;
    let list = server
        .mock_async(|when, then| {
            when.path("/cashflow")
                .query_param("filter[amount-from]", "0.10");
            then.status(200).json_body(json!({"data": []}));
        })
        .await;
    let amount: Decimal = "0.10".parse().unwrap();
    let client = client(&server);
    let call = client.get_cash_flow_list().company_id(7);
    assert!(call.filter_amount_from(amount).send().await.is_ok());
    list.assert_async().await;
}

#[tokio::test]
async fn a_call_without_a_company_is_not_sent() {
    let server = MockServer::start_async().await;
    let any = server
        .mock_async(|when, then| {
            when.path("/partners");
            then.status(200);
        })
        .await;
    let error = client(&server).get_partner_list().send().await.unwrap_err();
    assert_eq!(
        transport_error::<_, MissingCompanyId>(&error),
        Some(&MissingCompanyId)
    );
    any.assert_calls_async(0).await;
}
