//! Parameters: what the URI template has, with what the document says of it.

use crate::ast;
use crate::diagnostic::{Code, Diagnostic};
use crate::mson::signature::type_name;
use crate::mson::{Element, Member, TypeDefinition, TypeSection};
use crate::source::{Span, Text};
use crate::uri_template::{self, Location, UriTemplate};

use super::build::{Context, some_of};
use super::schema::Member as SchemaMember;
use super::{Parameter, ParameterLocation};

/// The parameters of an action on a template, path parameters first in the template's order.
pub(super) fn of_action(
    context: &mut Context<'_>,
    resource: &ast::Resource,
    action: &ast::Action,
    template: &UriTemplate,
) -> Vec<Parameter> {
    let requests = action
        .transactions
        .iter()
        .flat_map(|transaction| &transaction.requests);
    let declared: Vec<&ast::Parameter> = action
        .parameters
        .iter()
        .chain(requests.flat_map(|request| &request.parameters))
        .chain(&resource.parameters)
        .collect();
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut undocumented_names = Vec::new();
    let template_span = action
        .uri_template
        .as_ref()
        .or(resource.uri_template.as_ref())
        .map_or(action.span, |template| template.span);
    for variable in &template.variables {
        let declaration = declared
            .iter()
            .find(|parameter| wire_name(parameter) == variable.name);
        let parameter = match declaration {
            Some(declaration) => of_declaration(context, declaration, variable.location),
            None if variable.location == Location::Query
                && belongs_to_sibling(resource, action, &variable.name) =>
            {
                continue;
            }
            None => {
                if variable.literal.is_none() {
                    undocumented_names.push(format!("`{}`", variable.name));
                }
                undocumented(context, template_span, variable)
            }
        };
        let explode = variable.explode || parameter.explode;
        let mut parameter = Parameter {
            explode,
            ..parameter
        };
        if let Some(literal) = &variable.literal {
            parameter.schema.members = vec![SchemaMember {
                value: super::mson_schema::typed(&parameter.schema.shape, literal),
                description: None,
            }];
        }
        parameters.push(parameter);
    }
    if !undocumented_names.is_empty() {
        context.diagnostics.push(Diagnostic::new(
            Code::PARAMETER_UNDOCUMENTED,
            template_span,
            format!(
                "nothing is said of {}, taken as text",
                some_of(&undocumented_names)
            ),
        ));
    }
    for declaration in declared {
        let name = wire_name(declaration);
        if parameters.iter().all(|parameter| parameter.name != name) {
            // A resource's parameter that only other actions' templates hold is not missing here.
            let is_own = !resource
                .parameters
                .iter()
                .any(|other| std::ptr::eq(other, declaration));
            if is_own {
                context.diagnostics.push(Diagnostic::new(
                    Code::PARAMETER_NOT_IN_TEMPLATE,
                    declaration.name.span,
                    format!(
                        "the URI template does not hold `{name}`; it is taken as a query parameter"
                    ),
                ));
                let mut parameter = of_declaration(context, declaration, Location::Query);
                parameter.required = declaration.required.unwrap_or(false);
                parameters.push(parameter);
            }
        }
    }
    parameters.sort_by_key(|parameter| parameter.location);
    parameters
}

/// True for a query variable of a template that several actions share, where this action lists
/// its own parameters without it and another one has it.
fn belongs_to_sibling(resource: &ast::Resource, action: &ast::Action, name: &str) -> bool {
    let declares = |action: &ast::Action| {
        action
            .parameters
            .iter()
            .any(|parameter| wire_name(parameter) == name)
    };
    action.uri_template.is_none()
        && !action.parameters.is_empty()
        && resource.actions.iter().any(declares)
}

fn wire_name(parameter: &ast::Parameter) -> String {
    uri_template::percent_decoded(&parameter.name.text)
}

fn of_declaration(
    context: &mut Context<'_>,
    declaration: &ast::Parameter,
    location: Location,
) -> Parameter {
    let schema = context.parameter_schema(&element(declaration));
    Parameter {
        location: match location {
            Location::Path => ParameterLocation::Path,
            Location::Query => ParameterLocation::Query,
        },
        name: wire_name(declaration),
        // "required" is the specification's default.
        required: location == Location::Path || declaration.required.unwrap_or(true),
        schema,
        explode: false,
        description: declaration
            .description
            .as_ref()
            .map(|text| text.text.clone()),
        span: declaration.span,
    }
}

/// The parameter as an MSON element, so that its types and values are read by the same rules.
fn element(declaration: &ast::Parameter) -> Element {
    let span = declaration.span;
    let value = |value: &String| Element {
        span,
        value: Some(Text::new(value, span)),
        ..Element::default()
    };
    let members: Vec<Member> = declaration
        .members
        .iter()
        .map(|member| {
            Member::Element(Element {
                span,
                name: Some(member.value.clone()),
                description: member
                    .description
                    .as_ref()
                    .map(|description| Text::new(description, member.value.span)),
                ..Element::default()
            })
        })
        .collect();
    let enumeration = || type_name(&Text::new("enum[string]", span));
    let name = match &declaration.type_name {
        Some(name) => {
            let name = type_name(name);
            // Members make an enumeration of any type: `(string)` with `+ Members`.
            if members.is_empty() || name.base.text.eq_ignore_ascii_case("enum") {
                name
            } else {
                type_name(&Text::new(
                    format!("enum[{}]", name.base.text),
                    name.base.span,
                ))
            }
        }
        None if members.is_empty() => type_name(&Text::new("string", span)),
        None => enumeration(),
    };
    let mut sections = Vec::new();
    if !members.is_empty() {
        sections.push(TypeSection::Members(members));
    }
    if let Some(default) = &declaration.default {
        sections.push(TypeSection::Default(vec![value(default)]));
    }
    Element {
        span,
        value: declaration
            .sample
            .as_ref()
            .map(|sample| Text::new(sample, span)),
        type_definition: TypeDefinition {
            name: Some(name),
            ..TypeDefinition::default()
        },
        sections,
        ..Element::default()
    }
}

fn undocumented(
    context: &mut Context<'_>,
    span: Span,
    variable: &uri_template::Variable,
) -> Parameter {
    let declaration = ast::Parameter {
        span,
        name: Text::new(&variable.name, span),
        required: Some(variable.literal.is_some()),
        ..ast::Parameter::default()
    };
    of_declaration(context, &declaration, variable.location)
}
