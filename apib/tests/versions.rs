//! The same blueprints in every version and notation of OpenAPI.

use std::fs;
use std::path::{Path, PathBuf};

use apib::openapi::{Format, Version, pointer_step, to_text};
use apib::{Options, Source, convert_with};
use serde_json::Value;

fn fixtures() -> Vec<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = ["ok", "err"]
        .iter()
        .flat_map(|folder| fs::read_dir(data.join(folder)).expect("the fixtures are there"))
        .map(|entry| entry.expect("the fixtures can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "apib"))
        .collect();
    paths.sort();
    paths
}

fn converted(path: &Path, version: Version) -> apib::Conversion {
    let text = fs::read_to_string(path).expect("the fixture can be read");
    let options = Options::default().with_version(version);
    convert_with(&Source::new("fixture.apib", text), &options)
}

/// Every object below a value, with its JSON pointer.
fn objects(value: &Value, pointer: &str, visit: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            visit(pointer, value);
            for (key, member) in members {
                // What is a sample may look like anything.
                if !["example", "examples", "default", "enum", "const", "value"]
                    .contains(&key.as_str())
                {
                    objects(member, &format!("{pointer}/{}", pointer_step(key)), visit);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(item, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

#[test]
fn schemas_of_3_1_have_none_of_the_dialect_of_3_0() {
    for path in fixtures() {
        let document = converted(&path, Version::V3_1).document.value;
        assert_eq!(document["openapi"], "3.1.0");
        objects(&document, "", &mut |pointer, object| {
            let place = format!("{}: {pointer}", path.display());
            assert_eq!(object.get("nullable"), None, "{place}");
            for bound in ["exclusiveMinimum", "exclusiveMaximum"] {
                assert!(!object.get(bound).is_some_and(Value::is_boolean), "{place}");
            }
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                let target = reference
                    .strip_prefix('#')
                    .and_then(|target| document.pointer(target));
                assert!(target.is_some(), "{place} refers to {reference}");
            }
        });
    }
}

#[test]
fn places_of_the_blueprint_are_known_in_every_version() {
    for path in fixtures() {
        for version in [Version::V3_0, Version::V3_1] {
            let document = converted(&path, version).document;
            for (pointer, _) in document.origins.iter() {
                assert!(
                    document.value.pointer(pointer).is_some(),
                    "{}: nothing is at {pointer}",
                    path.display()
                );
            }
            objects(&document.value, "", &mut |pointer, object| {
                if object.get("operationId").is_some() {
                    let is_known = document.origins.iter().any(|(known, _)| known == pointer);
                    assert!(is_known, "{}: {pointer}", path.display());
                }
            });
        }
    }
}

#[test]
fn the_dialects_as_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ok/313_dialects.apib");
    let document = converted(&path, Version::V3_1).document.value;
    insta::with_settings!({
        snapshot_path => "data/versions",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("313_dialects.3_1.yaml", to_text(&document, Format::Yaml));
    });
}

#[test]
fn a_document_of_nothing_but_prose_has_an_entry_that_validators_of_3_1_ask_for() {
    let source = Source::new("prose.apib", "# An API\n\nIt has no operations yet.\n");
    let options = |version| Options::default().with_version(version);
    let document = |version| convert_with(&source, &options(version)).document.value;
    assert_eq!(document(Version::V3_0).get("components"), None);
    assert_eq!(
        document(Version::V3_1)["components"],
        serde_json::json!({"schemas": {}})
    );
    let mut streamed = Vec::new();
    apib::convert_to(&mut streamed, &source, &options(Version::V3_1))
        .expect("memory can be written");
    let whole = to_text(&document(Version::V3_1), Format::Json);
    assert_eq!(String::from_utf8_lossy(&streamed), whole);
}
