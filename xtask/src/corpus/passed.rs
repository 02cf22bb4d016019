//! What was compiled before.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use super::outcome::{Compiled, Example, Outcome};

/// Documents that passed, each by a hash of all that decides it.
#[derive(Debug)]
pub(super) struct Passed {
    folder: PathBuf,
    /// The compiler and how it is called.
    conditions: String,
}

impl Passed {
    /// What passed before under the same conditions is found in `folder`.
    pub(super) fn new(folder: PathBuf, conditions: String) -> Self {
        Self { folder, conditions }
    }

    /// How the document was compiled, if what is generated of it is still the same.
    pub(super) fn find(&self, outcome: &Outcome) -> Option<Compiled> {
        let text = fs::read_to_string(self.path(outcome)).ok()?;
        let known: Value = serde_json::from_str(&text).ok()?;
        let examples = known["examples"].as_array()?.iter().map(|example| {
            Some(Example {
                place: example["place"].as_str()?.to_owned(),
                error: example["error"].as_str().map(str::to_owned),
            })
        });
        Some(Compiled {
            examples: examples.collect::<Option<_>>()?,
            earlier: true,
        })
    }

    /// Remembers a document that passed.
    pub(super) fn remember(&self, outcome: &Outcome, compiled: &Compiled) -> anyhow::Result<()> {
        let examples: Vec<Value> = compiled
            .examples
            .iter()
            .map(|example| json!({"place": example.place, "error": example.error}))
            .collect();
        let text = json!({"name": outcome.name, "examples": examples}).to_string();
        let path = self.path(outcome);
        write(&path, &text)
    }

    fn path(&self, outcome: &Outcome) -> PathBuf {
        // The standard library's hash may be another in its next version; a compiler that comes
        // with another has to compile everything anyway.
        let mut hasher = DefaultHasher::new();
        self.conditions.hash(&mut hasher);
        outcome.files.hash(&mut hasher);
        outcome.manifest.hash(&mut hasher);
        self.folder.join(format!("{:016x}.json", hasher.finish()))
    }
}

/// Writes a file, and the folders around it; one that is as it should be keeps its time stamp.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
