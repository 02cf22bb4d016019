//! From the blueprint tree to the model.

use std::collections::BTreeMap;

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
use super::mson_value::{self, Recursion};
use super::named_types::{self, NamedElement};
use super::names::Identifiers;
use super::operation;
use super::own_values;
use super::parameter::SharedParameters;
use super::resource_model::Models;
use super::schema::{Schema, Shape};
use super::security::SecuritySchemes;
use super::transactions::Transactions;
use super::{Api, NamedSchema, Tag, metadata, paths};

/// What the stages of building share.
pub(super) struct Context<'a> {
    pub(super) types: &'a Types<'a>,
    pub(super) schemas: IndexMap<String, NamedSchema>,
    pub(super) definitions: Definitions,
    pub(super) security_schemes: SecuritySchemes,
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

    /// What a payload with these attributes may look like; none where that would be too large, or
    /// no value of its schema, or where nobody defines what the attributes are.
    pub(super) fn sample_value(&mut self, element: &Element, schema: &Schema) -> Option<Value> {
        let name = element.type_definition.name.as_ref();
        let is_undefined = name.is_some_and(|name| self.types.base_of(name).is_none());
        if is_undefined && element.sections.is_empty() {
            return None;
        }
        let mut mismatch = None;
        for recursion in [Recursion::Empty, Recursion::LeftOut] {
            let budget = &mut self.sample_values;
            let Ok(sample) = mson_value::compose(self.types, element, recursion, budget) else {
                self.diagnostics.push(Diagnostic::new(
                    Code::SAMPLE_TOO_LARGE,
                    element.span,
                    "no example is composed of these attributes",
                ));
                return None;
            };
            match self.held_against(schema, &sample) {
                Ok(()) => return Some(sample),
                Err(reason) => mismatch = mismatch.or(Some(reason)),
            }
        }
        let reason = mismatch.map(|reason| format!(": {reason}"));
        self.diagnostics.push(Diagnostic::new(
            Code::SAMPLE_NOT_ACCEPTED,
            element.span,
            format!(
                "no example is composed of these attributes{}",
                reason.unwrap_or_default()
            ),
        ));
        None
    }

    /// Whether a schema, with the named types that it refers to, accepts a value.
    pub(super) fn accepts(&self, schema: &Schema, value: &Value) -> bool {
        self.held_against(schema, value).is_ok()
    }

    /// As [`Self::accepts`], with the reason against it.
    pub(super) fn held_against(
        &self,
        schema: &Schema,
        value: &Value,
    ) -> Result<(), infer::Mismatch> {
        let resolve = |name: &str| {
            let named = self.schemas.get(name);
            named
                .or_else(|| self.definitions.types.get(name))
                .map(|named| &named.schema)
        };
        infer::accepts(schema, value, &resolve)
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

    /// Whether a schema says anything, be it by the type that it refers to.
    pub(super) fn says(&self, schema: &Schema) -> bool {
        let schema = match &schema.shape {
            Shape::Reference(name) => self.named(name),
            _ => Some(schema),
        };
        schema.is_some_and(|schema| !schema.is_any())
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
///
/// The tree is given up part by part while the model is made of it.
pub fn build(mut blueprint: Blueprint) -> (Api, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let transactions = Transactions::take(&mut blueprint);
    let blueprint = &blueprint;
    let named = named_types::read(blueprint, &mut diagnostics);
    let types = types(blueprint, &transactions, &named, &mut diagnostics);
    let mut copied_members = limits::MAX_COPIED_MEMBERS;
    let schemas = named_schemas(&named, &types, &mut copied_members, &mut diagnostics);
    let mut context = Context {
        types: &types,
        schemas,
        definitions: Definitions::default(),
        security_schemes: SecuritySchemes::default(),
        copied_members,
        sample_values: limits::MAX_SAMPLE_VALUES_IN_ALL,
        diagnostics,
    };
    let metadata = metadata::read(blueprint, &mut context.diagnostics);
    let mut identifiers = Identifiers::default();
    let models = Models::read(blueprint, &transactions, &mut context);
    let shared = SharedParameters::of_resources(blueprint);
    let actions = paths::actions(blueprint, transactions, &models, &shared, &mut context);
    let resources = paths::resources(blueprint, &actions);
    let mut operations = Vec::with_capacity(actions.len());
    for ((path, _), occurrences) in actions {
        let servers = &metadata.servers;
        let operation =
            operation::merge(&mut context, &mut identifiers, &path, servers, &occurrences);
        operations.extend(operation);
    }
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
        security_schemes: context.security_schemes.into_map(),
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

/// The named types, and those that are named without being defined.
fn types<'a>(
    blueprint: &'a Blueprint,
    transactions: &Transactions,
    named: &'a [NamedElement<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Types<'a> {
    let defined = named
        .iter()
        .map(|named| (named.name.as_str(), named.span, named.element));
    let mut types = Types::new(defined, diagnostics);
    for named in named {
        types.note_undefined(named.element);
    }
    for (resource, payloads) in transactions.by_resource(blueprint) {
        let of_payloads = payloads
            .chain(resource.model.as_deref())
            .map(|payload| &payload.attributes);
        let of_actions = resource.actions.iter().map(|action| &action.attributes);
        let elements = of_actions.chain(of_payloads).chain([&resource.attributes]);
        for element in elements.flatten() {
            types.note_undefined(element);
        }
    }
    types
}

fn named_schemas(
    named: &[NamedElement<'_>],
    types: &Types<'_>,
    copied_members: &mut usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexMap<String, NamedSchema> {
    let mut schemas = IndexMap::new();
    for NamedElement {
        name,
        title,
        element,
        ..
    } in named
    {
        let mut converter = Converter::new(types, copied_members, diagnostics);
        let mut schema = converter.data_structure(Some(name), element);
        schema.title = title.map(Box::from);
        let span = element.span;
        schemas.insert(name.clone(), NamedSchema { schema, span });
    }
    for (name, span) in types.undefined() {
        let schema = Schema {
            description: Some(UNDEFINED.to_owned()),
            ..Schema::default()
        };
        schemas.insert(name.to_owned(), NamedSchema { schema, span });
    }
    schemas
}

/// What is said of a type that nobody defines.
const UNDEFINED: &str = "The document refers to this type, but does not define it.";

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
