//! Parameters.

use crate::diff::api::{Operation, Parameter};
use crate::diff::finding::{Part, Place};
use crate::diff::matching::placeholders;
use crate::diff::rules::{Direction, Rule};

use super::context::{Context, Walk};
use super::operations::deprecation;
use super::{documentation, schemas};

/// Compares the parameters of two operations.
pub(super) fn compare(context: &Context<'_>, old: &Operation, new: &Operation, walk: &mut Walk) {
    // Variables of a path are known by their place, as their names are not sent.
    let old_variables = placeholders(&old.path);
    let new_variables = placeholders(&new.path);
    let successor = |parameter: &Parameter| -> Option<&Parameter> {
        if parameter.location == "path" {
            let index = old_variables
                .iter()
                .position(|name| *name == parameter.name)?;
            let name = new_variables.get(index)?;
            let mut others = new.parameters.iter();
            return others.find(|other| other.location == "path" && other.name == *name);
        }
        let exact = new.parameters.iter().find(|other| parameter.is_same(other));
        exact.or_else(|| {
            // Moved, unless there is one of this name at its old place too.
            new.parameters.iter().find(|other| {
                other.location != "path"
                    && other.has_same_name(parameter)
                    && !old.parameters.iter().any(|known| known.is_same(other))
            })
        })
    };
    let mut followed = Vec::new();
    for parameter in &old.parameters {
        match successor(parameter) {
            Some(other) => {
                followed.push(other);
                compare_pair(context, parameter, other, walk);
            }
            // A variable that is gone from the path makes it another path, which is told.
            None if parameter.location == "path" => {}
            None => walk.tell(Rule::RequestParameterRemoved, &place(parameter), None, None),
        }
    }
    for parameter in &new.parameters {
        let is_new = !followed.iter().any(|known| std::ptr::eq(*known, parameter));
        if is_new && parameter.location != "path" {
            let rule = if parameter.required && parameter.schema.default.is_none() {
                Rule::RequestParameterAddedRequired
            } else {
                Rule::RequestParameterAdded
            };
            walk.tell(rule, &place(parameter), None, None);
        }
    }
}

fn compare_pair(context: &Context<'_>, old: &Parameter, new: &Parameter, walk: &mut Walk) {
    let place = place(new);
    let moved = old.location != new.location;
    if moved {
        let locations = (Some(old.location.clone()), Some(new.location.clone()));
        walk.tell(
            Rule::RequestParameterMoved,
            &place,
            locations.0,
            locations.1,
        );
    }
    match (old.required, new.required) {
        (false, true) => walk.tell(
            Rule::RequestParameterBecameRequired,
            &place,
            Some("optional".to_owned()),
            Some("required".to_owned()),
        ),
        (true, false) => walk.tell(
            Rule::RequestParameterBecameOptional,
            &place,
            Some("required".to_owned()),
            Some("optional".to_owned()),
        ),
        _ => {}
    }
    let is_compound = |parameter: &Parameter| {
        let types = &parameter.schema.types;
        types.contains("array") || types.contains("object") || parameter.style.contains('/')
    };
    // A single value is written the same in every style of a query.
    if !moved && old.style != new.style && (is_compound(old) || is_compound(new)) {
        let styles = (Some(old.style.clone()), Some(new.style.clone()));
        walk.tell(
            Rule::RequestParameterStyleChanged,
            &place,
            styles.0,
            styles.1,
        );
    }
    deprecation(old.deprecated, new.deprecated, &place, walk);
    documentation::compare(&old.documentation, &new.documentation, &place, walk);
    schemas::compare(
        context,
        &old.schema,
        &new.schema,
        &place,
        Direction::Request,
        walk,
    );
}

fn place(parameter: &Parameter) -> Place {
    Place::of(Part::Parameter {
        location: parameter.location.clone(),
        name: parameter.name.clone(),
    })
}
