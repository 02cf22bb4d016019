//! The command `apib`, as a shell sees it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

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
fn strict_and_lint_end_with_one_for_errors() {
    assert_eq!(
        apib(&["convert", "--strict", "-"], BAD).status.code(),
        Some(1)
    );
    assert_eq!(
        apib(&["convert", "--strict", "-"], GOOD).status.code(),
        Some(0)
    );
    let output = apib(&["lint", "-"], BAD);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(apib(&["lint", "-"], GOOD).status.code(), Some(0));
}

#[test]
fn findings_can_be_read_by_tools() {
    let output = apib(&["lint", "--message-format", "json", "-"], BAD);
    let lines: Vec<serde_json::Value> = stderr(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["code"], "apib::E0302");
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(
        (&lines[0]["line"], &lines[0]["column"]),
        (&8.into(), &19.into())
    );
}

#[test]
fn findings_can_be_left_out() {
    let text = format!("{BAD}\n### Write B [POST]\n\n+ Response 999\n");
    let all = stderr(&apib(&["lint", "-"], &text));
    assert!(all.contains("\nwarning[apib::E0405]: "), "{all}");
    let errors = stderr(&apib(&["lint", "-q", "-"], &text));
    assert!(!errors.contains("warning["), "{errors}");
    assert!(
        errors.ends_with("<stdin>: 1 error, 1 warning\n"),
        "{errors}"
    );
    let output = apib(&["lint", "-qq", "-"], &text);
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(1));
}

/// `docs/diagnostic.schema.json` names exactly the fields that are written.
#[test]
fn findings_for_tools_are_as_their_schema_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostic.schema.json");
    let schema = std::fs::read_to_string(path).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let text =
        "# A\n\n## B [/b]\n\n### C [GET]\n\n+ Response 200\n\n### D [GET]\n\n+ Response 200\n";
    let output = apib(&["lint", "--message-format", "json", "-"], text);
    let finding: serde_json::Value = serde_json::from_str(&stderr(&output)).unwrap();
    let lowered = apib(
        &["convert", "--for-codegen", "--message-format", "json", "-"],
        &text.replace("[GET]", "[TRACE]"),
    );
    let lowered = stderr(&lowered);
    let lowered = lowered.lines().find(|line| line.contains("E0501")).unwrap();
    let lowered: serde_json::Value = serde_json::from_str(lowered).unwrap();
    for (value, schema) in [
        (&finding, &schema),
        (&lowered, &schema),
        (
            &finding["related"][0],
            &schema["properties"]["related"]["items"],
        ),
    ] {
        let fields: Vec<_> = value.as_object().unwrap().keys().collect();
        let known = schema["properties"].as_object().unwrap();
        assert!(fields.iter().all(|field| known.contains_key(*field)));
        let required = schema["required"].as_array().unwrap();
        let optional = usize::from(value.get("pointer").is_some());
        assert_eq!(required.len(), fields.len() - optional);
        assert!(
            required
                .iter()
                .all(|field| value.get(field.as_str().unwrap()).is_some())
        );
    }
    assert_eq!(lowered["pointer"], "/paths/~1b/trace");
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
fn findings_name_the_included_file() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("included");
    std::fs::create_dir_all(&folder).unwrap();
    let document = folder.join("api.apib");
    std::fs::write(&document, "# A\n\n<!-- include(b.apib) -->\n").unwrap();
    std::fs::write(
        folder.join("b.apib"),
        "## B [/b]\n\n### Read B [Get]\n\n+ Response 204\n",
    )
    .unwrap();
    let output = apib(&["outline", document.to_str().unwrap()], "");
    assert_eq!(stdout(&output), "A\n    B [/b]\n      Read B [GET]\n");
    let output = apib(&["lint", document.to_str().unwrap()], "");
    let report = stderr(&output);
    assert!(report.contains("b.apib:3:13"), "{report}");
    assert!(report.contains("### Read B [Get]"), "{report}");
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

const CARELESS: &str = "A\n=\n#B [ /b ]\n## Read B[GET]\n- Response 200\n\n\t\tHi";
const NORMAL: &str = "# A\n\n## B [/b]\n\n### Read B [GET]\n\n+ Response 200\n\n        Hi\n";

#[test]
fn fmt_writes_the_normal_form() {
    let output = apib(&["fmt", "-"], CARELESS);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), NORMAL);
    assert_eq!(stderr(&output), "");

    let file = file_with("normal.apib", "");
    let output = apib(&["fmt", "-", "-o", &file], CARELESS);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), NORMAL);
}

#[test]
fn fmt_can_check_without_writing() {
    let output = apib(&["fmt", "--check", "-"], CARELESS);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "<stdin>: not in its normal form\n");

    let output = apib(&["fmt", "--check", "-"], NORMAL);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((stdout(&output), stderr(&output)), Default::default());
}

#[test]
fn fmt_can_write_in_place() {
    let file = file_with("careless.apib", CARELESS);
    let output = apib(&["fmt", "--in-place", &file], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), NORMAL);

    assert_eq!(
        apib(&["fmt", "--in-place", "-"], NORMAL).status.code(),
        Some(2)
    );
    let together = ["fmt", "--in-place", "--check", &file];
    assert_eq!(apib(&together, "").status.code(), Some(2));
}

/// Which of two sections was meant to have another type only the author knows.
#[test]
fn fmt_writes_nothing_where_words_would_be_lost() {
    let text =
        "# GET /\n\n+ Response 200\n    + Attributes (Forgotten)\n    + Attributes (Forgotten)\n";
    let output = apib(&["fmt", "-"], text);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(
        stderr(&output),
        "<stdin>: the normal form would not have all that stands here: forgotten; nothing is written\n"
    );
}

/// In the normal form the file would be included into a description.
#[test]
fn fmt_writes_nothing_where_an_included_file_would_stand_elsewhere() {
    file_with("response.apib", "+ Response 201\n");
    let text = NORMAL.replace(
        "        Hi\n",
        "        Hi\n\n<!-- include(response.apib) -->\n",
    );
    let file = file_with("including.apib", &text);
    let output = apib(&["fmt", &file], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("would not say the same"));
}
