//! The documents to go through.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use apib::openapi::{self, Origins};
use apib::{convert, include};
use serde_json::Value;

/// Endings of files that may be blueprints.
const ENDINGS: &[&str] = &["apib", "apiblueprint", "md"];

/// A document, and what it is called in reports.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    pub(super) name: String,
    content: Content,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    /// A file with a blueprint.
    Blueprint(PathBuf),
    /// An OpenAPI document.
    OpenApi(Value),
}

impl Document {
    /// Whether the OpenAPI is ours, so that a fault in it is one too.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.content, Content::Blueprint(_))
    }

    /// The document as OpenAPI.
    pub(super) fn read(&self) -> Result<openapi::Document, String> {
        match &self.content {
            Content::Blueprint(path) => {
                let source = include::read(path).map_err(|error| error.to_string())?;
                Ok(convert(&source).document)
            }
            Content::OpenApi(value) => Ok(openapi::Document {
                value: value.clone(),
                origins: Origins::default(),
            }),
        }
    }
}

/// The files that are named, and all blueprints in the folders that are named and below them, in
/// the order of their names.
///
/// A file that is named may also be OpenAPI in JSON (`.json`), or have a small document in each
/// line (`.jsonl`): an object with its name as `case` and the OpenAPI document as `document`.
pub(super) fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            add_folder(path, path, &mut documents)?;
        } else {
            add_file(path.display().to_string(), path, &mut documents)
                .with_context(|| format!("cannot read {}", path.display()))?;
        }
    }
    Ok(documents)
}

fn add_file(name: String, path: &Path, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending == "json" {
        let value = serde_json::from_str(&fs::read_to_string(path)?)?;
        let content = Content::OpenApi(value);
        documents.push(Document { name, content });
    } else if ending == "jsonl" {
        for line in fs::read_to_string(path)?.lines() {
            let mut case: Value = serde_json::from_str(line)?;
            let name = case["case"].as_str().context("a line has no `case`")?;
            let name = name.to_owned();
            documents.push(Document {
                name,
                content: Content::OpenApi(case["document"].take()),
            });
        }
    } else {
        let content = Content::Blueprint(path.to_owned());
        documents.push(Document { name, content });
    }
    Ok(())
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
            add_file(name.display().to_string(), &path, documents)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_may_be_a_document() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.jsonl");
        fs::write(
            &path,
            "{\"case\": \"a\", \"document\": {\"openapi\": \"3.0.3\"}}\n",
        )
        .unwrap();
        let documents = find(std::slice::from_ref(&path)).unwrap();
        assert_eq!(documents[0].name, "a");
        assert_eq!(
            documents[0].read().unwrap().value,
            json!({"openapi": "3.0.3"})
        );

        fs::write(&path, "{}\n").unwrap();
        let error = find(&[path]).unwrap_err();
        assert!(format!("{error:#}").contains("no `case`"), "{error:#}");
    }
}
