//! Blueprints of other people, where a folder of them is at hand; they are not ours to publish.
//!
//! `APIB_CORPUS` names the folder; without it, one is looked for beside the repository.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use apib::ast::Blueprint;
use apib::{Source, ast, codegen, convert, uri_template};
use serde_json::Value;

fn documents() -> Vec<PathBuf> {
    let folder = env::var_os("APIB_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "apib")
        })
        .collect();
    paths.sort();
    paths
}

/// Every action arrives, and both forms of the document are OpenAPI 3.0 to a reader that is not
/// ours.
#[test]
fn every_document_is_converted_whole() {
    for path in documents() {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = fs::read(&path).expect("the file is there");
        let source = Source::new(name.clone(), String::from_utf8_lossy(&bytes));
        let conversion = convert(&source);

        let document = &conversion.document.value;
        let parsed = serde_json::from_value::<openapiv3::OpenAPI>(document.clone());
        assert!(parsed.is_ok(), "{name}: {parsed:?}");
        let lowered = codegen::lower(&conversion.document).document;
        let parsed = serde_json::from_value::<openapiv3::OpenAPI>(lowered);
        assert!(parsed.is_ok(), "{name}, lowered: {parsed:?}");

        let (blueprint, _) = ast::parse(&source);
        assert_eq!(operations(document), callable(&blueprint), "{name}");
        for diagnostic in &conversion.diagnostics {
            assert!(
                source.text().get(diagnostic.span.range()).is_some(),
                "{name}: {diagnostic:?}"
            );
        }
    }
}

/// How many different methods on different paths the actions of a blueprint have; variables of a
/// path are equal, whatever they are called.
fn callable(blueprint: &Blueprint) -> usize {
    let mut callable = BTreeSet::new();
    for resource in blueprint.resources() {
        for action in &resource.actions {
            let template = action
                .uri_template
                .as_ref()
                .or(resource.uri_template.as_ref());
            let path = uri_template::parse(template.map_or("/", |template| &template.text)).path;
            let names = path
                .split('{')
                .skip(1)
                .filter_map(|part| part.split('}').next());
            let shape = names.fold(path.clone(), |shape, name| {
                shape.replacen(&format!("{{{name}}}"), "{}", 1)
            });
            callable.insert((action.method.text.clone(), shape));
        }
    }
    callable.len()
}

fn operations(document: &Value) -> usize {
    let items = document["paths"].as_object().into_iter().flatten();
    items
        .flat_map(|(_, item)| item.as_object().into_iter().flatten())
        .filter(|(_, operation)| operation.get("operationId").is_some())
        .count()
}
