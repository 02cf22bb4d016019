//! A crate of many documents.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Context;
use toml::{Table, Value};

use super::examples;
use super::outcome::Outcome;
use super::passed::write;
use super::stages::{LINTS_OF_CRATES, SESSION};

/// The name of the crate.
pub(super) const CRATE: &str = "corpus-batch";

/// What the calls of examples need beside what any client needs.
const OF_EXAMPLES: &str = r#"
[dependencies]
axum = { version = "0.8.9", default-features = false, features = ["http1", "tokio"] }
futures = "0.3.34"
percent-encoding = "2"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1.54", features = ["macros", "net", "rt-multi-thread"] }
"#;

/// The module of the document with this number.
pub(super) fn module(number: usize) -> String {
    format!("doc_{number:04}")
}

/// The number of the document that a source file belongs to.
pub(super) fn document_of(file: &str) -> Option<usize> {
    let after = file.split("doc_").nth(1)?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Writes a crate with a module for each of the documents.
pub(super) fn write_crate(
    folder: &Path,
    outcomes: &[Outcome],
    batch: &[usize],
    with_examples: bool,
) -> anyhow::Result<()> {
    let mut manifest: Table = toml::from_str(&format!(
        "[package]\nname = \"{CRATE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [lib]\ndoctest = false\n[workspace]\n[profile.dev]\ndebug = 0\nincremental = false\n"
    ))?;
    let mut library = LINTS_OF_CRATES.to_owned();
    let mut calls = String::new();
    let mut modules = BTreeSet::new();
    for number in batch {
        let module = module(*number);
        let outcome = &outcomes[*number];
        for (path, text) in &outcome.files {
            let path = folder.join("src").join(&module).join(path);
            let text = text.replace(SESSION, &SESSION.replace("::", &format!("::{module}::")));
            if with_examples && path.ends_with("mod.rs") {
                write(&path, &format!("{text}\npub(crate) mod examples;\n"))?;
            } else {
                write(&path, &text)?;
            }
        }
        add_dependencies(&mut manifest, &outcome.manifest)?;
        let _ = writeln!(library, "pub mod {module};");
        let _ = writeln!(
            calls,
            "    run.document = {number};\n    {module}::examples::call(&run).await;"
        );
        modules.insert(module);
    }
    if with_examples {
        add_dependencies(&mut manifest, OF_EXAMPLES)?;
    }
    let main_file = folder.join("src/main.rs");
    if with_examples {
        library += &examples::SHARED.replace("CALLS", &calls);
        let main = format!(
            "fn main() {{\n    {}::report();\n}}\n",
            CRATE.replace('-', "_")
        );
        write(&main_file, &main)?;
    } else if main_file.exists() {
        // An earlier run read examples, which this library has not.
        fs::remove_file(&main_file)?;
    }
    write(&folder.join("src/lib.rs"), &library)?;
    write(&folder.join("Cargo.toml"), &toml::to_string(&manifest)?)?;
    remove_others(&folder.join("src"), &modules)
}

/// Adds what one document's crate depends on; where two agree on a crate, they agree on all of it.
fn add_dependencies(manifest: &mut Table, other: &str) -> anyhow::Result<()> {
    let other: Table = toml::from_str(other).context("the generated manifest is not TOML")?;
    let all = manifest
        .entry("dependencies")
        .or_insert_with(|| Value::Table(Table::new()));
    for table in ["dependencies", "dev-dependencies"] {
        let own = other.get(table).and_then(Value::as_table);
        for (name, dependency) in own.into_iter().flatten() {
            if let Some(all) = all.as_table_mut() {
                all.insert(name.clone(), dependency.clone());
            }
        }
    }
    Ok(())
}

/// Takes away the modules of an earlier batch.
fn remove_others(source: &Path, modules: &BTreeSet<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("doc_") && !modules.contains(&name) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_examples_leaves_no_reader_of_them() {
        let folder = tempfile::tempdir().unwrap();
        write_crate(folder.path(), &[], &[], true).unwrap();
        let main = folder.path().join("src/main.rs");
        assert!(main.exists());
        write_crate(folder.path(), &[], &[], false).unwrap();
        assert!(!main.exists());
    }

    #[test]
    fn a_file_tells_its_document() {
        assert_eq!(
            document_of(&format!("src/{}/client.rs", module(17))),
            Some(17)
        );
        assert_eq!(document_of("src/lib.rs"), None);
    }
}
