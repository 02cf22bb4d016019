//! Against the mock, which is made from the same specification: nothing deviates but what is planted.

use std::process::{Command, Output};

use flowii_auth::Client;
use flowii_mock::{Deviation, Mock};
use flowii_verify::run::{OperationResult, RunOptions, Verdict, run};
use flowii_verify::specification::Specification;
use flowii_verify::wire::Server;

async fn mock(deviations: &[&str]) -> Mock {
    let mut builder = Mock::builder().seed(7);
    for deviation in deviations {
        builder = builder.deviate(deviation.parse::<Deviation>().unwrap());
    }
    builder.start().await.unwrap()
}

fn variable(mock: &Mock, name: &str) -> String {
    let environment = mock.environment();
    let mut variables = environment.into_iter();
    variables.find(|(known, _)| *known == name).unwrap().1
}

async fn verify(mock: &Mock) -> Vec<OperationResult> {
    let client = Client::builder()
        .api_key(variable(mock, "FLOWII_API_KEY"))
        .username(variable(mock, "FLOWII_USERNAME"))
        .password(variable(mock, "FLOWII_PASSWORD"))
        .api_url(mock.base_url())
        .build()
        .unwrap();
    let specification = include_str!("../../spec/openapi.json");
    let specification = Specification::read(&serde_json::from_str(specification).unwrap()).unwrap();
    let mut options = RunOptions::default();
    options.samples = 2;
    run(&specification, &Server::new(client), &options, |_| {})
        .await
        .unwrap()
}

/// What deviates, a line each.
fn deviations(results: &[OperationResult]) -> Vec<String> {
    let lines = results.iter().flat_map(|result| {
        let deviations = result.deviations.keys();
        deviations.map(move |deviation| format!("{}: {deviation}", result.operation))
    });
    lines.collect()
}

#[tokio::test]
async fn the_mock_answers_as_documented() {
    let mock = mock(&[]).await;
    let results = verify(&mock).await;
    assert_eq!(deviations(&results), Vec::<String>::new());
    let failed: Vec<_> = results
        .iter()
        .filter(|result| result.verdict == Verdict::Failed)
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let reached = results
        .iter()
        .filter(|result| result.verdict == Verdict::AsDocumented)
        .count();
    assert!(
        10 * reached >= 9 * results.len(),
        "{reached} of {}",
        results.len()
    );

    let requests = mock.requests();
    let written: Vec<_> = requests
        .iter()
        .filter(|request| request.method != "GET")
        .map(|request| format!("{} {}", request.method, request.path))
        .collect();
    assert_eq!(written, ["POST /token"]);
    mock.stop().await;
}

#[tokio::test]
async fn what_is_planted_is_found_and_nothing_else() {
    let mock = mock(&[
        "GET /partners: extra:loyalty=1",
        "GET /partners/{id}: type:name=7",
        "GET /companies: missing:/data/0/type",
        "GET /units: status:299",
    ])
    .await;
    let results = verify(&mock).await;
    let found = deviations(&results);
    assert_eq!(
        found,
        [
            "GET /companies: missing field data[].type",
            "GET /partners: extra field data[].attributes.loyalty (integer)",
            "GET /partners/{id}: data.attributes.name is integer instead of null or string",
            "GET /units: status 299 is not documented",
        ]
    );
    mock.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_says_by_its_exit_code_how_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.md");
    let mock = mock(&["GET /partners: extra:loyalty=1"]).await;
    let command = |password: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_flowii-verify"));
        command
            .envs(mock.environment())
            .env("FLOWII_PASSWORD", password)
            .args(["--samples", "1", "--pace", "100000", "--spec"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/openapi.json"))
            .arg("--report")
            .arg(&report);
        command
    };
    let run = |mut command: Command| -> Output {
        tokio::task::block_in_place(|| command.output().unwrap())
    };

    let output = run(command(&variable(&mock, "FLOWII_PASSWORD")));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("extra field data[].attributes.loyalty (integer)"),
        "{text}"
    );
    assert!(
        output.stderr.is_empty(),
        "no bar where there is no terminal"
    );
    let report = std::fs::read_to_string(&report).unwrap();
    assert!(
        report.contains("extra field data[].attributes.loyalty (integer)"),
        "{report}"
    );
    let host = mock.base_url().trim_start_matches("http://");
    for value in [host, "127.0.0.1", &variable(&mock, "FLOWII_API_KEY")] {
        assert!(!report.contains(value), "{report}");
    }

    let output = run(command("wrong"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("login failed"), "{text}");
    assert!(!text.contains("wrong\""), "{text}");
    mock.stop().await;
}
