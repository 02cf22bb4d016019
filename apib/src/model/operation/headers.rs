//! Header fields of requests: credentials and parameters.

use crate::ast::Header;
use crate::model::build::Context;
use crate::model::schema::{Schema, Shape};
use crate::model::{Parameter, ParameterLocation, SecurityScheme, security};
use crate::names::numbered;
use crate::uri_template::UriTemplate;

use super::Occurrence;

/// The security requirements and the header parameters of an operation.
pub(super) fn request_headers(
    context: &mut Context<'_>,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> (Vec<Vec<String>>, Vec<Parameter>) {
    let mut security: Vec<Vec<String>> = Vec::new();
    let mut parameters = Vec::new();
    for (one, _) in occurrences {
        for payload in one.requests() {
            let mut required = Vec::new();
            for header in &payload.headers {
                if let Some((name, scheme)) = security::scheme_of(header) {
                    required.push(context.security_scheme(&name, scheme));
                } else if !security::is_media_type_field(&header.name.text) {
                    parameters.push(header_parameter(header));
                }
            }
            required.sort();
            required.dedup();
            if !required.is_empty() && !security.contains(&required) {
                security.push(required);
            }
        }
    }
    (security, parameters)
}

fn header_parameter(header: &Header) -> Parameter {
    let mut schema = Schema::of(Shape::String);
    if !header.value.text.is_empty() {
        schema.examples.push(header.value.text.clone().into());
    }
    Parameter {
        location: ParameterLocation::Header,
        name: header.name.text.clone(),
        required: false,
        schema,
        explode: false,
        description: None,
        span: header.name.span,
    }
}

impl Context<'_> {
    /// Registers a security scheme and gives the name it goes by.
    fn security_scheme(&mut self, name: &str, scheme: SecurityScheme) -> String {
        let schemes = &self.security_schemes;
        let unique = numbered(name, "", |name| {
            schemes.get(name).is_none_or(|other| *other == scheme)
        });
        self.security_schemes
            .entry(unique.clone())
            .or_insert(scheme);
        unique
    }
}
