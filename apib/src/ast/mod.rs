//! The blueprint tree: what the document says, in its own order and words, names not yet
//! resolved.

use crate::diagnostic::Diagnostic;
use crate::mson::{Element, NamedType};
use crate::source::{MappedText, Source, Span, Text};

mod asset;
mod description;
mod headers;
mod heading;
mod indentation;
mod metadata;
mod parameter;
mod parse;
mod payload;
mod print;
mod section;
mod unspanned;

use self::unspanned::Unspanned;

pub use self::print::print;

/// A whole blueprint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blueprint {
    /// `FORMAT`, `HOST` and other `KEY: value` lines at the head, in order.
    pub metadata: Vec<Metadata>,
    /// The API's name.
    pub name: Option<Text>,
    /// The overview below the name.
    pub description: Option<Text>,
    /// The resource groups. Resources outside of any group are in groups without a name.
    pub groups: Vec<ResourceGroup>,
    /// The types of all data structures sections.
    pub types: Vec<NamedType>,
}

impl Blueprint {
    /// The last value given for a metadata key, whatever its case.
    pub fn metadata_value(&self, key: &str) -> Option<&Text> {
        self.metadata
            .iter()
            .rev()
            .find(|metadata| metadata.key.text.eq_ignore_ascii_case(key))
            .map(|metadata| &metadata.value)
    }

    /// The same tree with every span at its default: equal for documents that say the same.
    #[must_use]
    pub fn without_spans(self) -> Self {
        self.unspanned()
    }

    /// Every resource of every group.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.groups.iter().flat_map(|group| &group.resources)
    }

    /// Every action of every resource.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.resources().flat_map(|resource| &resource.actions)
    }
}

/// One `KEY: value` line at the head of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// What stands before the colon.
    pub key: Text,
    /// What stands behind it.
    pub value: Text,
}

/// A `Group` section, or resources outside of any group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResourceGroup {
    /// The name; none for resources outside of any group.
    pub name: Option<Text>,
    /// The prose below the heading.
    pub description: Option<Text>,
    /// The group's resources.
    pub resources: Vec<Resource>,
}

/// A resource section: a URI template and the actions on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// The heading.
    pub span: Span,
    /// The name, if it has one beside its URI template.
    pub name: Option<Text>,
    /// The URI template that its actions share.
    pub uri_template: Option<Text>,
    /// The prose below the heading.
    pub description: Option<Text>,
    /// Parameters of the URI template, for every action.
    pub parameters: Vec<Parameter>,
    /// The resource's data structure, which other types may refer to by the resource's name.
    pub attributes: Option<Box<Element>>,
    /// A payload that responses may refer to by the resource's name.
    pub model: Option<Box<Payload>>,
    /// The actions.
    pub actions: Vec<Action>,
}

/// An action section: an HTTP method on a URI template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Action {
    /// The heading.
    pub span: Span,
    /// The name, if it has one beside its method.
    pub name: Option<Text>,
    /// The HTTP request method, in capitals.
    pub method: Text,
    /// A URI template of its own, in the place of the resource's.
    pub uri_template: Option<Text>,
    /// The link relation type (RFC 8288).
    pub relation: Option<Text>,
    /// The prose below the heading.
    pub description: Option<Text>,
    /// Parameters of the URI template.
    pub parameters: Vec<Parameter>,
    /// Attributes of every request that has none of its own.
    pub attributes: Option<Box<Element>>,
    /// The requests and responses, in their order.
    pub transactions: Vec<Transaction>,
}

/// Requests and the responses that answer them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Transaction {
    /// The requests; none where the document shows only responses.
    pub requests: Vec<Payload>,
    /// The responses.
    pub responses: Vec<Payload>,
}

/// A request, a response or a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    /// The whole section.
    pub span: Span,
    /// What a request is called.
    pub identifier: Option<Text>,
    /// A response's HTTP status code as it is written; `200` is meant where it is missing.
    pub status: Option<Text>,
    /// The media type, with its parameters.
    pub media_type: Option<Text>,
    /// The prose of the section.
    pub description: Option<Text>,
    /// Header fields in their order.
    pub headers: Vec<Header>,
    /// Parameters that the document lists below a request.
    pub parameters: Vec<Parameter>,
    /// The body's data structure.
    pub attributes: Option<Box<Element>>,
    /// A sample of the body.
    pub body: Option<MappedText>,
    /// A schema of the body, in practice JSON Schema.
    pub schema: Option<MappedText>,
    /// The name of the resource whose model this payload is.
    pub model: Option<Text>,
}

/// One HTTP header field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The field's name as written.
    pub name: Text,
    /// A sample of its value.
    pub value: Text,
}

/// A parameter of a URI template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameter {
    /// All of it.
    pub span: Span,
    /// The name as written, percent-encoding included.
    pub name: Text,
    /// The type as written, if one is given: `string`, `number`, `enum[number]`, ….
    pub type_name: Option<Text>,
    /// `Some` where the document says `required` or `optional`.
    pub required: Option<bool>,
    /// The value that a server assumes.
    pub default: Option<String>,
    /// A sample value.
    pub sample: Option<String>,
    /// The values it may have.
    pub members: Vec<ParameterMember>,
    /// What it means, in Markdown.
    pub description: Option<Text>,
}

/// One value that a parameter may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterMember {
    /// The value as written.
    pub value: Text,
    /// What it means.
    pub description: Option<String>,
}

/// Reads a blueprint. Always gives a tree; what is wrong with the document is in the
/// diagnostics.
///
/// ```
/// let source = apib::Source::new("api.apib", "# Notes\n\n## Note [/notes/{id}]\n\n### Read [GET]\n\n+ Response 200\n");
/// let (blueprint, diagnostics) = apib::ast::parse(&source);
/// assert!(diagnostics.is_empty());
/// assert_eq!(blueprint.actions().next().unwrap().method.text, "GET");
/// ```
pub fn parse(source: &Source) -> (Blueprint, Vec<Diagnostic>) {
    parse::blueprint(source)
}
