//! Parameters: scalars and lists of scalars in the path, the query and the headers, each with a
//! name that no other one folds to.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::codegen::Context;
use crate::codegen::findings::Place;
use crate::codegen::names::field_name;
use crate::diagnostic::Code;

use path::lower_path;
use read::{Parameter, read_parameters};
use write::{parameter_schema, written};

mod path;
mod read;
mod write;

/// Headers that the transport sets, because they belong to the media type, to the session, or to
/// the connection: two lengths of one body make a request that no server reads.
const TRANSPORT_HEADERS: &[&str] = &[
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
];

/// Names that the generated builders and methods use themselves.
const RESERVED_FIELDS: &[&str] = &["header_map", "body_map", "new", "send", "stream"];

/// The parameters of an operation as they are generated.
#[derive(Debug)]
pub(super) struct LoweredParameters {
    /// The `parameters` to write.
    pub(super) value: Vec<Value>,
    /// The path with the names that its variables have now.
    pub(super) path: String,
}

/// The parameters of the operation, those of its path included.
pub(super) fn lower_parameters(
    context: &mut Context,
    path: &str,
    path_item: &Map<String, Value>,
    operation: &Map<String, Value>,
    has_body: bool,
    places: (&Place, &Place),
) -> LoweredParameters {
    let mut parameters = Vec::new();
    for (owner, place) in [(path_item, places.0), (operation, places.1)] {
        for parameter in read_parameters(context, owner, place) {
            // An operation's own parameter replaces the one of its path.
            parameters.retain(|known: &Parameter| {
                (&known.name, &known.location) != (&parameter.name, &parameter.location)
            });
            parameters.push(parameter);
        }
    }
    let mut fields = BTreeMap::new();
    if has_body {
        fields.insert("body".to_owned(), "the request body".to_owned());
    }
    for reserved in RESERVED_FIELDS {
        fields.insert((*reserved).to_owned(), "the generated code".to_owned());
    }
    for parameter in parameters
        .iter()
        .filter(|parameter| parameter.location == "cookie")
    {
        let message = format!(
            "the cookie `{}` cannot be set for a single call",
            parameter.name
        );
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, &parameter.place, message);
    }
    let mut value = Vec::new();
    for location in ["query", "header"] {
        for parameter in parameters
            .iter()
            .filter(|parameter| parameter.location == location)
        {
            let Some(parameter) = fit(context, parameter, &mut fields) else {
                continue;
            };
            value.push(parameter);
        }
    }
    let (path, variables) = lower_path(context, path, &parameters, &mut fields, places.1);
    value.splice(0..0, variables);
    LoweredParameters { value, path }
}

/// A query or header parameter to write, if there is room for it.
fn fit(
    context: &mut Context,
    parameter: &Parameter,
    fields: &mut BTreeMap<String, String>,
) -> Option<Value> {
    let Parameter {
        name,
        location,
        place,
        ..
    } = parameter;
    let left_to_transport = location == "header"
        && (TRANSPORT_HEADERS.contains(&name.to_ascii_lowercase().as_str())
            || context.credentials.contains(&name.to_ascii_lowercase()));
    if left_to_transport {
        let message = format!("the header `{name}` is set by the transport, not by each call");
        context
            .findings
            .report(Code::HEADER_LEFT_TO_TRANSPORT, place, message);
        return None;
    }
    if location == "header" && !name.bytes().all(is_header_byte) {
        let message = format!("`{name}` cannot be the name of a header");
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return None;
    }
    let field = field_name(name);
    if let Some(owner) = fields.get(&field) {
        let message = format!(
            "the {location} parameter `{name}` has the same name in Rust as {owner} and is left out"
        );
        context
            .findings
            .report(Code::PARAMETER_LEFT_OUT, place, message);
        return None;
    }
    fields.insert(field, format!("the {location} parameter `{name}`"));
    let schema = parameter_schema(context, parameter, location == "query");
    Some(written(name, parameter, &schema))
}

fn is_header_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
