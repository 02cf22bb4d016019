//! Which actions answer at which path, and what is said of the resources there.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::ast::{Blueprint, Resource};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Text;
use crate::uri_template::{self, UriTemplate};

use super::ResourceInfo;
use super::build::{Context, some_of};
use super::content::joined;
use super::operation::Occurrence;
use super::parameter::SharedParameters;
use super::resource_model::Models;
use super::transactions::Transactions;

/// Actions by path and method, in the order of the document.
pub(super) type Actions<'a> = IndexMap<(String, String), Vec<(Occurrence<'a>, UriTemplate)>>;

/// Sorts the actions by the path and method that they answer at.
pub(super) fn actions<'a>(
    blueprint: &'a Blueprint,
    transactions: Transactions,
    models: &'a Models<'a>,
    shared: &'a [SharedParameters<'a>],
    context: &mut Context<'_>,
) -> Actions<'a> {
    let mut occurrences = Vec::new();
    let mut transactions = transactions.into_iter();
    let groups = blueprint.groups.iter();
    let resources = groups.flat_map(|group| group.resources.iter().map(move |one| (group, one)));
    for ((group, resource), shared) in resources.zip(shared) {
        for action in &resource.actions {
            let occurrence = Occurrence {
                resource,
                action,
                transactions: transactions.next().unwrap_or_default(),
                tag: group.name.as_ref().map(|name| name.text.as_str()),
                models,
                shared,
            };
            let template = template(context, occurrence.uri_template());
            occurrences.push((occurrence, template));
        }
    }
    let paths = Paths::of(
        occurrences
            .iter()
            .map(|(_, template)| template.path.as_str()),
    );
    let mut actions: Actions<'a> = IndexMap::new();
    for (occurrence, template) in occurrences {
        let method = occurrence.action.method.text.clone();
        let key = (paths.canonical(&template.path).to_owned(), method);
        // Of one action, as a rule, for which a list that grows by itself takes the room of four.
        let of_key = actions.entry(key).or_insert_with(|| Vec::with_capacity(1));
        of_key.push((occurrence, template));
    }
    actions
}

fn template(context: &mut Context<'_>, written: Option<&Text>) -> UriTemplate {
    let Some(written) = written else {
        return uri_template::parse("/");
    };
    let template = uri_template::parse(&written.text);
    if !template.problems.is_empty() {
        context.diagnostics.push(Diagnostic::new(
            Code::URI_TEMPLATE_ILLEGAL,
            written.span,
            some_of(&template.problems),
        ));
    }
    template
}

/// Paths that differ in nothing but the names of their variables are one path to a server, and to
/// OpenAPI. The spelling that most actions have counts, the first one of those.
#[derive(Debug, Default)]
struct Paths {
    by_shape: BTreeMap<String, String>,
}

impl Paths {
    fn of<'a>(written: impl Iterator<Item = &'a str>) -> Self {
        let mut counts: BTreeMap<String, IndexMap<&str, usize>> = BTreeMap::new();
        for path in written {
            *counts
                .entry(shape(path))
                .or_default()
                .entry(path)
                .or_default() += 1;
        }
        let most = |spellings: IndexMap<&str, usize>| {
            let most = spellings.values().copied().max()?;
            let (path, _) = spellings.into_iter().find(|(_, count)| *count == most)?;
            Some(path.to_owned())
        };
        Self {
            by_shape: counts
                .into_iter()
                .filter_map(|(shape, spellings)| Some((shape, most(spellings)?)))
                .collect(),
        }
    }

    fn canonical<'a>(&'a self, path: &'a str) -> &'a str {
        self.by_shape.get(&shape(path)).map_or(path, String::as_str)
    }
}

/// A path without the names of its variables.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut in_variable = false;
    for character in path.chars() {
        in_variable |= character == '{';
        if !in_variable || character == '{' {
            shape.push(character);
        }
        in_variable &= character != '}';
    }
    shape
}

/// What is said of the resources, by path: the path of the resource's own template or, where no
/// action answers there, those that its actions have.
pub(super) fn resources(
    blueprint: &Blueprint,
    actions: &Actions<'_>,
) -> IndexMap<String, ResourceInfo> {
    let mut by_shape: BTreeMap<String, &str> = BTreeMap::new();
    let mut paths_of: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for ((path, _), occurrences) in actions {
        by_shape.insert(shape(path), path);
        for (occurrence, _) in occurrences {
            let paths = paths_of.entry(occurrence.resource.span.start).or_default();
            if paths.last() != Some(&path.as_str()) {
                paths.push(path);
            }
        }
    }
    let mut at_paths: IndexMap<String, Vec<&Resource>> = IndexMap::new();
    let mut add =
        |path: &str, resource| at_paths.entry(path.to_owned()).or_default().push(resource);
    for resource in blueprint.resources() {
        let own = resource
            .uri_template
            .as_ref()
            .map(|template| uri_template::parse(&template.text).path);
        let answering = own.as_ref().and_then(|own| by_shape.get(&shape(own)));
        match (answering, paths_of.get(&resource.span.start), own) {
            (Some(path), _, _) => add(path, resource),
            (None, Some(paths), _) => paths.iter().for_each(|path| add(path, resource)),
            (None, None, Some(own)) => add(&own, resource),
            (None, None, None) => {}
        }
    }
    at_paths
        .into_iter()
        .map(|(path, resources)| (path, info(&resources)))
        .collect()
}

/// What several resources on one path say together.
fn info(resources: &[&Resource]) -> ResourceInfo {
    let texts = |text: fn(&Resource) -> &Option<Text>| -> Vec<&str> {
        let texts = resources.iter().filter_map(|one| text(one).as_ref());
        texts.map(|text| text.text.as_str()).collect()
    };
    ResourceInfo {
        name: joined(&texts(|one| &one.name)).map(|names| names.replace("\n\n", " / ")),
        description: joined(&texts(|one| &one.description)),
        span: resources.first().map(|one| one.span).unwrap_or_default(),
    }
}
