//! From JSON Schema, drafts 3 to 2020-12 and what people take for it, to schemas.
//!
//! The keywords that the model has fields for go there. The others travel in
//! [`Schema::constraints`], each in its meaning of draft 2020-12, whatever draft it was written
//! in: an exclusive bound is a number, a tuple is `prefixItems`, `dependencies` are
//! `dependentRequired` and `dependentSchemas`. Schemas within them stay JSON; their references
//! lead to `#/components/schemas/` and the name of a type. Where the model has a wider form of
//! the same (a map for `patternProperties`, a list of alternatives for a tuple), both are there,
//! and a writer that knows the keyword lets it replace the wider form.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};
use thin_vec::{ThinVec, thin_vec};

use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::limits;
use crate::source::Span;

use super::NamedSchema;
use super::schema::{Schema, Shape};

use keywords::{add_constraints, add_members, text};
use recognise::Recognised;

mod array;
mod combine;
mod dialect;
mod keywords;
mod object;
mod recognise;
mod reference;
#[cfg(test)]
mod tests;
mod types;

/// Definitions of embedded schemas that became named types.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) types: IndexMap<String, NamedSchema>,
    /// The type of each wanted name and what it was made from.
    by_source: BTreeMap<(String, String), String>,
    /// Whole schemas as text, numbered, of which a source that has references is a part.
    roots: BTreeMap<String, usize>,
    /// The number that the next type of a wanted name gets, if the name is taken.
    numbers: BTreeMap<String, usize>,
}

/// Reads one embedded schema. What it defines and refers to becomes named types in `definitions`,
/// under names that `is_taken` does not hold. Where what was written is no schema but a sample of
/// what is sent, the sample tells.
pub(super) fn import(
    root: &Value,
    span: Span,
    definitions: &mut Definitions,
    is_taken: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Schema {
    if recognise::recognised(root) == Recognised::Sample {
        diagnostics.push(Diagnostic::new(
            Code::SCHEMA_IS_SAMPLE,
            span,
            "this has no keyword of JSON Schema; it is taken as a sample",
        ));
        return infer::from_examples([root]);
    }
    let mut importer = Importer {
        root,
        span,
        definitions,
        is_taken,
        names: BTreeMap::new(),
        names_of_parts: BTreeMap::new(),
        identified: None,
        root_number: None,
        reported_depth: false,
        diagnostics,
    };
    importer.definitions();
    importer.schema(root, 0)
}

struct Importer<'a> {
    root: &'a Value,
    span: Span,
    definitions: &'a mut Definitions,
    is_taken: &'a dyn Fn(&str) -> bool,
    /// The types that references of this schema have led to.
    names: BTreeMap<String, String>,
    /// The types that parts of this schema have become.
    names_of_parts: BTreeMap<*const Value, String>,
    /// The parts of the schema that have an identifier; collected when first asked for.
    identified: Option<BTreeMap<String, &'a Value>>,
    /// The number of the whole schema; looked up when first asked for.
    root_number: Option<usize>,
    reported_depth: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Importer<'_> {
    fn schema(&mut self, value: &Value, depth: usize) -> Schema {
        if depth > limits::MAX_NESTING {
            self.report_depth();
            return Schema::default();
        }
        let keywords = match value {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return nothing(),
            // Some write nothing but the name of a type.
            Value::String(name) => return self.of_type(name, &Map::new(), depth),
            _ => return Schema::default(),
        };
        let mut schema = match reference_of(keywords) {
            Some(reference) => self.referred(reference, keywords, depth),
            None => self.combined(keywords, depth),
        };
        schema.title = text(keywords, "title").map(Box::from).or(schema.title);
        schema.description = text(keywords, "description").or(schema.description);
        schema.default = keywords.get("default").cloned().map(Box::new);
        schema.format = text(keywords, "format").map(Cow::Owned).or(schema.format);
        if schema.format.is_none() && keywords.get("contentEncoding") == Some(&"base64".into()) {
            schema.format = Some("byte".into());
        }
        schema.nullable |= keywords.get("nullable") == Some(&Value::Bool(true));
        schema.examples = match (keywords.get("examples"), keywords.get("example")) {
            (Some(Value::Array(examples)), _) => examples.iter().cloned().collect(),
            (_, Some(example)) => thin_vec![example.clone()],
            _ => ThinVec::new(),
        };
        add_members(&mut schema, keywords);
        add_constraints(&mut schema, keywords);
        self.add_subschemas(&mut schema, keywords, depth);
        schema
    }

    fn report_depth(&mut self) {
        if !self.reported_depth {
            self.reported_depth = true;
            self.report(
                Code::SCHEMA_TOO_DEEP,
                format!(
                    "what is deeper than {} levels may be anything",
                    limits::MAX_NESTING
                ),
            );
        }
    }

    fn report(&mut self, code: Code, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(code, self.span, message));
    }
}

/// The reference of a schema, be it a recursive or dynamic one.
fn reference_of(keywords: &Map<String, Value>) -> Option<&str> {
    ["$ref", "$recursiveRef", "$dynamicRef"]
        .iter()
        .find_map(|keyword| keywords.get(*keyword)?.as_str())
}

/// The schema that accepts nothing.
fn nothing() -> Schema {
    let mut schema = Schema::of(Shape::Any);
    schema
        .constraints
        .insert("not".to_owned(), Value::Object(Map::new()));
    schema
}
