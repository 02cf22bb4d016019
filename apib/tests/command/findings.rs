//! What the commands say of a document, and to whom.

use super::*;

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
