//! The way of FLOWii's manual, over real HTTP: log in, ask for the companies, call with a company;
//! and what becomes of a program when something on that way goes wrong.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flowii_api::types;
use flowii_auth::{Client, ClientBuilder, Error, ErrorKind, LoginFailure};
use http::StatusCode;
use httpmock::prelude::*;
use httpmock::{HttpMockResponse, Mock};
use serde_json::{Value, json};

mod company;
mod connection;
mod login;
mod renewal;

const JSON_API: &str = "application/vnd.api+json";
const API_KEY: &str = "s3cret-key";
const USERNAME: &str = "ann@s3cret.example.com";
const PASSWORD: &str = "s3cret pass&word";

fn client(server: &MockServer) -> Client {
    builder(&server.base_url()).build().unwrap()
}

fn builder(api_url: &str) -> ClientBuilder {
    Client::builder()
        .api_key(API_KEY)
        .username(USERNAME)
        .password(PASSWORD)
        .api_url(api_url)
        // What is repeated, and when, is tested where time is virtual.
        .attempts(1)
}

/// Answers each login as it should be, with `s3cret-token-1`, `s3cret-token-2`, …
async fn token_endpoint(server: &MockServer) -> Mock<'_> {
    let logins = Arc::new(AtomicUsize::new(0));
    server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/token")
                .header("api-key", API_KEY)
                .header("accept", JSON_API)
                .header("content-type", "application/x-www-form-urlencoded")
                .header_missing("authorization")
                .form_urlencoded_tuple("grant_type", "password")
                .form_urlencoded_tuple("username", USERNAME)
                .form_urlencoded_tuple("password", PASSWORD);
            then.respond_with(move |_| {
                let number = logins.fetch_add(1, Ordering::SeqCst) + 1;
                let token = json!({
                    "access_token": format!("s3cret-token-{number}"),
                    "token_type": "bearer",
                    "expires_in": 599,
                    "refresh_token": format!("s3cret-refresh-{number}"),
                    "userName": USERNAME,
                    ".issued": "Mon, 05 Jan 2026 08:00:00 GMT",
                    ".expires": "Mon, 05 Jan 2026 08:10:00 GMT",
                });
                answer(200, JSON_API, &token.to_string())
            });
        })
        .await
}

/// A login that always ends like this.
async fn failing_token_endpoint<'a>(
    server: &'a MockServer,
    status: u16,
    content_type: &str,
    body: &str,
) -> Mock<'a> {
    server
        .mock_async(|when, then| {
            when.method(POST).path("/token");
            then.status(status)
                .header("content-type", content_type)
                .body(body);
        })
        .await
}

/// A list that is answered empty, and 401 to every token but this one.
async fn companies_for_token<'a>(server: &'a MockServer, token: &str) -> (Mock<'a>, Mock<'a>) {
    let accepted = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/companies")
                .header("authorization", format!("Bearer {token}"));
            then.status(200).json_body(companies(&[]));
        })
        .await;
    let turned_away = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/companies")
                .header_excludes("authorization", format!("Bearer {token}"));
            then.status(401);
        })
        .await;
    (accepted, turned_away)
}

fn answer(status: u16, content_type: &str, body: &str) -> HttpMockResponse {
    HttpMockResponse::builder()
        .status(status)
        .header("content-type", content_type)
        .body(body.to_owned())
        .build()
}

fn companies(named: &[(&str, &str)]) -> Value {
    let companies = named
        .iter()
        .map(|(id, name)| json!({"type": "company", "id": id, "attributes": {"name": name}}));
    json!({"data": companies.collect::<Vec<_>>()})
}

fn login_failure(error: &Error) -> LoginFailure {
    match error.kind() {
        ErrorKind::Login(failure) => *failure,
        other => panic!("{other}"),
    }
}

/// Whatever an error prints, and whatever lies beneath it, holds no secret.
fn assert_no_secret(error: &Error) {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |cause| {
        cause.source()
    });
    for cause in causes {
        let text = format!("{cause} {cause:?} {cause:#?}");
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[tokio::test]
async fn the_way_of_the_manual() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let company_list = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/companies")
                .header("api-key", API_KEY)
                .header("authorization", "Bearer s3cret-token-1")
                .header("accept", JSON_API)
                .header_missing("api-version");
            then.status(200)
                .header("content-type", JSON_API)
                .json_body(companies(&[("1", "Example Ltd"), ("2", "Sample Inc")]));
        })
        .await;
    let partner_list = server
        .mock_async(|when, then| {
            when.method(GET)
                .path("/partners")
                .query_param("companyId", "2")
                .query_param_missing("filter")
                .header("api-key", API_KEY)
                .header("authorization", "Bearer s3cret-token-1")
                .header("accept", JSON_API)
                .header_missing("content-type");
            then.status(200)
                .header("content-type", JSON_API)
                .json_body(json!({"data": []}));
        })
        .await;

    let client = client(&server);
    let companies = client.companies().await.unwrap();
    let names: Vec<_> = companies
        .iter()
        .map(|company| (i64::from(company.id), company.name.as_str()))
        .collect();
    assert_eq!(names, [(1, "Example Ltd"), (2, "Sample Inc")]);

    let partners = client
        .api()
        .get_partner_list()
        .company_id(companies[1].id)
        .send()
        .await
        .unwrap();
    assert_eq!(partners.into_inner().data, []);

    login.assert_calls_async(1).await;
    company_list.assert_async().await;
    partner_list.assert_async().await;
}

#[tokio::test]
async fn a_write_is_sent_as_json_api() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    let creation = server
        .mock_async(|when, then| {
            when.method(POST)
                .path("/partners")
                .query_param("companyId", "2")
                .header("api-key", API_KEY)
                .header("authorization", "Bearer s3cret-token-1")
                .header("content-type", JSON_API)
                .header("accept", JSON_API)
                .json_body(new_partner());
            then.status(200)
                .header("content-type", JSON_API)
                .json_body(json!({"data": {"type": "partner", "id": "17", "attributes": {}}}));
        })
        .await;
    create_partner(&client(&server)).await.unwrap();
    creation.assert_async().await;
}

fn new_partner() -> Value {
    json!({"data": {"type": "partner", "attributes": {"name": "Example Ltd", "type": 1}}})
}

async fn create_partner(client: &Client) -> Result<(), Error> {
    let partner = types::NewPartner::new("Example Ltd", types::PartnerType::Company);
    client
        .api()
        .create_partner()
        .company_id(2)
        .body(partner)
        .send()
        .await?;
    Ok(())
}

#[tokio::test]
async fn what_flowii_says_of_a_refused_call_is_typed_and_not_printed() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    server
        .mock_async(|when, then| {
            when.path("/partners");
            then.status(422).json_body(json!({"errors": [
                {"title": "Invalid", "detail": "s3cret name", "source": {"pointer": "/data/attributes/name"}},
            ]}));
        })
        .await;
    let error = create_partner(&client(&server)).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 422);
    let refused = &error.document().unwrap().errors[0];
    assert_eq!(refused.detail.as_deref(), Some("s3cret name"));
    let source = refused.source.as_ref().unwrap();
    assert_eq!(source.pointer.as_deref(), Some("/data/attributes/name"));
    assert_no_secret(&error);
}
