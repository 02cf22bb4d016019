//! The types that a document names, and what each comes down to.

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::primitive;
use crate::mson::Element;
use crate::source::Span;

/// The named types of a document, before their schemas are known.
pub(in crate::model) struct Types<'a> {
    by_name: IndexMap<&'a str, &'a Element>,
}

/// What kind of type a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Object,
    Array,
    Enum,
    Scalar,
}

impl<'a> Types<'a> {
    /// Types by name. Of several with one name the first counts, each further one is reported.
    pub(in crate::model) fn new(
        types: impl IntoIterator<Item = (&'a str, Span, &'a Element)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut by_name: IndexMap<&str, &Element> = IndexMap::new();
        for (name, span, element) in types {
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
        Self { by_name }
    }

    pub(in crate::model) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a Element)> {
        self.by_name.iter().map(|(name, element)| (*name, *element))
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// What a type name comes down to, through any number of named types.
    pub(super) fn base_of(&self, name: &str) -> Option<Base> {
        let mut name = name;
        // A name can occur once on the way, else the types inherit from each other in a circle.
        for _ in 0..=self.by_name.len() {
            if let Some(element) = self.by_name.get(name) {
                match &element.type_definition.name {
                    Some(parent) => name = &parent.base.text,
                    None => return Some(Base::Object),
                }
                continue;
            }
            return match name.to_ascii_lowercase().as_str() {
                "object" => Some(Base::Object),
                "array" | "list" => Some(Base::Array),
                "enum" => Some(Base::Enum),
                _ => primitive::of_name(name).map(|_| Base::Scalar),
            };
        }
        None
    }
}
