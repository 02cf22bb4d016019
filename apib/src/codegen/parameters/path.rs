//! The variables of a path.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::read::Parameter;
use super::write::{parameter_schema, written};
use crate::codegen::Context;
use crate::codegen::findings::Place;
use crate::codegen::names::method_name;
use crate::diagnostic::Code;
use crate::names::numbered;

/// The path with variables that are declared, required, and not confused with anything else.
///
/// Their names do not go over the wire, so they can be changed: the generator looks parameters
/// up by name alone and panics where the query has one of the same name.
pub(super) fn lower_path(
    context: &mut Context,
    path: &str,
    parameters: &[Parameter],
    fields: &mut BTreeMap<String, String>,
    place: &Place,
) -> (String, Vec<Value>) {
    let mut lowered = String::new();
    let mut written_variables = Vec::new();
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        lowered.push_str(&encoded(&rest[..open]));
        rest = &rest[open + length + 1..];
        let declared = parameters
            .iter()
            .find(|parameter| parameter.location == "path" && parameter.name == name);
        let field = free_field(name, fields);
        fields.insert(field.clone(), format!("the path variable `{name}`"));
        let schema = if let Some(declared) = declared {
            parameter_schema(context, declared, false)
        } else {
            let message = format!("the path variable `{name}` is not described and taken as text");
            context
                .findings
                .report(Code::PARAMETER_AS_TEXT, place, message);
            json!({"type": "string"})
        };
        let prefix = declared.map_or("", |declared| &declared.prefix);
        lowered.extend([prefix, "{", &field, "}"]);
        let variable = Parameter {
            name: field.clone(),
            location: "path".to_owned(),
            required: true,
            description: declared.and_then(|declared| declared.description.clone()),
            value: declared
                .map(|declared| declared.value.clone())
                .unwrap_or_default(),
            prefix: String::new(),
            repeats: false,
            place: place.clone(),
        };
        written_variables.push(written(&field, &variable, &schema));
    }
    if rest.contains(['{', '}']) {
        let message = format!("`{rest}` has a brace without its partner, which is taken as text");
        context.findings.report(Code::PATH_CHANGED, place, message);
    }
    lowered.push_str(&encoded(rest));
    for parameter in parameters {
        let name = &parameter.name;
        if parameter.location == "path" && !path.contains(&format!("{{{name}}}")) {
            let message = format!("the path has no variable `{name}`, so it cannot be set");
            context
                .findings
                .report(Code::PARAMETER_LEFT_OUT, &parameter.place, message);
        }
    }
    (lowered, written_variables)
}

/// A part of a path without characters that no path has, which the documentation of the generated
/// method could not show either.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_control() || " \"<>`{}".contains(character) {
            encoded.extend(utf8_percent_encode(character.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

fn free_field(name: &str, fields: &BTreeMap<String, String>) -> String {
    let wanted = method_name(name);
    if !fields.contains_key(&wanted) {
        return wanted;
    }
    numbered(&format!("{wanted}_in_path"), "", |field| {
        !fields.contains_key(field)
    })
}
