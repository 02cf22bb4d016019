//! The minimum Rust that the workspace promises is what its dependencies promise, too.
//!
//! The proof is a build with that Rust, which the workflow does; this finds an update that breaks
//! the promise on any machine.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Major and minor of a version, `1.88` or `1.88.0`.
fn version(text: &str) -> (u64, u64) {
    let mut numbers = text
        .split('.')
        .map(|number| number.parse().expect("a number"));
    let mut next = || numbers.next().unwrap_or(0);
    (next(), next())
}

/// The platform that this machine builds for.
fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let text = String::from_utf8(output.stdout).expect("rustc writes UTF-8");
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc says what it builds for").to_owned()
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--all-features",
            // Dependencies of other systems need not be here, nor be got.
            "--filter-platform",
            &host(),
        ])
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let rust_version = |package: &Value| package["rust_version"].as_str().map(version);
    let ours = packages
        .iter()
        .filter(|package| package["source"].is_null())
        .map(|package| rust_version(package).expect("each of our crates says it"))
        .collect::<Vec<_>>();
    assert!(ours.windows(2).all(|pair| pair[0] == pair[1]), "{ours:?}");
    let newer: Vec<String> = packages
        .iter()
        .filter(|package| rust_version(package).is_some_and(|needed| needed > ours[0]))
        .map(|package| {
            format!(
                "{} {} {}",
                package["name"], package["version"], package["rust_version"]
            )
        })
        .collect();
    assert!(newer.is_empty(), "they ask for a newer Rust: {newer:#?}");
}
