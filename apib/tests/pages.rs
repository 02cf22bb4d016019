//! What the pages tell a reader to type works, and what they show is what the command prints.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const README: &str = include_str!("../README.md");
const MIGRATION: &str = include_str!("../docs/from-apiary-to-openapi.md");
const WORKSPACE: &str = include_str!("../../README.md");

/// How a command begins, installed or not.
const BEGINNINGS: [&str; 2] = ["$ apib ", "$ cargo run --package apib -- "];

/// The blueprint whose finding the README shows, at its line.
const NOTES: &str = "\
FORMAT: 1A

# Notes

## GET /notes

+ Parameters
    + page: 1 (number)

+ Response 200 (application/json)

        [{\"text\": \"Hello\"}]
";

/// The blueprint whose finding the migration page shows, at its line.
fn apiary() -> String {
    let overview = "It keeps an account of dogs.\n".repeat(34);
    format!(
        "# Dogs\n{overview}## GET /dog\n\n+ Response 200 (application/json)\n    + Attributes\n        \
         + name: Rex\n        + owner (Owner)\n"
    )
}

/// The folder of somebody who has just come to the pages.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path();
    let specification = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/flowii.apib");
    fs::create_dir(path.join("spec")).expect("it can be written");
    fs::copy(specification, path.join("spec/flowii.apib")).expect("it can be copied");
    fs::write(path.join("notes.apib"), NOTES).expect("it can be written");
    fs::write(path.join("apiary.apib"), apiary()).expect("it can be written");
    folder
}

/// The arguments of each call of the command in the console blocks of a page, comments left out.
fn calls(page: &str) -> Vec<Vec<&str>> {
    let blocks = page.split("```console\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("```").next().unwrap_or_default().lines());
    lines
        .filter_map(|line| BEGINNINGS.iter().find_map(|start| line.strip_prefix(start)))
        .map(|call| call.split(" #").next().unwrap_or_default())
        .map(|call| call.split_whitespace().collect())
        .collect()
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_apib"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the command starts")
}

fn all_calls_succeed(page: &str, at_least: usize) {
    let folder = folder();
    let calls = calls(page);
    assert!(calls.len() >= at_least, "only {} calls", calls.len());
    for call in calls {
        let output = run(&folder, &call);
        let report = String::from_utf8_lossy(&output.stderr);
        // A blueprint with an error is what the page is about; `lint` then says so.
        let has_findings = call[0] == "lint" && report.contains("error[");
        let expected = i32::from(has_findings);
        assert_eq!(output.status.code(), Some(expected), "{call:?}: {report}");
        let written = call
            .iter()
            .position(|word| ["-o", "--output", "--out"].contains(word));
        if let Some(option) = written {
            let path = folder.path().join(call[option + 1]);
            assert!(path.exists(), "{call:?} wrote nothing");
        } else if ["convert", "outline", "explain", "fmt"].contains(&call[0]) {
            let is_silent = output.stdout.is_empty() && !call.contains(&"--in-place");
            assert!(!is_silent, "{call:?} printed nothing");
        }
    }
}

#[test]
fn the_commands_of_the_readme_run() {
    all_calls_succeed(README, 7);
}

#[test]
fn the_commands_of_the_migration_page_run() {
    all_calls_succeed(MIGRATION, 5);
}

#[test]
fn the_commands_of_the_workspace_run() {
    all_calls_succeed(WORKSPACE, 4);
}

#[test]
fn findings_look_as_the_pages_show_them() {
    let folder = folder();
    for (page, blueprint) in [(README, "notes.apib"), (MIGRATION, "apiary.apib")] {
        let (_, rest) = page.split_once("```text\n").expect("a finding is shown");
        let (shown, _) = rest.split_once("```").expect("the block ends");
        let output = run(&folder, &["lint", blueprint]);
        let report = String::from_utf8(output.stderr).expect("it prints text")
            + &String::from_utf8(output.stdout).expect("it prints text");
        assert!(report.contains(shown.trim_end()), "{shown}\nin\n{report}");
    }
}
