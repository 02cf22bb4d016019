//! Named Types (MSON, section 2.2): the types that a document names, and what each comes down to.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::primitive;
use crate::mson::{Element, Member, TypeName};
use crate::source::Span;

use super::{inheritance, is_variable_type};

/// The named types of a document, before their schemas are known.
pub(in crate::model) struct Types<'a> {
    by_name: IndexMap<&'a str, &'a Element>,
    by_folded_name: BTreeMap<String, &'a str>,
    bases: BTreeMap<&'a str, Base>,
    /// Inheritance that closes a circle, from the type that has it to the one it leads to.
    circular: BTreeSet<(&'a str, &'a str)>,
    /// Names that the document refers to but does not define, by what is left of them without case,
    /// with the place of the first reference.
    undefined: IndexMap<String, (String, Span)>,
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
    /// Types by their names, each of which is there once.
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
            by_name.entry(name).or_insert(element);
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
            undefined: IndexMap::new(),
        };
        types.bases = bases(&types);
        types.circular = inheritance::circles(&types);
        types
    }

    /// Takes note of the names in an element that nobody defines.
    pub(in crate::model) fn note_undefined(&mut self, element: &Element) {
        let mut names = Vec::new();
        collect_names(element, &mut names);
        while let Some(name) = names.pop() {
            names.extend(&name.nested);
            if self.base_of(name).is_none() && !is_variable_type(name) {
                let stem = without_arguments(&name.base.text);
                self.undefined
                    .entry(stem.to_lowercase())
                    .or_insert_with(|| (stem.to_owned(), name.base.span));
            }
        }
    }

    /// The names that nobody defines, as they are first written, with the place of that.
    pub(in crate::model) fn undefined(&self) -> impl Iterator<Item = (&str, Span)> {
        let undefined = self.undefined.values();
        undefined.map(|(name, span)| (name.as_str(), *span))
    }

    /// The name by which a type that nobody defines goes.
    pub(in crate::model) fn find_undefined(&self, name: &TypeName) -> Option<&str> {
        let folded = without_arguments(&name.base.text).to_lowercase();
        self.undefined.get(&folded).map(|(name, _)| name.as_str())
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
        let of_folded = |name: &str| self.by_folded_name.get(&name.to_lowercase());
        let name = of_folded(written).or_else(|| of_folded(without_arguments(written)))?;
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

/// `Page` of `Page(Note)`: MSON has no types with arguments, but people write them.
fn without_arguments(name: &str) -> &str {
    let stem = name.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let stem = stem.map(|(stem, _)| stem.trim_end());
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// All type names in an element, but for those in its brackets and in its samples.
fn collect_names<'a>(element: &'a Element, names: &mut Vec<&'a TypeName>) {
    names.extend(&element.type_definition.name);
    let mut pending: Vec<&Member> = element.members().collect();
    while let Some(member) = pending.pop() {
        match member {
            Member::Element(member) => {
                names.extend(&member.type_definition.name);
                pending.extend(member.members());
            }
            Member::Mixin(name) => names.push(name),
            Member::OneOf(alternatives) => pending.extend(alternatives.iter().flatten()),
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
