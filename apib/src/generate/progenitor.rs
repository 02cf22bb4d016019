//! Runs the generator, which panics on what it does not know.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use ::progenitor::{GenerationSettings, Generator};
use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr};

use super::{Error, Part};

/// The client's syntax tree.
///
/// If the generator refuses the document or panics, the error names the part that makes it.
pub(super) fn run(document: &OpenAPI, settings: &GenerationSettings) -> Result<syn::File, Error> {
    generate(document, settings).map_err(|reason| {
        culprit(document, settings).unwrap_or(Error::Refused {
            part: Part::Document,
            reason,
        })
    })
}

fn generate(document: &OpenAPI, settings: &GenerationSettings) -> Result<syn::File, String> {
    let generated = quietly(|| Generator::new(settings).generate_tokens(document));
    let tokens = generated?.map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| format!("what it wrote is not Rust: {error}"))
}

/// The part of the document that alone makes the generator fail, and how it fails.
fn culprit(document: &OpenAPI, settings: &GenerationSettings) -> Option<Error> {
    let mut schemas_only = document.clone();
    schemas_only.paths.paths.clear();
    if let Err(reason) = generate(&schemas_only, settings) {
        let part = faulty_schema(&schemas_only, settings).map_or(Part::Document, Part::Schema);
        return Some(Error::Refused { part, reason });
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
            if let Err(reason) = generate(&one, settings) {
                let part = Part::Operation {
                    method: method.to_owned(),
                    path: path.clone(),
                };
                return Some(Error::Refused { part, reason });
            }
        }
    }
    None
}

/// The schema without which the generator would take the others.
///
/// Those that refer to it are left in: what is missing to them is another fault, so that only a
/// schema that nothing refers to, or that is the only faulty one, is found.
fn faulty_schema(schemas_only: &OpenAPI, settings: &GenerationSettings) -> Option<String> {
    let components = schemas_only.components.as_ref()?;
    let names = components.schemas.keys();
    let alone = names.clone().find(|name| {
        let mut one = schemas_only.clone();
        one.components = Some(Components {
            schemas: components
                .schemas
                .iter()
                .filter(|(known, _)| known == name)
                .map(|(name, schema)| (name.clone(), schema.clone()))
                .collect(),
            ..Components::default()
        });
        // What it refers to is not there, which the generator answers in a way of its own.
        generate(&one, settings).is_err_and(|reason| !reason.contains("is missing"))
    });
    alone.cloned()
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives, or the words with which it panicked; they are not printed.
fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    // The hook is the process's: it looks at the thread, and leaves others' panics to the hook
    // that was there.
    HOOK.call_once(|| {
        let other = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                other(panic);
            }
        }));
    });
    QUIET.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    outcome.map_err(|payload| {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied());
        format!("it panicked: {}", message.unwrap_or("without a message"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::generate::Settings;

    fn fault(paths: &Value, schemas: &Value) -> Error {
        let document = serde_json::from_value(json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas},
        }))
        .unwrap();
        let settings = Settings::default().to_progenitor().unwrap();
        run(&document, &settings).err().unwrap()
    }

    #[test]
    fn the_operation_that_makes_the_generator_panic_is_named() {
        let answer = json!({"200": {"description": "", "content": {"application/json": {}}}});
        let paths = json!({
            "/good": {"get": {"operationId": "good", "responses": {"204": {"description": ""}}}},
            "/bad": {"get": {"operationId": "bad", "responses": answer}},
        });
        let error = fault(&paths, &json!({}));
        assert!(error.to_string().contains("`GET /bad`"), "{error}");
        assert!(error.to_string().contains("it panicked"), "{error}");
    }

    #[test]
    fn the_schema_that_makes_the_generator_panic_is_named() {
        let schemas = json!({
            "Good": {"type": "string"},
            "Bad": {"type": "string", "enum": ["a", "A"]},
        });
        let error = fault(&json!({}), &schemas);
        assert!(error.to_string().contains("the schema `Bad`"), "{error}");
    }
}
