//! Lowers an OpenAPI document to what the generator of the client, progenitor 0.15, can take.
//!
//! The document says how the API is; the generator knows part of that language, and answers the
//! rest with panics, with code that does not compile, or with code that fails on live data.
//! [`lower`] writes the same API in the part that it knows. Whatever a client loses by that is a
//! [`Diagnostic`] at the place in the blueprint where it was said.
//!
//! The way of the data: `schemas` reads schemas into `types`, which have no constraints; `unions`
//! makes one shape of `allOf` and `oneOf`; `hoist` gives every record a name and writes it.
//! `operations`, with `parameters`, `bodies` and `responses`, does the rest. [`RULES`] lists what
//! is changed, and why.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Document;

use components::{Components, pointer_of};
use endless::{Opened, open_endless};
use findings::{Findings, Place};
use hoist::{Written, write_components};
use operations::lower_paths;
use schemas::read_schema;

mod bodies;
mod components;
mod endless;
mod findings;
mod hoist;
mod media;
mod members;
mod names;
mod operations;
mod parameters;
mod responses;
mod rules;
mod rustdoc;
mod schemas;
mod siblings;
mod spelling;
mod types;
mod unions;

pub use rules::{RULES, Rule};

#[cfg(feature = "generate")]
pub(crate) use rustdoc::{to_rustdoc, to_rustdoc_line};

/// A document that the generator can take.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// The OpenAPI 3.0.3 document, as JSON.
    pub document: Value,
    /// Its operations, in the order of the document, with what the generator does not know of
    /// them.
    pub operations: Vec<LoweredOperation>,
    /// What a client loses, in the order of the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// One operation, as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoweredOperation {
    /// The name of the generated method, in snake case.
    pub operation_id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path as the document has it.
    pub path: String,
    /// The group it belongs to.
    pub tag: Option<String>,
    /// The media type of its successful answer.
    pub accept: Option<String>,
    /// The media type of its request body.
    pub content_type: Option<String>,
    /// What a successful call gives.
    pub response: Response,
}

/// What a successful call gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// A typed value, read from JSON.
    Json,
    /// The bytes as they come.
    Stream,
    /// Nothing but the status.
    Empty,
}

/// Lowers a document; it is left as it was.
///
/// Any JSON is accepted. What is not OpenAPI 3 at all gives a document without operations, and a
/// diagnostic.
pub fn lower(document: &Document) -> Lowered {
    let root = &document.value;
    let mut context = Context {
        root,
        findings: Findings::new(&document.origins),
        components: Components::declared(root),
        written: Written::default(),
        credentials: credential_headers(root),
    };
    let version = root
        .get("openapi")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (paths, operations) = if version == "3" || version.starts_with("3.") {
        lower_paths(&mut context)
    } else {
        let place = Place::new("the document", "/openapi");
        let message = "it is not OpenAPI 3, so nothing can be generated";
        context
            .findings
            .report(Code::VERSION_UNKNOWN, &place, message);
        Default::default()
    };
    context.read_components();
    write_components(&mut context);
    let renamed: Vec<_> = context
        .components
        .renamed()
        .map(|component| (component.place.clone(), component.name.clone()))
        .collect();
    for (place, name) in renamed {
        context.findings.report(
            Code::COMPONENT_RENAMED,
            &place,
            format!("its type is called `{name}`"),
        );
    }
    let mut schemas = context.written.into_schemas();
    for Opened {
        component,
        property,
    } in open_endless(&mut schemas)
    {
        let place = context.components.place(&component);
        let message = format!(
            "`{property}` leads back to `{component}` without end, so that it may be left out"
        );
        context
            .findings
            .report(Code::SCHEMA_FREE_FORM, &place, message);
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": info(root),
        "paths": paths,
        "components": {"schemas": schemas},
    });
    Lowered {
        document,
        operations,
        diagnostics: context.findings.into_diagnostics(),
    }
}

/// What every step of the lowering reads and adds to.
#[derive(Debug)]
struct Context<'a> {
    root: &'a Value,
    findings: Findings<'a>,
    components: Components,
    written: Written,
    /// Header names, in lower case, that carry credentials.
    credentials: BTreeSet<String>,
}

impl Context<'_> {
    /// The value itself, or what it refers to; nothing, and a finding, where that is missing.
    fn referenced(&mut self, value: &Value, place: &Place) -> Option<Value> {
        let mut value = value.clone();
        // As many steps as any sane document takes; a circle ends here too.
        for _ in 0..16 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Some(value);
            };
            let Some(target) =
                pointer_of(reference).and_then(|pointer| self.root.pointer(&pointer))
            else {
                break;
            };
            value = target.clone();
        }
        let message = "it refers to something that is not in this document, and is left out";
        self.findings
            .report(Code::REFERENCE_DANGLING, place, message);
        None
    }

    /// Reads all components that are known and not read yet, and those they refer to.
    fn read_components(&mut self) {
        while let Some((reference, place)) = self.components.next_unread() {
            let schema = self.root.pointer(reference.trim_start_matches('#'));
            let value = read_schema(self, schema.unwrap_or(&Value::Null), &place);
            self.components.set(&reference, value);
        }
    }
}

/// Headers that security schemes speak of: the session sends them, not each call.
fn credential_headers(root: &Value) -> BTreeSet<String> {
    let schemes = root
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    schemes
        .into_iter()
        .flatten()
        .filter(|(_, scheme)| {
            scheme
                .get("in")
                .is_some_and(|location| location == "header")
        })
        .filter_map(|(_, scheme)| scheme.get("name")?.as_str().map(str::to_ascii_lowercase))
        .collect()
}

/// Title and version. The version goes into a header of every call, which takes ASCII only.
fn info(root: &Value) -> Value {
    let text = |key: &str| {
        root.pointer(&format!("/info/{key}"))
            .and_then(Value::as_str)
    };
    let version: String = text("version")
        .unwrap_or_default()
        .chars()
        .filter(|c| matches!(c, ' '..='~'))
        .collect();
    let version = version.trim();
    json!({
        "title": text("title").map_or_else(|| "API".to_owned(), rustdoc::to_rustdoc_line),
        "version": if version.is_empty() { "0" } else { version },
    })
}

#[cfg(test)]
mod tests;
