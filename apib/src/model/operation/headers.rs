//! Header fields: credentials and parameters of requests, and what responses have.

use std::collections::BTreeSet;

use http::HeaderName;
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use crate::ast::Header;
use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::model::build::Context;
use crate::model::schema::{Schema, Shape};
use crate::model::{Example, HeaderField, Parameter, ParameterLocation, security};
use crate::uri_template::{Expansion, UriTemplate};

use super::Occurrence;

/// Header fields by their names in lower case, with all values that the document shows.
type Fields<'a> = IndexMap<String, Field<'a>>;

struct Field<'a> {
    header: &'a Header,
    examples: Vec<Example<Value>>,
    seen: BTreeSet<&'a str>,
}

/// The security requirements and the header parameters of an operation.
pub(super) fn request_headers(
    context: &mut Context<'_>,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> (Vec<Vec<String>>, Vec<Parameter>) {
    let mut security: IndexSet<Vec<String>> = IndexSet::new();
    let mut fields = Fields::new();
    for (one, _) in occurrences {
        for payload in one.requests() {
            let name = payload.identifier.as_ref().map(|name| name.text.as_str());
            let mut required = Vec::new();
            for header in one.message(payload).headers() {
                if !is_legal(context, header) {
                    continue;
                }
                if let Some((name, scheme)) = security::scheme_of(header) {
                    required.push(context.security_schemes.register(&name, scheme));
                } else {
                    add_field(&mut fields, header, name.or(one.name()));
                }
            }
            required.sort();
            required.dedup();
            if !required.is_empty() {
                security.insert(required);
            }
        }
    }
    let parameters = fields.into_values().map(parameter);
    (security.into_iter().collect(), parameters.collect())
}

fn parameter(
    Field {
        header, examples, ..
    }: Field<'_>,
) -> Parameter {
    Parameter {
        location: ParameterLocation::Header,
        name: header.name.text.clone(),
        required: false,
        schema: Schema::of(Shape::String),
        expansion: Expansion::Simple,
        explode: false,
        description: None,
        examples: Example::compact(examples),
        span: header.name.span,
    }
}

/// The header fields of the responses of one status, each with the name that its example has.
pub(super) fn response_headers<'a>(
    context: &mut Context<'_>,
    headers: impl Iterator<Item = (&'a Header, Option<&'a str>)>,
) -> Vec<HeaderField> {
    let mut fields = Fields::new();
    for (header, name) in headers {
        if is_legal(context, header) {
            add_field(&mut fields, header, name);
        }
    }
    fields.into_values().map(header_field).collect()
}

/// A field whose every value is a number or a truth value is one; any other is a text.
fn header_field(
    Field {
        header, examples, ..
    }: Field<'_>,
) -> HeaderField {
    let scalar = |example: &Example<Value>| {
        let written = example.value.as_str()?;
        let value: Value = serde_json::from_str(written).ok()?;
        // `007` and `1e3` are texts that happen to have digits.
        let rewritten = value.to_string();
        let is_scalar = value.is_number() || value.is_boolean();
        (is_scalar && rewritten == written).then_some(value)
    };
    let typed: Option<Vec<Value>> = examples.iter().map(scalar).collect();
    let typed = typed.filter(|values| !values.is_empty());
    let schema = typed.as_ref().map(infer::from_examples);
    let examples = match typed {
        Some(values) => examples
            .into_iter()
            .zip(values)
            .map(|(example, value)| Example { value, ..example })
            .collect(),
        None => examples,
    };
    HeaderField {
        name: header.name.text.clone(),
        schema: schema
            .map(|schema| Schema::of(schema.shape))
            .filter(|schema| {
                matches!(
                    schema.shape,
                    Shape::Boolean | Shape::Integer | Shape::Number
                )
            })
            .unwrap_or(Schema::of(Shape::String)),
        examples: Example::compact(examples),
        span: header.name.span,
    }
}

/// False for a name that HTTP does not allow, which is reported.
fn is_legal(context: &mut Context<'_>, header: &Header) -> bool {
    let written = &header.name.text;
    let is_legal = HeaderName::from_bytes(written.as_bytes()).is_ok();
    if !is_legal {
        context.diagnostics.push(Diagnostic::new(
            Code::HEADER_NAME_ILLEGAL,
            header.name.span,
            format!("`{written}` cannot be the name of a header field"),
        ));
    }
    is_legal
}

/// Adds a field. Names are equal whatever their case (RFC 9110, section 5.1).
fn add_field<'a>(fields: &mut Fields<'a>, header: &'a Header, name: Option<&str>) {
    let written = &header.name.text;
    if security::is_media_type_field(written) {
        return;
    }
    let field = fields
        .entry(written.to_ascii_lowercase())
        .or_insert_with(|| Field {
            header,
            examples: Vec::new(),
            seen: BTreeSet::new(),
        });
    let value = header.value.text.as_str();
    if !value.is_empty() && field.seen.insert(value) {
        field.examples.push(Example {
            name: name.map(str::to_owned),
            value: value.into(),
            span: header.value.span,
        });
    }
}
