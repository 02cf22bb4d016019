//! What the document says: its operations, the shapes of its resources, and how they are shown.
//!
//! Everything is read once, when the mock starts. Nothing here knows a path or a type by name; a new
//! operation of a kind that is there already needs no code.

mod action;
mod collections;
mod error;
mod operation;
mod parameter;
mod resource;
mod samples;
mod schema;
mod view;

pub use error::SpecificationError;

pub(crate) use action::Action;
pub(crate) use operation::Operation;
pub(crate) use parameter::{Parameter, ParameterKind};
pub(crate) use resource::Resource;
pub(crate) use samples::{Sample, samples};
pub(crate) use schema::BodyProblem;
pub(crate) use view::{ResourceView, View};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use collections::Collections;

/// The specification that the mock is built with: `spec/openapi.json` of the workspace.
pub const OPENAPI: &str = include_str!("../openapi.json");

/// The document, read.
#[derive(Debug)]
pub(crate) struct Specification {
    pub(crate) document: Arc<Value>,
    pub(crate) operations: Vec<Operation>,
    /// By their `type`.
    pub(crate) resources: BTreeMap<String, Resource>,
    /// Where the vendor's samples say that the server is; links in samples start with it.
    pub(crate) server: String,
}

impl Specification {
    /// Reads an OpenAPI 3.0 document.
    pub(crate) fn parse(text: &str) -> Result<Self, SpecificationError> {
        let document: Value = serde_json::from_str(text).map_err(SpecificationError::NotJson)?;
        let document = Arc::new(document);
        let server = document.pointer("/servers/0/url").and_then(Value::as_str);
        let server = server.unwrap_or_default().trim_end_matches('/').to_owned();
        let collections = Collections::learn(&document);
        let operations = operation::read_all(&document, &collections, &server)?;
        if operations.is_empty() {
            return Err(SpecificationError::NoOperations);
        }
        let resources = resource::read_all(&document);
        Ok(Self {
            document,
            operations,
            resources,
            server,
        })
    }
}

/// Follows a `$ref` within the document; a schema without one is what it is.
pub(crate) fn resolve<'a>(document: &'a Value, mut value: &'a Value) -> &'a Value {
    // A chain that is longer than this goes round in circles.
    for _ in 0..32 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            break;
        };
        let target = reference
            .strip_prefix('#')
            .and_then(|at| document.pointer(at));
        let Some(target) = target else { break };
        value = target;
    }
    value
}

#[cfg(test)]
mod tests;
