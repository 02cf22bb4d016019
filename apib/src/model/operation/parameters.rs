//! The parameters that the actions on one method and path have together.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::build::{Context, some_of};
use crate::model::schema::{Schema, Shape};
use crate::model::{Parameter, ParameterLocation, parameter};
use crate::uri_template::UriTemplate;

use super::Occurrence;

/// All parameters, path parameters first. What only some of the actions take is not required.
pub(super) fn parameters(
    context: &mut Context<'_>,
    path: &str,
    occurrences: &[(Occurrence<'_>, UriTemplate)],
) -> Vec<Parameter> {
    let mut merged: IndexMap<(ParameterLocation, String), Parameter> = IndexMap::new();
    let mut counts: BTreeMap<(ParameterLocation, String), usize> = BTreeMap::new();
    for (one, template) in occurrences {
        let mut own = parameter::of_action(context, one, template);
        spell(context, &mut own, path, one);
        for parameter in own {
            let key = (parameter.location, parameter.name.clone());
            *counts.entry(key.clone()).or_default() += 1;
            match merged.get_mut(&key) {
                Some(before) => add(before, parameter),
                None => {
                    merged.insert(key, parameter);
                }
            }
        }
    }
    let mut parameters: Vec<Parameter> = merged
        .into_iter()
        .map(|(key, parameter)| Parameter {
            required: parameter.location == ParameterLocation::Path
                || (parameter.required && counts.get(&key) == Some(&occurrences.len())),
            ..parameter
        })
        .collect();
    parameters.sort_by_key(|parameter| parameter.location);
    // Most operations have one or two, for which a list takes the room of four.
    parameters.shrink_to_fit();
    parameters
}

/// Gives path parameters the names that the path has; other actions may spell it otherwise.
fn spell(
    context: &mut Context<'_>,
    parameters: &mut [Parameter],
    path: &str,
    occurrence: &Occurrence<'_>,
) {
    let mut renamed = Vec::new();
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|part| part.split('}').next());
    for (parameter, name) in parameters.iter_mut().zip(names) {
        if parameter.name != name {
            renamed.push(format!("`{}` as `{name}`", parameter.name));
            name.clone_into(&mut parameter.name);
        }
    }
    if !renamed.is_empty() {
        let span = occurrence
            .uri_template()
            .map_or(occurrence.action.span, |template| template.span);
        context.diagnostics.push(Diagnostic::new(
            Code::PATH_VARIABLE_RENAMED,
            span,
            format!(
                "more actions spell this path `{path}`; it takes {}",
                some_of(&renamed)
            ),
        ));
    }
}

/// Adds what another action says of the same parameter.
fn add(before: &mut Parameter, other: Parameter) {
    before.required &= other.required;
    if says_nothing(before) {
        before.schema = other.schema;
    } else if !says_nothing(&other) {
        before.schema = either(std::mem::take(&mut before.schema), other.schema);
    }
    before.description = before.description.take().or(other.description);
    for example in other.examples {
        if before.examples.iter().all(|one| one.value != example.value) {
            before.examples.push(example);
        }
    }
}

/// True for a parameter that nobody documents, which is taken as text.
fn says_nothing(parameter: &Parameter) -> bool {
    parameter.schema == Schema::of(Shape::String)
        && parameter.description.is_none()
        && parameter.examples.is_empty()
}

/// What the one schema or the other accepts.
fn either(mut one: Schema, other: Schema) -> Schema {
    let is_same_kind = one.shape == other.shape
        && one.format == other.format
        && one.constraints == other.constraints
        && one.members.is_empty() == other.members.is_empty();
    if is_same_kind {
        // `?format=json` and `?format=xml` are the two values of one parameter.
        for member in other.members {
            if one.members.iter().all(|known| known.value != member.value) {
                one.members.push(member);
            }
        }
        one.nullable |= other.nullable;
        one.default = one.default.or(other.default);
        return one;
    }
    match &mut one.shape {
        Shape::AnyOf(parts) if parts.contains(&other) => one,
        Shape::AnyOf(parts) if one.members.is_empty() => {
            parts.push(other);
            one
        }
        _ => Schema::of(Shape::AnyOf(vec![one, other])),
    }
}
