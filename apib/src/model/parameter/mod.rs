//! Parameters: what the URI template has, with what the document says of it.

use std::collections::BTreeSet;

use thin_vec::thin_vec;

use crate::ast;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Text};
use crate::uri_template::{Expansion, Location, UriTemplate, Variable};

use super::build::{Context, some_of};
use super::operation::Occurrence;
use super::schema::Member;
use super::{Parameter, mson_schema};

use declaration::{of_declaration, wire_name};
use declared::Declared;

pub(super) use declared::SharedParameters;

mod declaration;
mod declared;

/// The parameters of an action on a template, path parameters first in the template's order.
pub(super) fn of_action(
    context: &mut Context<'_>,
    occurrence: &Occurrence<'_>,
    template: &UriTemplate,
) -> Vec<Parameter> {
    let Occurrence {
        resource, action, ..
    } = occurrence;
    let own: Vec<&ast::Parameter> = action
        .parameters
        .iter()
        .chain(
            occurrence
                .requests()
                .flat_map(|request| &request.parameters),
        )
        .collect();
    let declared = Declared::new(own.iter().copied().chain(&resource.parameters));
    let span = occurrence
        .uri_template()
        .map_or(action.span, |template| template.span);
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut undocumented_names = Vec::new();
    for variable in &template.variables {
        let of_sibling = occurrence.shared.of_actions.get(&variable.name).copied();
        let parameter = match (declared.of(variable), of_sibling) {
            (Some(declaration), _) => of_declaration(context, declaration, variable),
            // Of a query that several actions share, each lists what it takes.
            (None, Some(_))
                if variable.location == Location::Query
                    && action.uri_template.is_none()
                    && !action.parameters.is_empty() =>
            {
                continue;
            }
            (None, Some(declaration)) => Parameter {
                required: variable.location == Location::Path,
                ..of_declaration(context, declaration, variable)
            },
            (None, None) => {
                if variable.literal.is_none() && variable.expansion != Expansion::Flag {
                    undocumented_names.push(format!("`{}`", variable.name));
                }
                undocumented(context, span, variable)
            }
        };
        parameters.push(with_literal(parameter, variable));
    }
    if !undocumented_names.is_empty() {
        context.diagnostics.push(Diagnostic::new(
            Code::PARAMETER_UNDOCUMENTED,
            span,
            format!(
                "nothing is said of {}, taken as text",
                some_of(&undocumented_names)
            ),
        ));
    }
    let of_resource = resource.parameters.iter().filter(|parameter| {
        !occurrence
            .shared
            .in_templates
            .contains(&wire_name(parameter))
    });
    let mut taken: BTreeSet<String> = parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect();
    let of_other_spelling = declared.of_other_spelling(template);
    for declaration in own.into_iter().chain(of_resource) {
        let name = wire_name(declaration);
        if of_other_spelling.contains(&declaration.span) || !taken.insert(name.clone()) {
            continue;
        }
        context.diagnostics.push(Diagnostic::new(
            Code::PARAMETER_NOT_IN_TEMPLATE,
            declaration.name.span,
            format!("the URI template does not hold `{name}`; it is taken as a query parameter"),
        ));
        let variable = variable(&name, Location::Query);
        parameters.push(Parameter {
            required: declaration.required.unwrap_or(false),
            ..of_declaration(context, declaration, &variable)
        });
    }
    parameters.sort_by_key(|parameter| parameter.location);
    parameters
}

/// The value that the template itself gives a variable is the only one it can have.
fn with_literal(mut parameter: Parameter, variable: &Variable) -> Parameter {
    if let Some(literal) = &variable.literal {
        parameter.schema.members = thin_vec![Member {
            value: mson_schema::typed(&parameter.schema.shape, literal),
            description: None,
        }];
    }
    parameter
}

fn variable(name: &str, location: Location) -> Variable {
    Variable {
        name: name.to_owned(),
        location,
        expansion: Expansion::Simple,
        explode: false,
        prefix: None,
        literal: None,
    }
}

fn undocumented(context: &mut Context<'_>, span: Span, variable: &Variable) -> Parameter {
    let declaration = ast::Parameter {
        span,
        name: Text::new(&variable.name, span),
        required: Some(variable.literal.is_some()),
        ..ast::Parameter::default()
    };
    of_declaration(context, &declaration, variable)
}
