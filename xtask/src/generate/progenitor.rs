//! Runs the generator, which panics on what it does not know.

use std::panic::{self, AssertUnwindSafe};

use anyhow::{Context, anyhow, bail};
use openapiv3::{OpenAPI, PathItem, ReferenceOr};
use progenitor::{CrateVers, GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;
use schemars::schema::{InstanceType, SchemaObject};

/// The client's syntax tree.
///
/// # Errors
///
/// If the generator refuses the document or panics; the error names the operation that makes it.
pub(super) fn client(document: &OpenAPI) -> anyhow::Result<syn::File> {
    run(document).map_err(|fault| match culprit(document) {
        Some((culprit, fault)) => anyhow!("the generator cannot take {culprit}: {fault}"),
        None => fault.context("the generator cannot take the document"),
    })
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        // A client without hooks would compile, and send requests without media types.
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::TransportHandle))
        .with_map_type("::std::collections::BTreeMap")
        // Types of the client's own, named by `x-rust-type`.
        .with_crate("flowii-api", CrateVers::Any, None)
        .with_conversion(secret(), "crate::Secret", std::iter::empty())
        .with_derive("PartialEq");
    settings
}

/// The schema of a text that must not be printed: `format: password`, as OpenAPI marks it.
fn secret() -> SchemaObject {
    SchemaObject {
        instance_type: Some(InstanceType::String.into()),
        format: Some("password".to_owned()),
        ..SchemaObject::default()
    }
}

fn run(document: &OpenAPI) -> anyhow::Result<syn::File> {
    let settings = settings();
    let generated = panic::catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(document)
    }));
    match generated {
        Ok(tokens) => syn::parse2(tokens?).context("what it wrote is not Rust"),
        Err(payload) => {
            let message = payload
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| payload.downcast_ref::<&str>().copied());
            bail!("it panicked: {}", message.unwrap_or("without a message"))
        }
    }
}

/// The part of the document that alone makes the generator fail, and how it fails.
fn culprit(document: &OpenAPI) -> Option<(String, anyhow::Error)> {
    let mut schemas_only = document.clone();
    schemas_only.paths.paths.clear();
    if let Err(fault) = run(&schemas_only) {
        return Some(("one of the schemas".to_owned(), fault));
    }
    for (path, item) in &document.paths.paths {
        let Some(item) = item.as_item() else {
            continue;
        };
        for (method, operation) in item.iter() {
            let mut one = schemas_only.clone();
            let mut only = PathItem::default();
            let slot = match method {
                "get" => &mut only.get,
                "put" => &mut only.put,
                "post" => &mut only.post,
                "delete" => &mut only.delete,
                "head" => &mut only.head,
                _ => &mut only.patch,
            };
            *slot = Some(operation.clone());
            one.paths
                .paths
                .insert(path.clone(), ReferenceOr::Item(only));
            if let Err(fault) = run(&one) {
                return Some((format!("`{} {path}`", method.to_uppercase()), fault));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::client;

    #[test]
    fn the_operation_that_makes_the_generator_panic_is_named() {
        let answer = json!({"200": {"description": "", "content": {"application/json": {}}}});
        let document = serde_json::from_value(json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {
                "/good": {"get": {"operationId": "good", "responses": {"204": {"description": ""}}}},
                "/bad": {"get": {"operationId": "bad", "responses": answer}},
            },
        }))
        .unwrap();
        let error = client(&document).err().unwrap();
        assert!(error.to_string().contains("`GET /bad`"), "{error}");
    }
}
