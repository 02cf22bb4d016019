//! A crate of many documents.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Context;
use toml::{Table, Value};

use super::outcome::Outcome;
use super::passed::write;
use super::stages::LINTS_OF_CRATES;

/// The name of the crate.
pub(super) const CRATE: &str = "corpus-batch";

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
    let mut reads = String::new();
    let mut modules = BTreeSet::new();
    for number in batch {
        let module = module(*number);
        let outcome = &outcomes[*number];
        for (path, text) in &outcome.files {
            let path = folder.join("src").join(&module).join(path);
            if with_examples && path.ends_with("mod.rs") {
                write(&path, &format!("{text}\npub(crate) mod examples;\n"))?;
            } else {
                write(&path, text)?;
            }
        }
        add_dependencies(&mut manifest, &outcome.manifest)?;
        let _ = writeln!(library, "pub mod {module};");
        let _ = writeln!(
            reads,
            "    reader.document({number});\n    {module}::examples::read(&mut reader);"
        );
        modules.insert(module);
    }
    let main_file = folder.join("src/main.rs");
    if with_examples {
        library += &READER.replace("READS", &reads);
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
    // For the examples.
    if let Some(all) = all.as_table_mut() {
        all.insert("serde".to_owned(), Value::String("1".to_owned()));
        all.insert("serde_json".to_owned(), Value::String("1".to_owned()));
        if let Some(serde) = other.get("dependencies").and_then(|own| own.get("serde")) {
            all.insert("serde".to_owned(), serde.clone());
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

/// Reads the examples and prints a line of JSON for each.
const READER: &str = r#"
/// Reads examples and tells how it went.
pub struct Reader {
    document: usize,
}

impl Reader {
    fn document(&mut self, number: usize) {
        self.document = number;
    }

    fn read<T: serde::de::DeserializeOwned>(&mut self, place: &str, text: &str) {
        let error = serde_json::from_str::<T>(text).err().map(|error| error.to_string());
        println!(
            "{}",
            serde_json::json!({"document": self.document, "place": place, "error": error})
        );
    }
}

/// Reads the examples of all documents.
pub fn report() {
    let mut reader = Reader { document: 0 };
READS}
"#;

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
