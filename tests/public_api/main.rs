//! The public items of the published crates, as snapshots: a change that callers can notice shows up
//! in the review as a line, and a removed line is a breaking change.
//!
//! After a change that is meant: `cargo insta test --package flowii-tests --test public_api --review`.
//!
//! The items come from rustdoc, so that what macros make counts too. Its JSON has a version of its
//! own, which differs from one Rust to the next; with a Rust of another version than the one that is
//! known here, nothing is compared, and standard error says so.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

mod listing;

/// The version of rustdoc's JSON that the snapshots were made from: that of Rust 1.95.
const FORMAT: u64 = 57;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What cargo builds into: `CARGO_TARGET_DIR` or the folder this test was built into.
fn target_directory() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("a folder of the target directory")
        .to_owned()
}

/// The crates that are published. Their documentation is made in one go, so that dependencies are
/// built once.
const PACKAGES: [&str; 4] = ["apib", "flowii-api", "flowii-auth", "flowii-mock"];

/// What is not there by default; `native-tls`, which adds no item, would need OpenSSL.
const FEATURES: &str = "flowii-api/schemars,flowii-auth/file-store,flowii-auth/tracing";

/// The folder with rustdoc's JSON of all crates, made once for all tests.
fn documentation() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let target = target_directory();
        let output = Command::new(env!("CARGO"))
            .current_dir(workspace())
            .env("RUSTDOC", workspace().join("tests/public_api/rustdoc.sh"))
            .env("RUSTDOCFLAGS", "-Zunstable-options --output-format=json")
            .args(["doc", "--quiet", "--lib", "--no-deps"])
            .args(PACKAGES.map(|package| format!("--package={package}")))
            .arg(format!("--features={FEATURES}"))
            .arg("--target-dir")
            .arg(&target)
            .output()
            .expect("cargo runs");
        assert!(
            output.status.success(),
            "cargo doc: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        target.join("doc")
    })
}

/// The file with rustdoc's JSON of a crate, or the version of its format where that is another one.
fn rustdoc_json(package: &str) -> Result<PathBuf, u64> {
    let file = documentation().join(package.replace('-', "_") + ".json");
    let text = fs::read_to_string(&file).expect("rustdoc wrote its JSON");
    let json: Value = serde_json::from_str(&text).expect("rustdoc wrote JSON");
    match json["format_version"].as_u64() {
        Some(FORMAT) => Ok(file),
        other => Err(other.unwrap_or_default()),
    }
}

/// The items of a crate by module, or `None`, said aloud, if this Rust speaks another JSON.
fn public_api(package: &str) -> Option<BTreeMap<String, String>> {
    match rustdoc_json(package) {
        Ok(file) => Some(listing::listing(package, &file)),
        Err(format) => {
            // Not `eprintln!`, which a passing test keeps to itself.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: the public API of {package} is not compared, as this rustdoc writes \
                 format {format} of its JSON and the snapshots are of format {FORMAT}"
            );
            None
        }
    }
}

/// Compares the crate's root and its large modules with a snapshot of their own each.
fn assert_public_api(package: &str) {
    for (module, items) in public_api(package).unwrap_or_default() {
        insta::assert_snapshot!(format!("{package}_{module}"), items);
    }
}

#[test]
fn of_apib() {
    assert_public_api("apib");
}

#[test]
fn of_flowii_api() {
    assert_public_api("flowii-api");
}

#[test]
fn of_flowii_auth() {
    assert_public_api("flowii-auth");
}

#[test]
fn of_flowii_mock() {
    assert_public_api("flowii-mock");
}
