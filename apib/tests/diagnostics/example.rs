//! Fixtures, and what comes of them.

use std::fs;
use std::path::{Path, PathBuf};

use apib::diagnostic::{Code, Diagnostic};
use apib::openapi::{Document, Origins, pointer_step};
use apib::{Source, codegen, convert, render};
use serde_json::Value;

use super::{fixture, manifest_folder};

/// A fixture, and what comes of it.
pub(crate) struct Example {
    pub(crate) language: &'static str,
    pub(crate) source: Source,
    /// The converted document, which says where its parts come from.
    pub(crate) converted: Document,
    /// The lowered document, for findings of the lowering.
    pub(crate) lowered: Option<Value>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// The shortest fixture that is named after the code and gives it.
pub(crate) fn smallest_example(code: Code) -> Example {
    let folder = if code.number() >= 500 { "lower" } else { "err" };
    let examples = fixtures(folder)
        .into_iter()
        .filter(|path| number(path) == Some(code.number()))
        .map(|path| Example::read(&path));
    examples
        .filter(|example| example.diagnostics.iter().any(|found| found.code == code))
        .min_by_key(|example| example.source.text().len())
        .unwrap_or_else(|| panic!("{code} has no fixture in tests/data/{folder}"))
}

impl Example {
    /// Converts a fixture, and lowers it if it is one of the lowering. Those are blueprints where
    /// a blueprint can lead there, and OpenAPI documents where only an overlay can.
    pub(crate) fn read(path: &Path) -> Self {
        let source = fixture::read(path).expect("the fixture can be read");
        let is_blueprint = path.extension().is_some_and(|one| one == "apib");
        let (converted, mut diagnostics) = if is_blueprint {
            let conversion = convert(&source);
            (conversion.document, conversion.diagnostics)
        } else {
            let value = serde_json::from_str(source.text()).expect("the fixture is JSON");
            let origins = Origins::default();
            (Document { value, origins }, Vec::new())
        };
        let lowered = path.parent().is_some_and(|one| one.ends_with("lower"));
        let lowered = lowered.then(|| codegen::lower(&converted));
        let lowered = lowered.map(|lowered| {
            diagnostics.extend(lowered.diagnostics);
            lowered.document
        });
        Self {
            language: if is_blueprint { "apib" } else { "json" },
            source,
            converted,
            lowered,
            diagnostics,
        }
    }

    /// The finding as the command shows it, without what the reference says above the example.
    pub(crate) fn report(&self, finding: &Diagnostic) -> String {
        if self.language == "apib" {
            let report = render::human(&self.source, finding, false);
            let (report, _) = report.split_once(" = note: ").unwrap_or((&report, ""));
            report.trim_end_matches([' ', '|', '\n']).to_owned()
        } else {
            let severity = finding.severity().as_str();
            format!("{severity}[{}]: {}", finding.code, finding.message)
        }
    }

    /// The smallest part of the document that comes from the place of the finding or from before
    /// it, with its JSON pointer. Of a lowered document, which says no places, all its paths.
    pub(crate) fn made_at(&self, finding: &Diagnostic) -> (String, &Value) {
        if let Some(lowered) = &self.lowered {
            let schemas = &lowered["components"]["schemas"];
            let has_schemas = schemas.as_object().is_some_and(|one| !one.is_empty());
            let in_schemas = (530..540).contains(&finding.code.number());
            return if in_schemas && has_schemas {
                ("/components/schemas".to_owned(), schemas)
            } else {
                ("/paths".to_owned(), &lowered["paths"])
            };
        }
        let mut best = ("/paths".to_owned(), &self.converted.value["paths"]);
        let mut best_start = None;
        for (pointer, value) in parts(&self.converted.value) {
            let Some(span) = self.converted.origins.nearest(&pointer) else {
                continue;
            };
            // The head of the document is where everything begins.
            if pointer.starts_with("/info") {
                continue;
            }
            // Parts come before what is in them, so the first of one place is all of it.
            if span.start <= finding.span.start && Some(span.start) > best_start {
                best_start = Some(span.start);
                best = (pointer, value);
            }
        }
        best
    }
}

/// Every value within a document with its JSON pointer, the outer before the inner.
fn parts(document: &Value) -> Vec<(String, &Value)> {
    let mut parts = vec![(String::new(), document)];
    let mut next = 0;
    while let Some((pointer, value)) = parts.get(next).cloned() {
        next += 1;
        match value {
            Value::Object(members) => parts.extend(
                members
                    .iter()
                    .map(|(key, value)| (format!("{pointer}/{}", pointer_step(key)), value)),
            ),
            Value::Array(items) => parts.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, value)| (format!("{pointer}/{index}"), value)),
            ),
            _ => {}
        }
    }
    parts
}

/// The number that the name of a fixture starts with.
pub(crate) fn number(path: &Path) -> Option<u16> {
    let name = path.file_name()?.to_str()?;
    name.split_once('_')?.0.parse().ok()
}

pub(crate) fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = manifest_folder().join("tests/data").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("the fixtures can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|one| one == "apib" || one == "json")
        })
        .collect();
    paths.sort();
    paths
}
