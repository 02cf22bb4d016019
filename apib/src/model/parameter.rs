//! Parameters: what the URI template has, with what the document says of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::ast;
use crate::diagnostic::{Code, Diagnostic};
use crate::mson::signature::type_name;
use crate::mson::{Element, Member, TypeDefinition, TypeSection};
use crate::source::{Span, Text};
use crate::uri_template::{self, Expansion, Location, UriTemplate, Variable};

use super::build::{Context, some_of};
use super::operation::Occurrence;
use super::schema::{Member as SchemaMember, Schema, Shape};
use super::{Example, Parameter, ParameterLocation};

/// What the parameters of one resource and its actions have to do with each other.
#[derive(Debug, Default)]
pub(super) struct SharedParameters<'a> {
    /// What the actions document, by name: of variables that one action documents and another
    /// does not, the latter knows as much.
    of_actions: BTreeMap<String, &'a ast::Parameter>,
    /// The names that some URI template of the resource or its actions holds.
    in_templates: BTreeSet<String>,
}

impl<'a> SharedParameters<'a> {
    /// For each resource of the blueprint, in their order.
    pub(super) fn of_resources(blueprint: &'a ast::Blueprint) -> Vec<Self> {
        blueprint.resources().map(Self::of_resource).collect()
    }

    fn of_resource(resource: &'a ast::Resource) -> Self {
        let mut shared = Self::default();
        let own = resource.actions.iter().map(|action| &action.uri_template);
        for template in own.chain([&resource.uri_template]).flatten() {
            let variables = uri_template::parse(&template.text).variables;
            shared
                .in_templates
                .extend(variables.into_iter().map(|variable| variable.name));
        }
        for parameter in resource.actions.iter().flat_map(|one| &one.parameters) {
            shared
                .of_actions
                .entry(wire_name(parameter))
                .or_insert(parameter);
        }
        shared
    }
}

/// The parameters of an action on a template, path parameters first in the template's order.
pub(super) fn of_action(
    context: &mut Context<'_>,
    occurrence: Occurrence<'_>,
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

/// The declarations that an action's variables may have, its own before those of the resource.
struct Declared<'a> {
    by_name: BTreeMap<String, &'a ast::Parameter>,
    /// By what is left of the name without its case and marks: in the path, a variable's name is
    /// the document's own affair, and `{user-id}` is meant by `user_id`.
    by_letters: BTreeMap<String, &'a ast::Parameter>,
}

impl<'a> Declared<'a> {
    fn new(declarations: impl Iterator<Item = &'a ast::Parameter>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut by_letters = BTreeMap::new();
        for declaration in declarations {
            let name = wire_name(declaration);
            by_letters.entry(letters(&name)).or_insert(declaration);
            by_name.entry(name).or_insert(declaration);
        }
        Self {
            by_name,
            by_letters,
        }
    }

    fn of(&self, variable: &Variable) -> Option<&'a ast::Parameter> {
        let exact = self.by_name.get(&variable.name).copied();
        exact.or_else(|| {
            let letters = letters(&variable.name);
            let is_loose = variable.location == Location::Path && !letters.is_empty();
            self.by_letters.get(&letters).copied().filter(|_| is_loose)
        })
    }

    /// The declarations that are about path variables of another spelling.
    fn of_other_spelling(&self, template: &UriTemplate) -> BTreeSet<Span> {
        let variables = template.variables.iter();
        variables
            .filter(|variable| !self.by_name.contains_key(&variable.name))
            .filter_map(|variable| self.of(variable))
            .map(|declaration| declaration.span)
            .collect()
    }
}

fn letters(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The value that the template itself gives a variable is the only one it can have.
fn with_literal(mut parameter: Parameter, variable: &Variable) -> Parameter {
    if let Some(literal) = &variable.literal {
        parameter.schema.members = vec![SchemaMember {
            value: super::mson_schema::typed(&parameter.schema.shape, literal),
            description: None,
        }];
    }
    parameter
}

fn wire_name(parameter: &ast::Parameter) -> String {
    uri_template::percent_decoded(&parameter.name.text)
}

fn of_declaration(
    context: &mut Context<'_>,
    declaration: &ast::Parameter,
    variable: &Variable,
) -> Parameter {
    let mut schema = context.schema(&element(declaration));
    let mut samples = std::mem::take(&mut schema.examples);
    if variable.explode && !matches!(schema.shape, Shape::Array(_) | Shape::Object(_)) {
        // `{?ids*}` takes a list, though its members alone may be described.
        samples = samples.into_iter().map(|one| json!([one])).collect();
        let default = schema.default.take();
        schema = Schema {
            default: default.map(|one| json!([one])),
            ..Schema::of(Shape::Array(Box::new(schema)))
        };
    }
    if let (Some(prefix), Shape::String) = (variable.prefix, &schema.shape) {
        schema
            .constraints
            .insert("maxLength".to_owned(), json!(prefix));
    }
    let mut parameter = Parameter {
        location: match variable.location {
            Location::Path => ParameterLocation::Path,
            Location::Query => ParameterLocation::Query,
            Location::Fragment => ParameterLocation::Fragment,
        },
        name: variable.name.clone(),
        // "required" is the specification's default.
        required: variable.location == Location::Path || declaration.required.unwrap_or(true),
        schema,
        expansion: variable.expansion,
        explode: variable.explode,
        description: declaration
            .description
            .as_ref()
            .map(|text| text.text.clone()),
        examples: Vec::new(),
        span: declaration.span,
    };
    for sample in samples {
        add_sample(context, &mut parameter, sample);
    }
    parameter
}

/// Adds a sample. One that is no value of the parameter goes into the description, since a reader
/// would be told off for using it.
fn add_sample(context: &mut Context<'_>, parameter: &mut Parameter, value: Value) {
    let accepted = context.accepts(&parameter.schema, &value);
    let span = parameter.span;
    if accepted {
        parameter.examples.push(Example {
            name: None,
            value,
            span,
        });
        return;
    }
    let written = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    context.diagnostics.push(Diagnostic::new(
        Code::SAMPLE_DOES_NOT_FIT,
        span,
        format!(
            "the sample `{written}` is no value that `{}` can have",
            parameter.name
        ),
    ));
    let words = format!("Sample: {written}");
    let description = [parameter.description.as_deref(), Some(words.as_str())];
    let parts: Vec<&str> = description.into_iter().flatten().collect();
    parameter.description = Some(parts.join("\n\n"));
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

fn undocumented(context: &mut Context<'_>, span: Span, variable: &Variable) -> Parameter {
    let declaration = ast::Parameter {
        span,
        name: Text::new(&variable.name, span),
        required: Some(variable.literal.is_some()),
        ..ast::Parameter::default()
    };
    of_declaration(context, &declaration, variable)
}
