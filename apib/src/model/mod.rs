//! The API that a blueprint describes: names resolved, templates taken apart, schemas settled.

use indexmap::IndexMap;
use serde_json::Value;

use crate::json::Compact;
use crate::source::Span;
use crate::uri_template::Expansion;

pub use build::build;

mod body;
mod build;
mod content;
mod examples;
mod json_schema;
mod metadata;
mod misfit;
mod mson_schema;
mod mson_value;
mod named_types;
mod names;
mod operation;
mod own_values;
mod parameter;
mod paths;
mod primitive;
mod resource_model;
pub mod schema;
mod security;
mod server;
mod settle;
mod transactions;

use schema::Schema;

/// A whole API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// Its name; empty where the document has none.
    pub name: String,
    /// `VERSION` of the metadata.
    pub version: Option<String>,
    /// The overview, in Markdown.
    pub description: Option<String>,
    /// Base URLs, from `HOST` of the metadata.
    pub servers: Vec<Server>,
    /// Metadata that OpenAPI has no field for, in the order of the document.
    pub metadata: IndexMap<String, String>,
    /// The resource groups that have a name.
    pub tags: Vec<Tag>,
    /// What is said of the resources, by path.
    pub resources: IndexMap<String, ResourceInfo>,
    /// What can be called, one for each method and path.
    pub operations: Vec<Operation>,
    /// The named types.
    pub types: IndexMap<String, NamedSchema>,
    /// How a caller proves who it is, by the schemes' names.
    pub security_schemes: IndexMap<String, SecurityScheme>,
}

/// Where the API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL, with `{name}` for what is different from one installation to the other.
    pub url: String,
    /// The names in its braces, each with the value that the document puts there.
    pub variables: IndexMap<String, String>,
}

/// A resource group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, unlike every other tag's.
    pub name: String,
    /// Its prose, in Markdown.
    pub description: Option<String>,
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedSchema {
    /// What it is.
    pub schema: Schema,
    /// Where it is declared.
    pub span: Span,
}

/// What a document says of the resource at a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceInfo {
    /// Its name.
    pub name: Option<String>,
    /// Its prose, in Markdown.
    pub description: Option<String>,
    /// Its heading.
    pub span: Span,
}

/// A method on a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its identifier: `snake_case`, unlike every other one.
    pub id: String,
    /// The HTTP method in capitals.
    pub method: String,
    /// The path with `{name}` for each path parameter.
    pub path: String,
    /// The names of its groups.
    pub tags: Vec<String>,
    /// The action's name.
    pub summary: Option<String>,
    /// The prose of the action, in Markdown.
    pub description: Option<String>,
    /// The link relation types of its actions (RFC 8288).
    pub relations: Vec<String>,
    /// The actions that it was made of, as their headings have them; empty where it is only one.
    pub merged_actions: Vec<String>,
    /// The URI template as written, where the path could not be spelt as it is there.
    pub uri_template: Option<String>,
    /// Names of requests that no example goes by.
    pub request_names: Vec<String>,
    /// The media types that requests without a body announce, of a method that takes none.
    pub request_media_types: Vec<String>,
    /// Path, query and header parameters, and those of the fragment.
    pub parameters: Vec<Parameter>,
    /// What is sent; `None` where no request shows a body.
    pub request: Option<Body>,
    /// What a request that cannot have a body has in its attributes: in practice the values of
    /// its parameters.
    pub request_attributes: Option<Box<Schema>>,
    /// What comes back, by status code.
    pub responses: IndexMap<String, Response>,
    /// Sets of security schemes, any one of which suffices.
    pub security: Vec<Vec<String>>,
    /// Other servers than the API's, for actions whose URI template is a whole URL.
    pub servers: Vec<Server>,
    /// The heading of the action.
    pub span: Span,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// As a header field.
    Header,
    /// Not at all: it is in the fragment of the URI, which stays with the client.
    Fragment,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it is sent.
    pub location: ParameterLocation,
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it may be.
    pub schema: Schema,
    /// How its value is written where it is sent.
    pub expansion: Expansion,
    /// Whether the members of a list are sent one by one.
    pub explode: bool,
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// Samples in the order of the document.
    pub examples: Vec<Example>,
    /// Where it is declared.
    pub span: Span,
}

/// What a request or response carries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// What it means, in Markdown.
    pub description: Option<String>,
    /// The forms it may have, by media type.
    pub content: IndexMap<String, Content>,
}

/// One form of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// What it may be; `None` where the document shows nothing of it.
    pub schema: Option<Schema>,
    /// Samples in the order of the document.
    pub examples: Vec<Example>,
    /// Where it is first shown.
    pub span: Span,
}

/// A sample of a body, a parameter or a header field.
///
/// The value is kept as text from the moment on that nothing more is learnt from it: samples are
/// the most part of many a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Example<V = Compact> {
    /// What the document calls it.
    pub name: Option<String>,
    /// The sample: a JSON value where the body is JSON, else its text.
    pub value: V,
    /// Where it stands.
    pub span: Span,
}

impl Example<Value> {
    /// The same examples, to be kept.
    pub(crate) fn compact(examples: Vec<Self>) -> Vec<Example> {
        // A new list, since one that is made in the place of the old one would keep its room.
        let mut kept = Vec::with_capacity(examples.len());
        kept.extend(examples.into_iter().map(|example| Example {
            name: example.name,
            value: example.value.into(),
            span: example.span,
        }));
        kept
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Header fields, each name once whatever its case.
    pub headers: Vec<HeaderField>,
    /// What it carries.
    pub body: Body,
    /// Where it is first shown.
    pub span: Span,
}

/// A header field of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderField {
    /// Its name as first written.
    pub name: String,
    /// What it may be, as its samples show it.
    pub schema: Schema,
    /// Samples in the order of the document, each value once.
    pub examples: Vec<Example>,
    /// Where it is first shown.
    pub span: Span,
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecurityScheme {
    /// `Authorization` with a scheme of the IANA registry, in lower case: `bearer`, `basic`, ….
    Http {
        /// The scheme.
        scheme: String,
    },
    /// A key in a header field.
    ApiKey {
        /// The field's name.
        header: String,
        /// The word that stands in front of the key, as in `Token KEY`.
        prefix: Option<String>,
    },
}
