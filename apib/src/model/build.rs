//! From the blueprint tree to the model.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::ast::Blueprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::limits;
use crate::mson::Element;
use crate::source::{Span, Text};

use super::content::joined;
use super::json_schema::{self, Definitions};
use super::mson_schema::{Converter, Types};
use super::mson_value;
use super::names::Identifiers;
use super::operation::{self, Models};
use super::own_values;
use super::parameter::SharedParameters;
use super::schema::Schema;
use super::{Api, NamedSchema, SecurityScheme, Tag, metadata, paths};

/// What the stages of building share.
pub(super) struct Context<'a> {
    pub(super) types: &'a Types<'a>,
    pub(super) schemas: IndexMap<String, NamedSchema>,
    pub(super) definitions: Definitions,
    pub(super) security_schemes: IndexMap<String, SecurityScheme>,
    /// How many members may still be copied from one type to another.
    pub(super) copied_members: usize,
    /// How many values composed samples may still have.
    pub(super) sample_values: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Context<'_> {
    /// The schema of an MSON element.
    pub(super) fn schema(&mut self, element: &Element) -> Schema {
        self.converter().data_structure(None, element)
    }

    /// The schema of a parameter, told as an MSON element.
    pub(super) fn parameter_schema(&mut self, element: &Element) -> Schema {
        self.converter().parameter(element)
    }

    fn converter(&mut self) -> Converter<'_, '_> {
        Converter::new(self.types, &mut self.copied_members, &mut self.diagnostics)
    }

    /// What a payload with these attributes may look like; none where that would be too large.
    pub(super) fn sample_value(&mut self, element: &Element) -> Option<Value> {
        let sample = mson_value::compose(self.types, element, &mut self.sample_values);
        if sample.is_err() {
            self.diagnostics.push(Diagnostic::new(
                Code::SAMPLE_TOO_LARGE,
                element.span,
                "no example is composed of these attributes",
            ));
        }
        sample.ok()
    }

    /// Whether a schema, with the named types that it refers to, accepts a value.
    pub(super) fn accepts(&self, schema: &Schema, value: &Value) -> bool {
        let resolve = |name: &str| {
            let named = self.schemas.get(name);
            named
                .or_else(|| self.definitions.types.get(name))
                .map(|named| &named.schema)
        };
        infer::accepts(schema, value, &resolve).is_ok()
    }

    /// The schema of an embedded JSON Schema.
    pub(super) fn json_schema(&mut self, value: &Value, span: Span) -> Schema {
        let schemas = &self.schemas;
        json_schema::import(
            value,
            span,
            &mut self.definitions,
            &|name| schemas.contains_key(name),
            &mut self.diagnostics,
        )
    }
}

impl Context<'_> {
    /// The schema of a named type, be it the document's own or of an embedded schema.
    pub(super) fn named(&self, name: &str) -> Option<&Schema> {
        self.schemas
            .get(name)
            .or_else(|| self.definitions.types.get(name))
            .map(|named| &named.schema)
    }

    /// Sets named types to what examples have widened them to.
    pub(super) fn replace_types(&mut self, types: BTreeMap<String, Schema>) {
        for (name, schema) in types {
            let known = self.schemas.get_mut(&name);
            if let Some(named) = known.or_else(|| self.definitions.types.get_mut(&name)) {
                named.schema = schema;
            }
        }
    }
}

/// Builds the model. Never fails; what had to be guessed is in the diagnostics.
pub fn build(blueprint: &Blueprint) -> (Api, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let types = Types::new(named_elements(blueprint), &mut diagnostics);
    let mut copied_members = limits::MAX_COPIED_MEMBERS;
    let schemas = named_schemas(&types, &mut copied_members, &mut diagnostics);
    let mut context = Context {
        types: &types,
        schemas,
        definitions: Definitions::default(),
        security_schemes: IndexMap::new(),
        copied_members,
        sample_values: limits::MAX_SAMPLE_VALUES_IN_ALL,
        diagnostics,
    };
    let metadata = metadata::read(blueprint, &mut context.diagnostics);
    let mut identifiers = Identifiers::default();
    let models = models(blueprint, &mut context.diagnostics);
    let shared = SharedParameters::of_resources(blueprint);
    let actions = paths::actions(blueprint, &models, &shared, &mut context);
    let resources = paths::resources(blueprint, &actions);
    let operations = actions
        .iter()
        .filter_map(|((path, _), occurrences)| {
            let servers = &metadata.servers;
            operation::merge(&mut context, &mut identifiers, path, servers, occurrences)
        })
        .collect();
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone());
    let mut api = Api {
        name: text(&blueprint.name).unwrap_or_default(),
        version: metadata.version,
        description: text(&blueprint.description),
        servers: metadata.servers,
        metadata: metadata.others,
        tags: tags(blueprint),
        resources,
        operations,
        security_schemes: context.security_schemes,
        types: context
            .schemas
            .into_iter()
            .chain(context.definitions.types)
            .collect(),
    };
    let mut diagnostics = context.diagnostics;
    own_values::check(&mut api, &mut diagnostics);
    (api, diagnostics)
}

/// Everything that a type name can mean: data structures, and the attributes of resources.
fn named_elements(blueprint: &Blueprint) -> Vec<(&str, Span, &Element)> {
    let declared = blueprint
        .types
        .iter()
        .map(|named| (named.name.text.as_str(), named.name.span, &named.element));
    let declared_names: BTreeSet<&str> = blueprint
        .types
        .iter()
        .map(|named| named.name.text.as_str())
        .collect();
    let of_resources = blueprint.resources().filter_map(move |resource| {
        let name = resource.name.as_ref()?;
        let attributes = resource.attributes.as_ref()?;
        (!declared_names.contains(name.text.as_str())).then_some((
            name.text.as_str(),
            name.span,
            attributes,
        ))
    });
    declared.chain(of_resources).collect()
}

fn named_schemas(
    types: &Types<'_>,
    copied_members: &mut usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, NamedSchema> {
    let mut schemas = IndexMap::new();
    for (name, element) in types.iter() {
        let mut converter = Converter::new(types, copied_members, diagnostics);
        let named = NamedSchema {
            schema: converter.data_structure(Some(name), element),
            span: element.span,
        };
        schemas.insert(name.to_owned(), named);
    }
    schemas
}

/// The models of all resources; references to any other name are reported.
fn models<'a>(blueprint: &'a Blueprint, diagnostics: &mut Vec<Diagnostic>) -> Models<'a> {
    let models: Models<'a> = blueprint
        .resources()
        .filter_map(|resource| {
            Some((
                resource.name.as_ref()?.text.as_str(),
                resource.model.as_ref()?,
            ))
        })
        .collect();
    let transactions = blueprint.actions().flat_map(|action| &action.transactions);
    for payload in transactions.flat_map(|one| one.requests.iter().chain(&one.responses)) {
        let Some(name) = &payload.model else { continue };
        if !models.contains_key(name.text.as_str()) {
            diagnostics.push(Diagnostic::new(
                Code::MODEL_UNKNOWN,
                name.span,
                format!("no resource called `{}` has a model", name.text),
            ));
        }
    }
    models
}

fn tags(blueprint: &Blueprint) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for group in &blueprint.groups {
        let Some(name) = &group.name else { continue };
        let description = group.description.as_ref().map(|text| text.text.clone());
        match tags.iter_mut().find(|tag| tag.name == name.text) {
            Some(tag) => {
                let both = [tag.description.as_deref(), description.as_deref()];
                let both: Vec<&str> = both.into_iter().flatten().collect();
                tag.description = joined(&both);
            }
            None => tags.push(Tag {
                name: name.text.clone(),
                description,
            }),
        }
    }
    tags
}

/// How many things of one kind a single message names.
const NAMED_AT_ONCE: usize = 5;

/// Several parts of a message as one, which stays short however many there are.
pub(super) fn some_of(parts: &[String]) -> String {
    let named = parts[..parts.len().min(NAMED_AT_ONCE)].join(", ");
    match parts.len().saturating_sub(NAMED_AT_ONCE) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
