//! Crates made from blueprints: what is in them, and what happens to what is there already.
//!
//! That they compile is what `cargo xtask corpus` is for.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use apib::generate::{Interface, PackageOptions, Settings, Tags, client, package};
use apib::{Source, codegen};

const NOTES: &str = "\
FORMAT: 1A
HOST: https://api.example.com/v1/

# Notes

Notes of [everybody].

## Group Notes

## Notes [/notes{?page}]

### List notes [GET]

+ Parameters
    + page (number, optional)

+ Response 200 (application/vnd.api+json)

        [{\"id\": 1, \"text\": \"Hi\"}]

### Create note [POST]

+ Request (application/vnd.api+json)

        {\"text\": \"Hi\"}

+ Response 204

## Note [/notes/{id}]

### Read note [GET]

+ Parameters
    + id (string)

+ Response 200 (application/json)

        {\"id\": 1, \"text\": \"Hi\"}
";

fn files(settings: Settings) -> Vec<(String, String)> {
    let conversion = apib::convert(&Source::new("notes.apib", NOTES));
    let lowered = codegen::lower(&conversion.document);
    let options = PackageOptions::new("notes-client", "notes.apib").unwrap();
    let options = options
        .with_folder("client")
        .with_settings(settings)
        .unwrap();
    let package = package(&conversion.document.value, &lowered, &options).unwrap();
    let files = package.files.into_iter();
    files
        .map(|file| (file.path.to_owned(), file.text))
        .collect()
}

fn text<'f>(files: &'f [(String, String)], path: &str) -> &'f str {
    &files.iter().find(|(known, _)| known == path).unwrap().1
}

#[test]
fn a_crate_has_all_that_a_reader_needs() {
    let files = files(Settings::default());
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    insta::assert_snapshot!("paths", paths.join("\n"));
    for path in [
        "Cargo.toml",
        "README.md",
        "src/lib.rs",
        "src/hooks.rs",
        "src/wire.rs",
    ] {
        insta::assert_snapshot!(path.replace(['/', '.'], "_"), text(&files, path));
    }
    insta::assert_snapshot!("first_call", text(&files, "examples/first_call.rs"));
}

#[test]
fn the_same_document_gives_the_same_files() {
    assert_eq!(files(Settings::default()), files(Settings::default()));
}

#[test]
fn the_first_call_fits_the_style() {
    let mut settings = Settings::default();
    settings.interface = Interface::Positional;
    settings.inner_type = Some("crate::Session".to_owned());
    let positional = files(settings);
    let example = text(&positional, "examples/first_call.rs");
    assert!(example.contains(".list_notes(None)"), "{example}");
    assert!(
        example.contains("notes_client::Session::default())"),
        "{example}"
    );
    assert!(text(&positional, "src/hooks.rs").contains("pub struct Session {}"));
    assert!(
        text(&positional, "README.md")
            .contains("--interface positional --inner-type crate::Session")
    );

    let mut settings = Settings::default();
    settings.tags = Tags::Separate;
    let separate = files(settings);
    let example = text(&separate, "examples/first_call.rs");
    assert!(
        example.contains("use notes_client::{Client, ClientNotesExt};"),
        "{example}"
    );
    assert!(example.contains(".list_notes().send()"), "{example}");
}

#[test]
fn every_style_has_every_operation_with_the_same_types() {
    let conversion = apib::convert(&Source::new("notes.apib", NOTES));
    let lowered = codegen::lower(&conversion.document);
    let operations = |interface, tags| {
        let mut settings = Settings::default();
        settings.interface = interface;
        settings.tags = tags;
        let operations = client(&lowered, &settings).unwrap().operations.into_iter();
        operations
            .map(|(name, typed)| (name, typed.answer, typed.body))
            .collect::<Vec<_>>()
    };
    let merged = operations(Interface::Builder, Tags::Merged);
    assert_eq!(merged.len(), 3);
    assert_eq!(merged, operations(Interface::Builder, Tags::Separate));
    assert_eq!(merged, operations(Interface::Positional, Tags::Merged));
}

/// What operations have in common is written once, whatever the style; that the generator writes it
/// in a form that is not known any more would go unnoticed otherwise.
#[test]
fn every_style_shares_what_operations_have_in_common() {
    for (interface, tags) in [
        (Interface::Builder, Tags::Merged),
        (Interface::Builder, Tags::Separate),
        (Interface::Positional, Tags::Merged),
    ] {
        let mut settings = Settings::default();
        settings.interface = interface;
        settings.tags = tags;
        let files = files(settings);
        let code = text(&files, "src/client.rs");
        assert_eq!(code.matches("OperationInfo {").count(), 1, "{code}");
        assert_eq!(code.matches("exchange::typed(").count(), 2, "{code}");
        assert_eq!(code.matches("exchange::empty(").count(), 1, "{code}");
        assert!(!code.contains("header_map"), "{code}");
        assert!(!code.contains(".map_err(|_| \""), "{code}");
    }
}

/// The manifest names the versions that this workspace is built and tested with.
#[test]
fn versions_are_those_of_the_workspace() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let workspace: toml::Table = fs::read_to_string(workspace).unwrap().parse().unwrap();
    let known = &workspace["workspace"]["dependencies"];
    let requirement = |dependency: &toml::Value| match dependency {
        toml::Value::String(version) => version.clone(),
        table => table["version"].as_str().unwrap().to_owned(),
    };
    let files = files(Settings::default());
    let manifest: toml::Table = text(&files, "Cargo.toml").parse().unwrap();
    for table in ["dependencies", "dev-dependencies"] {
        for (name, dependency) in manifest[table].as_table().unwrap() {
            assert_eq!(requirement(dependency), requirement(&known[name]), "{name}");
        }
    }
    assert_eq!(
        manifest["package"]["rust-version"],
        workspace["workspace"]["package"]["rust-version"]
    );
}

fn generate(folder: &Path, blueprint: &str, more: &[&str]) -> Output {
    fs::write(folder.join("notes.apib"), blueprint).unwrap();
    Command::new(env!("CARGO_BIN_EXE_apib"))
        .current_dir(folder)
        .args([
            "generate",
            "notes.apib",
            "--crate-name",
            "notes-client",
            "--out",
            "client",
        ])
        .args(more)
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_crate_is_written_and_renewed_around_what_is_written_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let output = generate(folder.path(), NOTES, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).ends_with("client: 9 files written, 0 as before\n"));

    let client = folder.path().join("client");
    fs::write(client.join("src/hooks.rs"), "// mine").unwrap();
    fs::write(client.join("README.md"), "# Mine").unwrap();
    fs::write(client.join("src/extra.rs"), "// mine").unwrap();
    let output = generate(folder.path(), &NOTES.replace("/notes", "/memos"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report = stderr(&output);
    assert!(
        report.contains("README.md is not marked as generated and stays as it is"),
        "{report}"
    );
    assert!(!report.contains("hooks.rs"), "{report}");
    for (path, mine) in [
        ("src/hooks.rs", "// mine"),
        ("README.md", "# Mine"),
        ("src/extra.rs", "// mine"),
    ] {
        assert_eq!(fs::read_to_string(client.join(path)).unwrap(), mine);
    }
    let code = fs::read_to_string(client.join("src/client.rs")).unwrap();
    assert!(code.contains("/memos"));
}

#[test]
fn a_folder_of_somebody_else_is_not_touched_without_force() {
    let folder = tempfile::tempdir().unwrap();
    let client = folder.path().join("client");
    fs::create_dir(&client).unwrap();
    fs::write(client.join("Cargo.toml"), "[package]").unwrap();
    let output = generate(folder.path(), NOTES, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("say `--force`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_dir(&client).unwrap().count(), 1);

    let output = generate(folder.path(), NOTES, &["--force"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"notes-client\""));
}

#[test]
fn what_cannot_be_generated_is_told_with_its_status() {
    let folder = tempfile::tempdir().unwrap();
    let output = generate(folder.path(), "# Nothing\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("notes.apib: nothing is generated"));
    assert!(!folder.path().join("client").exists());

    let output = generate(
        folder.path(),
        NOTES,
        &["--interface", "positional", "--tags", "separate"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("builder style"),
        "{}",
        stderr(&output)
    );

    let output = generate(folder.path(), NOTES, &["--inner-type", "no type"]);
    assert_eq!(output.status.code(), Some(2));
}
