//! What a declaration says: type, samples, members.

use serde_json::{Value, json};

use crate::ast;
use crate::model::build::Context;
use crate::model::misfit::{self, Role};
use crate::model::primitive;
use crate::model::schema::{Schema, Shape};
use crate::model::{Example, Parameter, ParameterLocation};
use crate::mson::signature::type_name;
use crate::mson::{Element, Member, TypeDefinition, TypeSection};
use crate::source::Text;
use crate::uri_template::{self, Location, Variable};

/// The name that goes over the wire.
pub(super) fn wire_name(parameter: &ast::Parameter) -> String {
    uri_template::percent_decoded(&parameter.name.text)
}

/// The parameter that a declaration makes of a variable.
pub(super) fn of_declaration(
    context: &mut Context<'_>,
    declaration: &ast::Parameter,
    variable: &Variable,
) -> Parameter {
    let mut schema = context.parameter_schema(&element(declaration));
    let mut description = declaration
        .description
        .as_ref()
        .map(|text| text.text.clone());
    if let Some(type_name) = declaration.type_name.as_ref().filter(|_| schema.is_any()) {
        let name = type_name.text.trim();
        let is_unknown = primitive::of_name(name).is_none();
        if is_unknown || name.eq_ignore_ascii_case("enum") {
            // Whatever it is, in a URI it is text.
            schema.shape = Shape::String;
        }
        if is_unknown {
            misfit::add(&mut description, &format!("Type: `{name}`"));
        }
    }
    let mut samples = std::mem::take(&mut schema.examples);
    if variable.explode && !matches!(schema.shape, Shape::Array(_) | Shape::Object(_)) {
        // `{?ids*}` takes a list, though its members alone may be described.
        samples = samples.into_iter().map(|one| json!([one])).collect();
        let default = schema.default.take();
        schema = Schema {
            default: default.map(|one| Box::new(json!([one]))),
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
        description,
        examples: Vec::with_capacity(samples.len()),
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
            value: value.into(),
            span,
        });
        return;
    }
    let description = &mut parameter.description;
    misfit::tell(
        Role::Sample,
        &value,
        span,
        description,
        &mut context.diagnostics,
    );
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
