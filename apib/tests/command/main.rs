//! The command `apib`, as a shell sees it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

mod findings;
mod fmt;

const GOOD: &str = "# A\n\n## B [/b]\n\n### Read B [GET]\n\n+ Response 200 (application/json)\n\n        {\"a\": 1}\n";
/// A type that nobody defines is an error, but no reason to write nothing.
const BAD: &str = "# A\n\n## B [/b]\n\n### Read B [GET]\n\n+ Response 200 (application/json)\n    + Attributes (Nothing)\n";

fn apib(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_apib"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that ends without reading its input closes the pipe, which is no fault of it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn convert_writes_the_document_and_keeps_quiet() {
    let output = apib(&["convert", "-"], GOOD);
    assert_eq!(output.status.code(), Some(0));
    let document: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["paths"]["/b"]["get"]["operationId"], "read_b");
    assert_eq!(stderr(&output), "");
}

#[test]
fn convert_writes_the_document_of_a_broken_blueprint_too() {
    let output = apib(&["convert", "-"], BAD);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("\"openapi\": \"3.0.3\""));
    let report = stderr(&output);
    assert!(
        report.contains("error[apib::E0302]: no type is called `Nothing`"),
        "{report}"
    );
    assert!(report.contains("<stdin>:8:19"), "{report}");
    assert!(report.contains("= help: "), "{report}");
    assert!(report.ends_with("<stdin>: 1 error\n"), "{report}");
}

#[test]
fn outline_shows_groups_resources_and_actions() {
    let output = apib(&["outline", "-"], GOOD);
    assert_eq!(stdout(&output), "A\n    B [/b]\n      Read B [GET]\n");
}

#[test]
fn wrong_usage_and_missing_files_end_with_two() {
    let output = apib(&["convert", "no/such/file.apib"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: cannot read no/such/file.apib"));
    assert_eq!(apib(&["convert"], "").status.code(), Some(2));
    assert_eq!(apib(&["translate", "-"], "").status.code(), Some(2));
}

#[test]
fn the_document_can_go_to_a_file() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("document.json");
    let output = apib(&["convert", "-", "-o", file.to_str().unwrap()], GOOD);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert!(std::fs::read_to_string(file).unwrap().ends_with("}\n"));
}

#[test]
fn explain_tells_what_the_reference_says() {
    let output = apib(&["explain", "apib::E0101"], "");
    let text = stdout(&output);
    assert!(text.starts_with("## apib::E0101\n"), "{text}");
    assert!(
        text.contains("**What to do.** Write `+ Headers`."),
        "{text}"
    );
    assert_eq!(text.matches("\n## apib::E").count(), 0, "{text}");
    assert!(text.ends_with("```\n"), "{text}");
    assert_eq!(stdout(&apib(&["explain", "101"], "")), text);
    assert_eq!(apib(&["explain", "999"], "").status.code(), Some(2));
}

#[test]
fn version_and_notation_can_be_chosen() {
    let output = apib(
        &["convert", "--openapi", "3.1", "--format", "yaml", "-"],
        GOOD,
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stdout(&output).starts_with("openapi: \"3.1.0\"\ninfo:\n"),
        "{}",
        stdout(&output)
    );
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("document.yaml");
    let output = apib(&["convert", "-", "-o", file.to_str().unwrap()], GOOD);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        std::fs::read_to_string(file)
            .unwrap()
            .starts_with("openapi: \"3.0.3\"\n")
    );
    let output = apib(&["convert", "--openapi", "2.0", "-"], GOOD);
    assert_eq!(output.status.code(), Some(2));
}

/// A file of this name with this text, in the folder for tests.
fn file_with(name: &str, text: &str) -> String {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}
