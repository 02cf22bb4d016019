//! An `OpenAPI` document as it is compared: references to all but schemas followed, what may be
//! written in several ways written in one, 3.0 and 3.1 alike.
//!
//! Reading never fails. What is not of the form that the specification demands counts as not there:
//! whether a document is valid is for others to judge.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

pub(crate) use schema::{Additional, BOUNDS, Documentation, Schema};

mod operation;
mod reference;
mod schema;
mod security;

/// A document.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub(crate) servers: BTreeSet<String>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: IndexMap<String, Schema>,
    pub(crate) documentation: Documentation,
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// In capitals.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) id: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// By status or range of statuses.
    pub(crate) responses: IndexMap<String, Response>,
    /// The alternatives; each a set of credentials that are needed together.
    pub(crate) security: BTreeSet<BTreeSet<String>>,
    pub(crate) documentation: Documentation,
}

impl Operation {
    /// The name in messages: `GET /partners`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub(crate) location: String,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    /// How the value is written, for comparing and for people.
    pub(crate) style: String,
    pub(crate) schema: Schema,
    pub(crate) documentation: Documentation,
}

impl Parameter {
    /// Whether both are one and the same; names of headers have no case.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.location == other.location && self.has_same_name(other)
    }

    /// Whether they have the same name, wherever they stand.
    pub(crate) fn has_same_name(&self, other: &Self) -> bool {
        if self.location == "header" || other.location == "header" {
            self.name.eq_ignore_ascii_case(&other.name)
        } else {
            self.name == other.name
        }
    }
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) content: IndexMap<String, Media>,
    pub(crate) documentation: Documentation,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    pub(crate) schema: Schema,
    /// The samples, as they are.
    pub(crate) examples: Value,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) content: IndexMap<String, Media>,
    /// By name in small letters.
    pub(crate) headers: IndexMap<String, Header>,
    pub(crate) documentation: Documentation,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) required: bool,
    pub(crate) schema: Schema,
}

impl Api {
    /// Reads a document.
    pub(crate) fn read(document: &Value) -> Self {
        let schemas = document
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        Self {
            servers: servers(document),
            operations: operation::read_all(document),
            schemas: schemas
                .into_iter()
                .flatten()
                .map(|(name, schema)| (name.clone(), Schema::read(schema)))
                .collect(),
            documentation: Documentation::read(&document["info"]),
        }
    }
}

/// The addresses, without the slash at their end; the default one is not counted.
fn servers(document: &Value) -> BTreeSet<String> {
    let servers = document["servers"].as_array();
    servers
        .into_iter()
        .flatten()
        .filter_map(|server| server["url"].as_str())
        .map(|url| url.trim_end_matches('/').to_owned())
        .filter(|url| !url.is_empty())
        .collect()
}
