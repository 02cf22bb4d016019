//! The checked-in clients of `tests/clients` against their documents, and the documents against the
//! rules of the lowering.
//!
//! Beside the two documents there are `blueprints`, each of which was too much for the generator or
//! for the call once, and `rules.jsonl`, with a measured case for each rule. `cargo xtask corpus`
//! compiles and calls all of them (`.ci/run`).
//!
//! Write the clients and the cases anew with `INSTA_UPDATE=always cargo test -p apib --test samples`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use apib::Source;
use apib::codegen::{Lowered, RULES, Rule, lower};
use apib::diagnostic::{Code, Diagnostic};
use apib::generate::{PackageOptions, package};
use apib::openapi::{Document, Origins};
use serde_json::Value;

/// The measured cases, one a line.
const CASES: &str = include_str!("data/generator-cases.jsonl");

/// Findings that only a document without operations gives.
const OF_NO_CLIENT: &[Code] = &[Code::NO_OPERATION, Code::VERSION_UNKNOWN];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/clients")
}

fn document(name: &str) -> Document {
    let text = fs::read_to_string(folder().join(name)).expect("the document is there");
    if Path::new(name).extension().is_some_and(|one| one == "apib") {
        return apib::convert(&Source::new(name, text)).document;
    }
    Document {
        value: serde_json::from_str(&text).expect("the document is JSON"),
        origins: Origins::default(),
    }
}

/// Compares the generated files of a client with those in its folder, or writes them.
fn is_up_to_date(name: &str, module: &str) {
    let document = document(name);
    let options = PackageOptions::new("sample-client", name).expect("the name is legal");
    let package = package(&document.value, &lower(&document), &options).expect("it is generated");
    for path in ["src/client.rs", "src/wire.rs"] {
        let file = package.files.iter().find(|file| file.path == path);
        let text = &file.expect("each crate has it").text;
        let file = folder().join(path.replace("src/", &format!("src/{module}/")));
        if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
            fs::write(&file, text).expect("it can be written");
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        let difference = text
            .lines()
            .zip(found.lines())
            .find(|(new, old)| new != old);
        assert!(
            found == *text,
            "src/{module} is out of date, first at {difference:?}; update it with \
             INSTA_UPDATE=always cargo test -p apib --test samples"
        );
    }
}

#[test]
fn the_client_of_a_blueprint_is_up_to_date() {
    is_up_to_date("samples.apib", "samples");
}

#[test]
fn the_client_of_an_openapi_document_is_up_to_date() {
    is_up_to_date("constructs.json", "constructs");
}

#[test]
fn the_documents_need_every_rule() {
    let lowered = ["samples.apib", "constructs.json"].map(|name| lower(&document(name)));
    let findings = lowered.iter().flat_map(|lowered| &lowered.diagnostics);
    let found: BTreeSet<Code> = findings.map(|finding| finding.code).collect();
    let needed = RULES.iter().flat_map(|rule| rule.codes);
    let missing: Vec<_> = needed
        .filter(|code| !found.contains(code) && !OF_NO_CLIENT.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The line of the first measured case in which a rule does something that can be seen: it reports
/// what it has to report, or, if that is nothing, another document comes out.
fn case_of(rule: &Rule) -> &'static str {
    let needs = |line: &&str| {
        let mut case: Value = serde_json::from_str(line).expect("a line is JSON");
        if !rule.cases.iter().any(|name| case["case"] == *name) {
            return false;
        }
        let document = Document {
            value: case["document"].take(),
            origins: Origins::default(),
        };
        let lowered = lower(&document);
        let reports = |code| lowered.diagnostics.iter().any(|one| one.code == code);
        if rule.codes.is_empty() {
            lowered.document != document.value
        } else {
            rule.codes.iter().any(|code| reports(*code))
        }
    };
    let found = CASES.lines().find(needs);
    found.unwrap_or_else(|| panic!("no case needs the rule: {}", rule.subject))
}

#[test]
fn the_sample_has_a_case_of_every_rule() {
    let mut lines: Vec<&str> = Vec::new();
    for line in RULES.iter().map(case_of) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let wanted = lines.join("\n") + "\n";
    let file = folder().join("rules.jsonl");
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        fs::write(&file, &wanted).expect("it can be written");
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == wanted,
        "rules.jsonl is out of date; update it with \
         INSTA_UPDATE=always cargo test -p apib --test samples"
    );
}

#[test]
fn the_document_itself_never_changes() {
    for name in ["samples.apib", "constructs.json"] {
        let document = document(name);
        let before = document.clone();
        let Lowered { diagnostics, .. } = lower(&document);
        assert!(!diagnostics.is_empty());
        assert_eq!(document, before);
    }
}

#[test]
fn each_loss_names_its_operation_and_its_line() {
    let document = document("samples.apib");
    let text = fs::read_to_string(folder().join("samples.apib")).expect("the document is there");
    let line = |finding: &Diagnostic| text[..finding.span.start].matches('\n').count();
    let heading = |title: &str| {
        let heading = text.lines().position(|line| line.starts_with(title));
        heading.expect("the document has it")
    };
    let findings = lower(&document).diagnostics;
    for (code, subject, from, to) in [
        (
            Code::OPERATION_LEFT_OUT,
            "`OPTIONS /books/{id}`",
            "### Ask",
            "## Cover",
        ),
        (
            Code::PARAMETER_LEFT_OUT,
            "`GET /books`",
            "## Books",
            "### Add book",
        ),
        (
            Code::OPERATION_RENAMED,
            "`PATCH /books/{id}`",
            "### Move",
            "### Result",
        ),
        (
            Code::BODY_UNTYPED,
            "`PUT /books/{id}/cover`",
            "### Write cover",
            "# Group Žiadosti",
        ),
        (
            Code::ENUMERATION_OPENED,
            "schema `Book`",
            "## Book (object)",
            "## Author",
        ),
    ] {
        let finding = findings
            .iter()
            .find(|finding| finding.code == code && finding.message.starts_with(subject));
        let finding = finding.unwrap_or_else(|| panic!("{code} of {subject}: {findings:#?}"));
        let lines = heading(from)..heading(to);
        assert!(
            lines.contains(&line(finding)),
            "{finding:?} is not in {lines:?}"
        );
    }
}
