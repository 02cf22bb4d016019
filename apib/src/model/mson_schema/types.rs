//! Named Types (MSON, section 2.2): the types that a document names, and what each comes down to.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::primitive;
use crate::mson::{Element, TypeName};
use crate::source::Span;

use super::inheritance;

/// The named types of a document, before their schemas are known.
pub(in crate::model) struct Types<'a> {
    by_name: IndexMap<&'a str, &'a Element>,
    by_folded_name: BTreeMap<String, &'a str>,
    bases: BTreeMap<&'a str, Base>,
    /// Inheritance that closes a circle, from the type that has it to the one it leads to.
    circular: BTreeSet<(&'a str, &'a str)>,
}

/// Base Types (section 2.1): what kind of value a type has in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Base {
    Object,
    Array,
    Enum,
    /// A primitive type.
    Scalar,
}

impl<'a> Types<'a> {
    /// Types by name. Of several with one name the first counts. Each further one is reported.
    pub(in crate::model) fn new(
        types: impl IntoIterator<Item = (&'a str, Span, &'a Element)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut by_name: IndexMap<&str, &Element> = IndexMap::new();
        for (name, span, element) in types {
            if is_base_type(name) {
                diagnostics.push(Diagnostic::new(
                    Code::BASE_TYPE_REDEFINED,
                    span,
                    format!("`{name}` is the name of a base type"),
                ));
            }
            if let Some(first) = by_name.get(name) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::TYPE_DEFINED_TWICE,
                        span,
                        format!("the type `{name}` is defined a second time; the first one counts"),
                    )
                    .with_related(first.span, "defined here first"),
                );
            } else {
                by_name.insert(name, element);
            }
        }
        let mut by_folded_name = BTreeMap::new();
        for name in by_name.keys() {
            by_folded_name.entry(name.to_lowercase()).or_insert(*name);
        }
        let mut types = Self {
            by_name,
            by_folded_name,
            bases: BTreeMap::new(),
            circular: BTreeSet::new(),
        };
        types.bases = bases(&types);
        types.circular = inheritance::circles(&types);
        types
    }

    pub(in crate::model) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a Element)> {
        self.by_name.iter().map(|(name, element)| (*name, *element))
    }

    /// The named type that a type name means: none for a base type. A name that only another
    /// spelling of its letters would find means that one.
    pub(in crate::model) fn find(&self, name: &TypeName) -> Option<(&'a str, &'a Element)> {
        let written = name.base.text.as_str();
        if is_base_type(written) {
            return None;
        }
        if let Some((name, element)) = self.by_name.get_key_value(written) {
            return Some((name, element));
        }
        if primitive::of_name(written).is_some() {
            return None;
        }
        let name = self.by_folded_name.get(&written.to_lowercase())?;
        Some((name, self.by_name.get(name)?))
    }

    /// Whether the inheritance from the one type to the other closes a circle and is left out.
    pub(in crate::model) fn is_circular(&self, from: &str, to: &str) -> bool {
        self.circular.contains(&(from, to))
    }

    /// What a type name comes down to, through any number of named types; `None` where it leads to
    /// nothing known.
    pub(in crate::model) fn base_of(&self, name: &TypeName) -> Option<Base> {
        match self.find(name) {
            Some((name, _)) => self.bases.get(name).copied(),
            None => base_of_name(&name.base.text),
        }
    }
}

/// What a name that no named type has comes down to.
fn base_of_name(name: &str) -> Option<Base> {
    base_type(name).or_else(|| match name.to_ascii_lowercase().as_str() {
        "list" => Some(Base::Array),
        "map" | "hash" | "dict" => Some(Base::Object),
        _ => primitive::of_name(name).map(|_| Base::Scalar),
    })
}

/// Whether this is a base type as it is usually written, which no named type can be called.
fn is_base_type(name: &str) -> bool {
    base_type(name).is_some() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The base type of this name, whatever its case (section 2.1).
fn base_type(name: &str) -> Option<Base> {
    match name.to_ascii_lowercase().as_str() {
        "object" => Some(Base::Object),
        "array" => Some(Base::Array),
        "enum" => Some(Base::Enum),
        "string" | "number" | "boolean" => Some(Base::Scalar),
        _ => None,
    }
}

/// The base of each named type. A type that names none is an object (section 2.3.1), and so is one
/// whose inheritance leads nowhere.
fn bases<'a>(types: &Types<'a>) -> BTreeMap<&'a str, Base> {
    let mut bases: BTreeMap<&str, Base> = BTreeMap::new();
    for (name, element) in types.iter() {
        let mut way = BTreeSet::from([name]);
        let mut current = element;
        let base = loop {
            let Some(written) = &current.type_definition.name else {
                break Base::Object;
            };
            let Some((parent, element)) = types.find(written) else {
                break base_of_name(&written.base.text).unwrap_or(Base::Object);
            };
            if let Some(base) = bases.get(parent) {
                break *base;
            }
            if !way.insert(parent) {
                break Base::Object;
            }
            current = element;
        };
        bases.extend(way.into_iter().map(|name| (name, base)));
    }
    bases
}
