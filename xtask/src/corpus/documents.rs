//! The documents to go through.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Endings of files that may be blueprints.
const ENDINGS: &[&str] = &["apib", "apiblueprint", "md"];

/// A document, and what it is called in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// The files that are named, and all blueprints in the folders that are named and below them, in
/// the order of their names.
pub(super) fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            add_folder(path, path, &mut documents)?;
        } else {
            documents.push(Document {
                name: path.display().to_string(),
                path: path.clone(),
            });
        }
    }
    Ok(documents)
}

fn add_folder(root: &Path, folder: &Path, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_folder(root, &path, documents)?;
            continue;
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if ENDINGS.iter().any(|known| ending == *known) {
            let name = path.strip_prefix(root).unwrap_or(&path);
            documents.push(Document {
                name: name.display().to_string(),
                path,
            });
        }
    }
    Ok(())
}
