//! What is in the packages that go to crates.io: all that a build and a reader need, nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(workspace())
        .args(arguments)
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

/// The crates of the workspace that are published: those that do not say `publish = false`.
fn published() -> Vec<Value> {
    let metadata = cargo(&["metadata", "--format-version=1", "--no-deps"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let is_published = |package: &&Value| package["publish"].is_null();
    packages.iter().filter(is_published).cloned().collect()
}

fn name(package: &Value) -> &str {
    package["name"].as_str().expect("a package has a name")
}

fn folder(package: &Value) -> &Path {
    let manifest = package["manifest_path"]
        .as_str()
        .expect("a package has a manifest");
    Path::new(manifest).parent().expect("it stands in a folder")
}

fn files(package: &Value) -> Vec<String> {
    let list = cargo(&[
        "package",
        "--list",
        "--allow-dirty",
        "--package",
        name(package),
    ]);
    // Windows has its own separator.
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn the_libraries_are_published_and_the_tools_are_not() {
    let packages = published();
    let names: Vec<&str> = packages.iter().map(name).collect();
    for library in ["apib", "flowii-api", "flowii-auth", "flowii-mock"] {
        assert!(names.contains(&library), "{names:?}");
    }
    for tool in ["xtask", "flowii-verify", "flowii-tests", "sample-clients"] {
        assert!(!names.contains(&tool), "{names:?}");
    }
}

#[test]
fn they_say_what_a_registry_asks_for() {
    for package in published() {
        for field in [
            "description",
            "license",
            "repository",
            "readme",
            "rust_version",
        ] {
            assert!(
                package[field].is_string(),
                "{} has no {field}",
                name(&package)
            );
        }
        for field in ["keywords", "categories"] {
            let count = package[field].as_array().map_or(0, Vec::len);
            assert!(
                (1..=5).contains(&count),
                "{}: {count} {field}",
                name(&package)
            );
        }
        let docs = &package["metadata"]["docs"]["rs"];
        assert_eq!(docs["all-features"], true, "{}", name(&package));
    }
}

/// A registry has no paths: what a package depends on, in tests and examples too, must be published,
/// and be asked for in the version that is published with it.
#[test]
fn they_need_each_other_in_the_version_they_have() {
    let packages = published();
    for package in &packages {
        let dependencies = package["dependencies"]
            .as_array()
            .expect("a list of dependencies");
        let ours = dependencies
            .iter()
            .filter(|dependency| dependency["path"].is_string());
        for dependency in ours {
            let found = packages
                .iter()
                .find(|other| name(other) == name(dependency));
            let Some(found) = found else {
                panic!(
                    "{} needs {}, which is not published",
                    name(package),
                    name(dependency)
                );
            };
            let version = found["version"].as_str().expect("a package has a version");
            assert_eq!(
                dependency["req"],
                format!("^{version}"),
                "{} needs {}",
                name(package),
                name(dependency)
            );
        }
    }
}

/// The folders of a crate that stay in the repository.
const LEFT_OUT: [&str; 6] = [
    "tests",
    "benches",
    "fuzz",
    "peers",
    "target",
    "node_modules",
];

#[test]
fn they_hold_readme_and_licences_but_no_tests() {
    for package in published() {
        let files = files(&package);
        for needed in ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "src/lib.rs"] {
            assert!(
                files.iter().any(|file| file == needed),
                "{}: no {needed}",
                name(&package)
            );
        }
        for file in &files {
            let folder = file.split('/').next().unwrap_or_default();
            assert!(
                !LEFT_OUT.contains(&folder),
                "{} holds {file}",
                name(&package)
            );
            let extension = Path::new(file).extension();
            assert!(
                extension.is_none_or(|extension| extension != "snap"),
                "{} holds {file}",
                name(&package)
            );
        }
    }
}

/// A folder that the code includes from must not be forgotten, and only a build of the package would
/// tell.
#[test]
fn they_hold_something_of_each_folder_that_is_not_left_out() {
    for package in published() {
        let files = files(&package);
        let entries = folder(&package).read_dir().expect("a folder");
        for entry in entries.map(|entry| entry.expect("an entry")) {
            let folder = entry.file_name().into_string().expect("a name in UTF-8");
            if !entry.path().is_dir() || LEFT_OUT.contains(&folder.as_str()) {
                continue;
            }
            let prefix = format!("{folder}/");
            assert!(
                files.iter().any(|file| file.starts_with(&prefix)),
                "{} holds nothing of {folder}",
                name(&package)
            );
        }
    }
}

/// crates.io takes 10 MB; who waits for a download is glad of less.
#[test]
fn they_are_small() {
    const LIMIT: u64 = 4 << 20;
    for package in published() {
        let size: u64 = files(&package)
            .iter()
            .filter_map(|file| folder(&package).join(file).metadata().ok())
            .map(|metadata| metadata.len())
            .sum();
        assert!(size < LIMIT, "{} has {size} bytes", name(&package));
    }
}

/// A symbolic link is packed as the file that it leads to; where git has made a text file of it,
/// the package would have a path for a licence.
#[test]
fn their_licences_are_the_workspaces_own() {
    for package in published() {
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let read = |folder: &Path| std::fs::read_to_string(folder.join(licence));
            let ours = read(&workspace()).expect("the workspace has its licences");
            let Ok(theirs) = read(folder(&package)) else {
                panic!("{} has no {licence}", name(&package));
            };
            if cfg!(unix) {
                assert_eq!(theirs, ours, "{}: {licence}", name(&package));
            }
        }
    }
}
