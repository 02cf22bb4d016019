//! `cargo xtask gen --check`, as somebody meets it who changed one thing and not the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Generates a crate from a blueprint into a folder, or compares with what is there.
fn generate(blueprint: &Path, folder: &Path, check: bool) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command
        .current_dir(workspace())
        .args(["xtask", "gen", "--blueprint"])
        .arg(blueprint)
        .arg("--out-dir")
        .arg(folder);
    if check {
        command.arg("--check");
    }
    command.output().expect("cargo runs")
}

fn assert_out_of_date(output: &Output, what: &str) {
    let report = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{report}");
    assert!(report.contains(what), "{report}");
    assert!(report.contains("cargo xtask gen"), "{report}");
}

#[test]
fn whatever_is_out_of_date_is_shown() {
    let directory = tempfile::tempdir().expect("a scratch directory");
    let folder = directory.path().join("client");
    let blueprint = directory.path().join("api.apib");
    let text = fs::read_to_string(workspace().join("spec/flowii.apib")).expect("our blueprint");
    fs::write(&blueprint, &text).expect("the scratch directory can be written");

    assert!(generate(&blueprint, &folder, false).status.success());
    assert!(generate(&blueprint, &folder, true).status.success());

    for file in ["openapi.json", "src/generated.rs"] {
        let path = folder.join(file);
        let generated = fs::read_to_string(&path).expect("it was generated");
        let changed = generated.replacen("companies", "companiez", 1);
        assert_ne!(changed, generated);
        fs::write(&path, &changed).expect("the scratch directory can be written");
        assert_out_of_date(&generate(&blueprint, &folder, true), "companiez");
        let untouched = fs::read_to_string(&path).expect("it is still there");
        assert_eq!(untouched, changed, "--check wrote {file}");
        fs::write(&path, generated).expect("the scratch directory can be written");
    }

    let action = "\n# Group News\n\n## News [/news]\n\n### Get news [GET]\n\n+ Response 204\n";
    fs::write(&blueprint, text + action).expect("the scratch directory can be written");
    assert_out_of_date(&generate(&blueprint, &folder, true), "/news");
}
