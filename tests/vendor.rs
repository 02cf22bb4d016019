//! The vendor's own blueprint, where it is at hand: it is not ours to publish, and the day it
//! changes is the day that all this is for.
//!
//! `FLOWII_VENDOR_BLUEPRINT` names the file; without it, it is looked for beside the repository.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use apib::diagnostic::Code;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The file, if it is there.
fn vendor_blueprint() -> Option<PathBuf> {
    let path = match env::var_os("FLOWII_VENDOR_BLUEPRINT") {
        Some(path) => PathBuf::from(path),
        None => workspace().join("../shared/flowii/vendor.apib"),
    };
    path.is_file().then_some(path)
}

#[test]
fn its_nine_malformed_bodies_are_named_at_their_lines() {
    let Some(path) = vendor_blueprint() else {
        return;
    };
    let text = fs::read_to_string(&path).expect("the blueprint is UTF-8");
    let source = apib::Source::new("vendor.apib", text);
    let conversion = apib::convert(&source);
    let lines: Vec<usize> = conversion
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::JSON_REPAIRED)
        .map(|diagnostic| source.position(diagnostic.span.start).line)
        .collect();
    assert_eq!(lines, [807, 2708, 3174, 3454, 4423, 7683, 8228, 8368, 8577]);
    let (blueprint, _) = apib::ast::parse(&source);
    assert_eq!(blueprint.actions().count(), 135);
}

/// The generated modules of flowii-api.
const MODULES: [&str; 3] = ["enumerations.rs", "generated.rs", "resources.rs"];

/// Lines that its slips make different, with the line of the vendor's blueprint: `-` is ours.
const SLIPS: [(usize, &str); 1] = [
    // `"country"` has lost its first letters.
    (
        4423,
        "-        country \"country\": ToOne<Country>,\n+        untry \"untry\": ToOne<Country>,\n",
    ),
];

#[test]
fn it_gives_the_same_client_which_compiles() {
    let Some(path) = vendor_blueprint() else {
        return;
    };
    let directory = tempfile::tempdir().expect("a scratch directory");
    let generated = Command::new(env!("CARGO"))
        .current_dir(workspace())
        .args(["xtask", "gen", "--blueprint"])
        .arg(fs::canonicalize(&path).expect("the file is there"))
        .arg("--out-dir")
        .arg(directory.path())
        .output()
        .expect("cargo runs");
    assert!(
        generated.status.success(),
        "{}",
        String::from_utf8_lossy(&generated.stderr)
    );

    let mut differences = String::new();
    for module in MODULES {
        let ours = code(&workspace().join("flowii-api/src").join(module));
        let theirs = code(&directory.path().join("src").join(module));
        let diff = similar::TextDiff::from_lines(&ours, &theirs);
        for change in diff.iter_all_changes() {
            if change.tag() != similar::ChangeTag::Equal {
                let _ = write!(differences, "{}{change}", change.tag());
            }
        }
    }
    let slips: String = SLIPS.iter().map(|(_, difference)| *difference).collect();
    assert_eq!(differences, slips, "{differences}");

    let checked = Command::new(env!("CARGO"))
        .current_dir(directory.path())
        // A folder that stays, so that the dependencies are compiled only once.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("vendor"),
        )
        .args(["check", "--offline"])
        .output()
        .expect("cargo runs");
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
}

#[test]
fn it_differs_from_ours_by_its_slips_alone() {
    let Some(path) = vendor_blueprint() else {
        return;
    };
    let compared = Command::new(env!("CARGO"))
        .current_dir(workspace())
        .args(["xtask", "diff", "--format", "json", "spec/flowii.apib"])
        .arg(fs::canonicalize(&path).expect("the file is there"))
        .output()
        .expect("cargo runs");
    let comparison: serde_json::Value =
        serde_json::from_slice(&compared.stdout).expect("a comparison");
    let changes = comparison["changes"].as_array().expect("changes").iter();
    let changes: Vec<String> = changes
        .map(|change| {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let (rule, name) = (text(&change["rule"]), text(&change["part"]["name"]));
            format!("{rule} {name}.{}", text(&change["value"]))
        })
        .collect();
    // `"country"` has lost its first letters, in line 4423; spec/README.md lists it.
    assert_eq!(
        changes,
        [
            "response-property-removed CompanyDataRelationships.country",
            "response-property-added CompanyDataRelationships.untry",
        ]
    );
    assert_eq!(compared.status.code(), Some(3), "it breaks readers");
}

/// A generated module without its documentation, which is in another language.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the module was generated");
    let mut code = String::new();
    let mut in_block = false;
    for line in text.lines() {
        in_block |= line.trim_start().starts_with("/**");
        let is_comment = in_block || line.trim_start().starts_with("//");
        in_block &= !line.trim_end().ends_with("*/");
        if !is_comment && !line.trim().is_empty() {
            code += line;
            code.push('\n');
        }
    }
    code
}
