//! The client is the same, whatever its description is written as.

use apib::openapi::{Format, Version, to_text};
use apib::{Options, Source};
use serde_json::{Value, json};

use super::{convert_and_generate, default_path, read, workspace_root};
use crate::description;

/// Ours in `OpenAPI`, as the converter writes it.
fn ours(version: Version) -> Value {
    let root = workspace_root();
    let text = read(&root, "spec/flowii.apib").unwrap();
    let options = Options::default().with_version(version);
    let source = Source::new("spec/flowii.apib", text);
    apib::convert_with(&source, &options).document.value
}

fn generated(text: String) -> anyhow::Result<super::Generated> {
    let description = description::read(Source::new("it", text))?;
    convert_and_generate(&workspace_root(), description, 0)
}

#[test]
fn openapi_of_either_version_and_notation_gives_what_the_blueprint_gives() {
    let root = workspace_root();
    let present = |name: &str| read(&root, name).unwrap();
    for version in [Version::V3_0, Version::V3_1] {
        for format in [Format::Json, Format::Yaml] {
            let generated = generated(to_text(&ours(version), format)).unwrap();
            let is = format!("{} as {format:?}", version.as_str());
            assert!(
                generated.openapi == present("spec/openapi.json"),
                "openapi.json from {is}"
            );
            for module in generated.modules {
                let name = format!("flowii-api/src/{}", module.file);
                assert!(module.text == present(&name), "{name} from {is}");
            }
        }
    }
}

#[test]
fn a_description_that_is_not_as_ours_is_refused_with_the_place() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 3] = [
        (
            |document| {
                let parameters = &mut document["paths"]["/partners"]["get"]["parameters"];
                let list = parameters.as_array_mut().unwrap();
                list.retain(|parameter| parameter["name"] != "filter");
                list.push(json!({
                    "name": "filter[id]", "in": "query", "schema": {"type": "integer"},
                }));
            },
            "GET /partners filter[",
        ),
        (
            |document| {
                document["paths"]
                    .as_object_mut()
                    .unwrap()
                    .shift_remove("/documents/{id}/pdf");
            },
            "spec/overlay.json corrects what is not there",
        ),
        (
            |document| {
                document["paths"] = json!({"/a": {"get": {"responses": {}}}});
            },
            "spec/enumerations.json names places that are not there",
        ),
    ];
    for (change, expected) in cases {
        let mut document = ours(Version::V3_0);
        change(&mut document);
        let error = generated(document.to_string()).err().unwrap();
        let error = format!("{error:#}");
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn an_adopted_document_comes_before_the_blueprint() {
    let root = tempfile::tempdir().unwrap();
    let name = |root: &std::path::Path| default_path(root).file_name().unwrap().to_owned();
    assert_eq!(name(root.path()), "flowii.apib");
    std::fs::create_dir(root.path().join("spec")).unwrap();
    std::fs::write(root.path().join("spec/flowii.openapi.yaml"), "").unwrap();
    assert_eq!(name(root.path()), "flowii.openapi.yaml");
}
