//! Schemas, those of `OpenAPI` 3.0 and those of JSON Schema (3.1) alike.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Number, Value};

pub(crate) use documentation::Documentation;

mod documentation;
mod read;

/// Bounds of a value, each with whether a larger number admits more.
pub(crate) const BOUNDS: [(&str, bool); 10] = [
    ("minimum", false),
    ("exclusiveMinimum", false),
    ("maximum", true),
    ("exclusiveMaximum", true),
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// A schema.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own, true or not"
)]
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Schema {
    /// The component that this refers to; then nothing but `nullable` and the documentation is said
    /// here.
    pub(crate) reference: Option<String>,
    /// The components that this extends (`allOf`).
    pub(crate) bases: BTreeSet<String>,
    /// The types but for null; none said is any.
    pub(crate) types: BTreeSet<String>,
    pub(crate) nullable: bool,
    pub(crate) format: Option<String>,
    /// The members of an enumeration but for null.
    pub(crate) members: Option<Vec<Value>>,
    /// The names of the members in generated code.
    pub(crate) member_names: Vec<String>,
    pub(crate) properties: IndexMap<String, Schema>,
    pub(crate) required: BTreeSet<String>,
    pub(crate) additional: Additional,
    pub(crate) items: Option<Box<Schema>>,
    /// `anyOf` or `oneOf`.
    pub(crate) variants: Vec<Schema>,
    /// By name, those of [`BOUNDS`].
    pub(crate) bounds: BTreeMap<String, Number>,
    pub(crate) pattern: Option<String>,
    pub(crate) multiple_of: Option<Number>,
    pub(crate) unique_items: bool,
    pub(crate) default: Option<Value>,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    /// What is compared as it is.
    pub(crate) opaque: BTreeMap<String, Value>,
    pub(crate) documentation: Documentation,
}

/// What an object may have besides its properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Additional {
    /// Anything; so it is where nothing is said.
    #[default]
    Any,
    /// Values of this form.
    Schema(Box<Schema>),
    /// Nothing.
    None,
}

impl Schema {
    /// Whether it admits anything.
    pub(crate) fn is_any(&self) -> bool {
        let plain = Self {
            documentation: self.documentation.clone(),
            default: self.default.clone(),
            read_only: self.read_only,
            write_only: self.write_only,
            deprecated: self.deprecated,
            nullable: self.nullable,
            ..Self::default()
        };
        *self == plain
    }

    /// Takes over what another schema demands, as both have to be met.
    pub(crate) fn absorb(&mut self, other: Self) {
        if let Some(reference) = other.reference {
            self.bases.insert(reference);
        }
        self.bases.extend(other.bases);
        if self.types.is_empty() {
            self.types = other.types;
        } else if !other.types.is_empty() {
            self.types.retain(|kind| other.types.contains(kind));
        }
        self.nullable |= other.nullable;
        self.format = self.format.take().or(other.format);
        match (&mut self.members, other.members) {
            (Some(own), Some(others)) => own.retain(|member| others.contains(member)),
            (own @ None, others) => {
                *own = others;
                self.member_names = other.member_names;
            }
            (Some(_), None) => {}
        }
        for (name, property) in other.properties {
            match self.properties.get_mut(&name) {
                Some(own) => own.absorb(property),
                None => {
                    self.properties.insert(name, property);
                }
            }
        }
        self.required.extend(other.required);
        if self.additional == Additional::Any {
            self.additional = other.additional;
        }
        self.items = self.items.take().or(other.items);
        if self.variants.is_empty() {
            self.variants = other.variants;
        }
        for (name, bound) in other.bounds {
            self.bounds.entry(name).or_insert(bound);
        }
        self.pattern = self.pattern.take().or(other.pattern);
        self.multiple_of = self.multiple_of.take().or(other.multiple_of);
        self.unique_items |= other.unique_items;
        self.default = self.default.take().or(other.default);
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.deprecated |= other.deprecated;
        for (keyword, value) in other.opaque {
            self.opaque.entry(keyword).or_insert(value);
        }
    }

    fn is_null(&self) -> bool {
        self.types.len() == 1 && self.types.contains("null")
    }

    /// The same without its alternatives.
    pub(crate) fn without_variants(&self) -> Self {
        Self {
            variants: Vec::new(),
            ..self.clone()
        }
    }

    fn without_bases(&self) -> Self {
        Self {
            bases: BTreeSet::new(),
            ..self.clone()
        }
    }
}
