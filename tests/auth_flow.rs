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

#[tokio::test]
async fn a_wrong_password_is_told_and_not_tried_again() {
    let server = MockServer::start_async().await;
    let body = json!({"error": "invalid_grant", "error_description": PASSWORD}).to_string();
    let login = failing_token_endpoint(&server, 400, "application/json", &body).await;
    let client = client(&server);
    for _ in 0..3 {
        let error = client.companies().await.unwrap_err();
        assert_eq!(login_failure(&error), LoginFailure::CredentialsRefused);
        assert!(error.is_auth() && !error.is_retryable());
        assert_no_secret(&error);
    }
    login.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_wrong_key_is_told() {
    let oauth = json!({"error": "invalid_client"}).to_string();
    for body in [oauth.as_str(), ""] {
        let server = MockServer::start_async().await;
        failing_token_endpoint(&server, 401, "application/json", body).await;
        let error = client(&server).log_in().await.unwrap_err();
        assert_eq!(login_failure(&error), LoginFailure::ApiKeyRefused);
        assert!(error.is_auth());
        assert_no_secret(&error);
    }
}

#[tokio::test]
async fn html_for_a_token_is_told_and_may_pass() {
    let server = MockServer::start_async().await;
    let page = format!("<html>Maintenance for {USERNAME}</html>");
    let login = failing_token_endpoint(&server, 200, "text/html", &page).await;
    let client = client(&server);
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Html);
    assert!(!error.is_auth());
    assert_no_secret(&error);

    login.delete_async().await;
    token_endpoint(&server).await;
    client.log_in().await.unwrap();
}

#[tokio::test]
async fn html_for_a_call_is_told() {
    for (status, kind) in [
        (200, ErrorKind::HtmlAnswer),
        (502, ErrorKind::Status(StatusCode::BAD_GATEWAY)),
    ] {
        let server = MockServer::start_async().await;
        token_endpoint(&server).await;
        server
            .mock_async(|when, then| {
                when.path("/companies");
                then.status(status)
                    .header("content-type", "text/html")
                    .body("<html>s3cret-token-1</html>");
            })
            .await;
        let error = client(&server).companies().await.unwrap_err();
        assert_eq!(error.kind(), &kind);
        assert_eq!(error.is_retryable(), status == 502);
        assert_no_secret(&error);
    }
}

#[tokio::test]
async fn a_token_that_died_early_is_replaced_and_the_call_repeated() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, turned_away) = companies_for_token(&server, "s3cret-token-2").await;
    let client = client(&server);
    assert!(client.companies().await.unwrap().is_empty());
    login.assert_calls_async(2).await;
    turned_away.assert_calls_async(1).await;
    accepted.assert_calls_async(1).await;

    client.companies().await.unwrap();
    login.assert_calls_async(2).await;
    accepted.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_write_is_repeated_with_its_body() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    let turned_away = server
        .mock_async(|when, then| {
            when.path("/partners")
                .header("authorization", "Bearer s3cret-token-1");
            then.status(401);
        })
        .await;
    let created = server
        .mock_async(|when, then| {
            when.path("/partners")
                .header("authorization", "Bearer s3cret-token-2")
                .header("content-type", JSON_API)
                .json_body(new_partner());
            then.status(200)
                .json_body(json!({"data": {"type": "partner", "id": "17", "attributes": {}}}));
        })
        .await;
    create_partner(&client(&server)).await.unwrap();
    turned_away.assert_calls_async(1).await;
    created.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_second_401_is_the_answer() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (_, turned_away) = companies_for_token(&server, "s3cret-token-99").await;
    let error = client(&server).companies().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert!(error.is_auth());
    assert_no_secret(&error);
    login.assert_calls_async(2).await;
    turned_away.assert_calls_async(2).await;
}

#[tokio::test]
async fn a_token_that_died_early_and_cannot_be_replaced_is_told_by_the_login() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (_, turned_away) = companies_for_token(&server, "s3cret-token-99").await;
    let client = client(&server);
    client.log_in().await.unwrap();
    login.delete_async().await;
    failing_token_endpoint(&server, 503, "text/html", "<html>").await;

    let error = client.companies().await.unwrap_err();
    let unavailable = LoginFailure::Status(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(login_failure(&error), unavailable);
    assert!(error.is_retryable() && !error.is_auth());
    turned_away.assert_calls_async(1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_first_calls_log_in_once() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, _) = companies_for_token(&server, "s3cret-token-1").await;
    let client = client(&server);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.companies().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    login.assert_calls_async(1).await;
    accepted.assert_calls_async(50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_calls_with_a_dead_token_renew_it_once() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let (accepted, _) = companies_for_token(&server, "s3cret-token-2").await;
    let client = client(&server);
    client.log_in().await.unwrap();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.companies().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    login.assert_calls_async(2).await;
    accepted.assert_calls_async(50).await;
}

#[tokio::test]
async fn an_address_where_nobody_listens_is_a_lost_connection() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = builder(&format!("http://{address}")).build().unwrap();
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Connection);
    assert!(error.is_retryable() && !error.is_timeout());
    assert!(std::error::Error::source(&error).is_some());
    assert_no_secret(&error);
}

#[tokio::test]
async fn a_server_that_never_answers_is_a_timeout() {
    // The system accepts the connection; nobody ever reads from it.
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let client = builder(&format!("http://{address}"))
        .timeout(Duration::from_millis(20))
        .build()
        .unwrap();
    let error = client.companies().await.unwrap_err();
    assert_eq!(login_failure(&error), LoginFailure::Timeout);
    assert!(error.is_timeout() && error.is_retryable());
    assert_no_secret(&error);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = MockServer::start_async().await;
    let elsewhere = MockServer::start_async().await;
    let followed = elsewhere
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(200).json_body(companies(&[]));
        })
        .await;
    token_endpoint(&server).await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            then.status(307)
                .header("location", elsewhere.url("/companies"));
        })
        .await;
    let error = client(&server).companies().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    followed.assert_calls_async(0).await;
}

#[tokio::test]
async fn a_request_for_a_token_carries_the_key_and_waits_for_no_token() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let form = types::GetTokenBody::builder()
        .grant_type("password".to_owned())
        .username(USERNAME.to_owned())
        .password(flowii_api::Secret::from(PASSWORD));
    let client = client(&server);
    let answer = client.api().get_token().body(form).send().await;
    assert_eq!(
        answer.unwrap().into_inner().access_token.expose(),
        "s3cret-token-1"
    );
    login.assert_calls_async(1).await;
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
async fn a_client_for_a_company_names_it_in_each_call() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let mut lists = Vec::new();
    for company in ["3", "4"] {
        let list = server.mock_async(|when, then| {
            when.path("/orders").query_param("companyId", company);
            then.status(200).json_body(json!({"data": []}));
        });
        lists.push(list.await);
    }

    let client = client(&server);
    let error = client.api().get_order_list().send().await.unwrap_err();
    let error = Error::from(error);
    assert!(matches!(error.kind(), ErrorKind::CompanyNotSet), "{error}");
    login.assert_calls_async(0).await;

    let client = client.company(3);
    assert!(client.api().get_order_list().send().await.is_ok());
    let other = client.api().get_order_list().company_id(4);
    assert!(other.send().await.is_ok());
    for list in lists {
        list.assert_async().await;
    }
    login.assert_calls_async(1).await;
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

#[tokio::test]
async fn a_company_is_chosen_by_its_name_and_has_permissions() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            let named = companies(&[("1", "Example Ltd"), ("2", "Twin Inc"), ("3", "Twin Inc")]);
            then.status(200).json_body(named);
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path("/permissions").query_param("companyId", "1");
            then.status(200).json_body(json!({"data": [
                {"type": "permission", "id": "2", "attributes": {"modul": 2, "visible": true}},
                {"type": "permission", "id": "99", "attributes": {"modul": 99, "visible": false}},
            ]}));
        })
        .await;

    let client = client(&server);
    let error = client.permissions().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::CompanyNotSet);

    let company = client.company_named("Example Ltd").await.unwrap();
    let permissions = company.permissions().await.unwrap();
    assert_eq!(permissions[0].module, types::PermissionModule::Partners);
    assert!(permissions[0].visible && !permissions[1].visible);

    for name in ["Sample Inc", "Twin Inc"] {
        let error = client.company_named(name).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Company(_)));
        for listed in [
            r#""Example Ltd" (1)"#,
            r#""Twin Inc" (2)"#,
            r#""Twin Inc" (3)"#,
        ] {
            assert!(error.to_string().contains(listed), "{error}");
        }
    }
}
