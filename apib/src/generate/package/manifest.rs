//! The crate's `Cargo.toml`.

use std::fmt::Write;

use serde_json::Value;

use super::{MARK, PackageOptions, title};

/// A crate that generated code may call.
struct Dependency {
    name: &'static str,
    requirement: &'static str,
    /// What code that calls it contains; none if it is always called.
    needed_for: Option<&'static str>,
}

/// Versions that were compiled together; those of the generator's own family exactly, as a patch
/// release of one may need another of the rest.
const DEPENDENCIES: &[Dependency] = &[
    Dependency {
        name: "bytes",
        requirement: r#""1.12""#,
        needed_for: None,
    },
    Dependency {
        name: "chrono",
        requirement: r#"{ version = "0.4.45", default-features = false, features = ["serde"] }"#,
        needed_for: Some("::chrono::"),
    },
    Dependency {
        name: "futures",
        requirement: r#""0.3.34""#,
        needed_for: Some("futures::"),
    },
    Dependency {
        name: "http",
        requirement: r#""1.5""#,
        needed_for: None,
    },
    Dependency {
        name: "progenitor-client",
        requirement: r#""=0.15.1""#,
        needed_for: None,
    },
    Dependency {
        name: "regress",
        requirement: r#""0.12""#,
        needed_for: Some("::regress::"),
    },
    Dependency {
        name: "reqwest",
        requirement: r#"{ version = "0.13.5", default-features = false, features = ["form", "json", "query", "stream"] }"#,
        needed_for: None,
    },
    Dependency {
        name: "serde",
        requirement: r#"{ version = "1.0.229", features = ["derive"] }"#,
        needed_for: Some("::serde::"),
    },
    Dependency {
        name: "serde_json",
        requirement: r#""1.0.154""#,
        needed_for: Some("::serde_json::"),
    },
    Dependency {
        name: "uuid",
        requirement: r#"{ version = "1", features = ["serde"] }"#,
        needed_for: Some("::uuid::"),
    },
];

/// The least Rust that the crates above compile with.
pub(super) const RUST_VERSION: &str = "1.88";

/// The crates that generated code calls, as it calls them.
pub(super) fn names_of_dependencies() -> impl Iterator<Item = String> {
    let names = DEPENDENCIES.iter().map(|dependency| dependency.name);
    names.chain(["tokio"]).map(|name| name.replace('-', "_"))
}

/// The manifest of a crate with `code` as its client.
pub(super) fn manifest(document: &Value, code: &str, options: &PackageOptions) -> String {
    let mut dependencies = String::new();
    for dependency in DEPENDENCIES {
        if dependency.needed_for.is_none_or(|call| code.contains(call)) {
            let Dependency {
                name, requirement, ..
            } = dependency;
            let _ = writeln!(dependencies, "{name} = {requirement}");
        }
    }
    let description = Value::from(format!("Client for {}", title(document)));
    let name = &options.name;
    format!(
        r#"# {MARK}; it is written again each time. Delete this line to keep what you change.
[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
rust-version = "{RUST_VERSION}"
description = {description}
publish = false

[features]
default = ["rustls"]
# TLS in Rust, or the system's own; without either, only `http://` can be called.
rustls = ["reqwest/rustls"]
native-tls = ["reqwest/native-tls"]

[dependencies]
{dependencies}
[dev-dependencies]
tokio = {{ version = "1.54", features = ["macros", "rt-multi-thread"] }}

# A workspace around this folder does not claim the crate. Delete this table to make it a member.
[workspace]
"#
    )
}
