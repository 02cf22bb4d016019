//! Which declaration a variable has.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::source::Span;
use crate::uri_template::{self, Location, UriTemplate, Variable};

use super::declaration::wire_name;

/// What the parameters of one resource and its actions have to do with each other.
#[derive(Debug, Default)]
pub(in crate::model) struct SharedParameters<'a> {
    /// What the actions document, by name: of variables that one action documents and another
    /// does not, the latter knows as much.
    pub(super) of_actions: BTreeMap<String, &'a ast::Parameter>,
    /// The names that some URI template of the resource or its actions holds.
    pub(super) in_templates: BTreeSet<String>,
}

impl<'a> SharedParameters<'a> {
    /// For each resource of the blueprint, in their order.
    pub(in crate::model) fn of_resources(blueprint: &'a ast::Blueprint) -> Vec<Self> {
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

/// The declarations that an action's variables may have, its own before those of the resource.
pub(super) struct Declared<'a> {
    by_name: BTreeMap<String, &'a ast::Parameter>,
    /// By what is left of the name without its case and marks: in the path, a variable's name is
    /// the document's own affair, and `{user-id}` is meant by `user_id`.
    by_letters: BTreeMap<String, &'a ast::Parameter>,
}

impl<'a> Declared<'a> {
    pub(super) fn new(declarations: impl Iterator<Item = &'a ast::Parameter>) -> Self {
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

    pub(super) fn of(&self, variable: &Variable) -> Option<&'a ast::Parameter> {
        let exact = self.by_name.get(&variable.name).copied();
        exact.or_else(|| {
            let letters = letters(&variable.name);
            let is_loose = variable.location == Location::Path && !letters.is_empty();
            self.by_letters.get(&letters).copied().filter(|_| is_loose)
        })
    }

    /// The declarations that are about path variables of another spelling.
    pub(super) fn of_other_spelling(&self, template: &UriTemplate) -> BTreeSet<Span> {
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
