//! Runs against a server on the machine itself, with what it answers planted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use flowii_auth::Client;
use flowii_verify::report::{self, Report};
use flowii_verify::run::{OperationResult, RunError, RunOptions, Verdict, run};
use flowii_verify::specification::Specification;
use flowii_verify::wire::Server;
use httpmock::{HttpMockResponse, MockServer};
use serde_json::{Value, json};

const JSON_API: &str = "application/vnd.api+json";

/// Each value that a server may keep to itself has this in it.
const SECRET: &str = "s3cret";

/// Answers by path, each with its status; what is not there is 404.
type Answers = BTreeMap<&'static str, (u16, Value)>;

/// What was sent: method, path and query.
type Seen = Arc<Mutex<Vec<String>>>;

async fn serve(server: &MockServer, answers: Answers) -> Seen {
    let seen = Seen::default();
    let record = Arc::clone(&seen);
    server
        .mock_async(move |when, then| {
            when.is_true(|_| true);
            then.respond_with(move |request| {
                let uri = request.uri();
                let line = format!("{} {}", request.method_str(), uri.path_and_query().unwrap());
                record.lock().unwrap().push(line);
                if uri.path() == "/token" {
                    return answer(200, &token());
                }
                match answers.get(uri.path()) {
                    Some((status, body)) => answer(*status, body),
                    None => answer(404, &json!({"errors": [{"title": "not found"}]})),
                }
            });
        })
        .await;
    seen
}

fn answer(status: u16, body: &Value) -> HttpMockResponse {
    HttpMockResponse::builder()
        .status(status)
        .header("content-type", JSON_API)
        .body(body.to_string())
        .build()
}

fn token() -> Value {
    json!({
        "access_token": format!("{SECRET}-token"),
        "token_type": "bearer",
        "expires_in": 599,
        "refresh_token": format!("{SECRET}-refresh"),
        "userName": format!("{SECRET}-user"),
        ".issued": "Mon, 05 Jan 2026 08:00:00 GMT",
        ".expires": "Mon, 05 Jan 2026 08:10:00 GMT",
    })
}

fn specification() -> Specification {
    let text = include_str!("../../spec/openapi.json");
    Specification::read(&serde_json::from_str(text).unwrap()).unwrap()
}

fn client(server: &MockServer) -> Client {
    Client::builder()
        .api_key(format!("{SECRET}-key"))
        .username(format!("{SECRET}-user"))
        .password(format!("{SECRET}-password"))
        .api_url(server.base_url())
        .attempts(1)
        .build()
        .unwrap()
}

async fn verify(server: &MockServer) -> Result<Vec<OperationResult>, RunError> {
    let wire = Server::new(client(server));
    run(&specification(), &wire, &RunOptions::default(), |_| {}).await
}

fn of<'a>(results: &'a [OperationResult], operation: &str) -> &'a OperationResult {
    let mut results = results.iter();
    results
        .find(|result| result.operation == operation)
        .unwrap()
}

fn deviations(result: &OperationResult) -> Vec<String> {
    result.deviations.keys().map(ToString::to_string).collect()
}

fn planted() -> Answers {
    let tag = json!({"type": "tag", "id": "s3cret-tag", "attributes": {"name": "s3cret", "colour": "s3cret"}});
    BTreeMap::from([
        (
            "/companies",
            (
                200,
                json!({"data": [{"type": "company", "id": "8801", "attributes": {"name": "s3cret"}}]}),
            ),
        ),
        (
            "/partners",
            (
                200,
                json!({
                    "data": [
                        {"type": "partner", "id": "7701", "attributes": {"name": 5, "s3cret name": "x"}},
                        {"type": "partner", "id": "7702", "attributes": {"name": "s3cret"}},
                    ],
                    "included": [tag],
                }),
            ),
        ),
        (
            "/partners/7701",
            (
                200,
                json!({"data": {"type": "partner", "id": "7701", "attributes": {"name": "s3cret", "type": 9}}}),
            ),
        ),
        (
            "/partners/7702",
            (200, json!({"data": {"type": "partner", "attributes": {}}})),
        ),
        ("/partners/7701/contacts", (200, json!({"data": []}))),
        ("/partners/7702/contacts", (200, json!({"data": []}))),
        ("/tags/s3cret-tag", (302, json!({"data": "s3cret"}))),
        ("/units", (403, json!({"errors": [{"title": "s3cret"}]}))),
    ])
}

#[tokio::test]
async fn what_is_planted_is_found_and_nothing_else() {
    let server = MockServer::start_async().await;
    let seen = serve(&server, planted()).await;
    let results = verify(&server).await.unwrap();

    let deviating: Vec<_> = results
        .iter()
        .filter(|result| result.verdict == Verdict::Deviates)
        .map(|result| (result.operation.as_str(), deviations(result)))
        .collect();
    assert_eq!(
        deviating,
        [
            (
                "GET /partners",
                vec![
                    "extra field data[].attributes.* (string)".to_owned(),
                    "extra field included[].attributes.colour (string)".to_owned(),
                    "data[].attributes.name is integer instead of null or string".to_owned(),
                ]
            ),
            (
                "GET /partners/{id}",
                vec![
                    "missing field data.id".to_owned(),
                    "data.attributes.type has a integer that its enumeration does not list"
                        .to_owned(),
                ]
            ),
            (
                "GET /tags/{id}",
                vec!["status 302 is not documented".to_owned()]
            ),
        ]
    );
    assert_eq!(
        of(&results, "GET /companies").verdict,
        Verdict::AsDocumented
    );
    assert_eq!(
        of(&results, "GET /partners/{id}/contacts").verdict,
        Verdict::AsDocumented
    );
    assert_eq!(of(&results, "GET /units").verdict, Verdict::Refused);
    let task = of(&results, "GET /tasks/{id}");
    assert_eq!(task.verdict, Verdict::NotReachable);
    assert_eq!(
        task.reason.as_deref(),
        Some("no answer has shown a task for {id}")
    );

    let seen = seen.lock().unwrap();
    assert!(
        seen.iter()
            .any(|line| line == "GET /partners/7702?companyId=8801"),
        "{seen:#?}"
    );
    let others: Vec<_> = seen
        .iter()
        .filter(|line| !line.starts_with("GET "))
        .collect();
    assert_eq!(others, ["POST /token"], "nothing is written");
}

#[tokio::test]
async fn a_report_holds_no_values() {
    let server = MockServer::start_async().await;
    serve(&server, planted()).await;
    let report = Report {
        specification: "FLOWii REST API 1.0.0".to_owned(),
        results: verify(&server).await.unwrap(),
    };
    assert!(!report.is_as_documented());
    let json = format!("{:#}", report::json(&report));
    for text in [
        &json,
        &report::markdown(&report),
        &report::terminal(&report),
    ] {
        assert!(text.contains("data.attributes.type"), "{text}");
        let port = server.port().to_string();
        for value in [
            SECRET,
            "7701",
            "7702",
            "8801",
            "127.0.0.1",
            "localhost",
            &port,
        ] {
            assert!(!text.contains(value), "{value} is in\n{text}");
        }
    }
}

#[tokio::test]
async fn a_company_of_the_users_choice_is_the_one_asked_for() {
    let server = MockServer::start_async().await;
    let seen = serve(&server, planted()).await;
    let mut options = RunOptions::default();
    options.company_id = Some("42".to_owned());
    options.samples = 1;
    let wire = Server::new(client(&server));
    run(&specification(), &wire, &options, |_| {})
        .await
        .unwrap();
    let seen = seen.lock().unwrap();
    assert!(
        seen.contains(&"GET /partners?companyId=42".to_owned()),
        "{seen:#?}"
    );
    assert!(
        !seen
            .iter()
            .any(|line| line.contains("8801") || line.contains("7702?")),
        "{seen:#?}"
    );
}

#[tokio::test]
async fn a_server_that_lets_nobody_in_is_not_asked_again() {
    let server = MockServer::start_async().await;
    let refused = server
        .mock_async(|when, then| {
            when.is_true(|_| true);
            then.status(400)
                .header("content-type", "application/json")
                .json_body(json!({"error": "invalid_grant"}));
        })
        .await;
    let error = verify(&server).await.unwrap_err();
    assert!(matches!(error, RunError::Access(_)), "{error}");
    assert_eq!(refused.calls_async().await, 1);
    assert!(!format!("{error} {error:?}").contains(SECRET));
}
