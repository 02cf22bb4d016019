//! The named schemas of a document, and whatever else its references point to.

use indexmap::IndexMap;
use serde_json::Value;

use super::findings::Place;
use super::names::{UniqueNames, type_name};
use super::types::{Shape, Type};
use crate::openapi::pointer_step;

/// Names that the generated builders have methods of, or that say nothing as a type.
const RESERVED: &[&str] = &["Default"];

/// What references point to, by the reference without percent-encoding.
///
/// A reference into the middle of another schema makes a component of what is there, since the
/// generator knows references to components only.
#[derive(Debug)]
pub(super) struct Components {
    entries: IndexMap<String, Component>,
    names: UniqueNames,
    read: usize,
}

/// One schema that is referred to.
#[derive(Clone, Debug)]
pub(super) struct Component {
    /// Its name in the lowered document.
    pub(super) name: String,
    /// Its name in the document that is lowered.
    pub(super) title: String,
    /// Where that is.
    pub(super) place: Place,
    /// What it is; free form until it has been read.
    pub(super) value: Type,
}

impl Components {
    /// The named schemas of `root`, not read yet.
    pub(super) fn declared(root: &Value) -> Self {
        let mut components = Self {
            entries: IndexMap::new(),
            names: UniqueNames::without(RESERVED),
            read: 0,
        };
        let declared = root
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        for key in declared.into_iter().flatten().map(|(key, _)| key) {
            let step = pointer_step(key).replace('%', "%25");
            components.know(root, &format!("#/components/schemas/{step}"));
        }
        components
    }

    /// The component that `reference` points to, by the one spelling it has here; from then on
    /// it is among the components. Nothing where the reference leads nowhere.
    pub(super) fn know(&mut self, root: &Value, reference: &str) -> Option<String> {
        let pointer = pointer_of(reference)?;
        root.pointer(&pointer)?;
        let reference = format!("#{pointer}");
        if !self.entries.contains_key(&reference) {
            let title = title(&pointer);
            let component = Component {
                name: self.names.claim(&type_name(&title)),
                place: Place::new(format!("schema `{title}`"), pointer),
                title,
                value: Type::default(),
            };
            self.entries.insert(reference.clone(), component);
        }
        Some(reference)
    }

    /// The next component to read: its reference and its place.
    pub(super) fn next_unread(&mut self) -> Option<(String, Place)> {
        let (reference, component) = self.entries.get_index(self.read)?;
        self.read += 1;
        Some((reference.clone(), component.place.clone()))
    }

    /// Remembers what a component is.
    pub(super) fn set(&mut self, reference: &str, value: Type) {
        if let Some(component) = self.entries.get_mut(reference) {
            component.value = value;
        }
    }

    /// The component that `reference` means, in the end: a component that only refers to another
    /// one is that other one. Nothing where the chain closes upon itself.
    pub(super) fn follow<'c>(&'c self, reference: &'c str) -> Option<(&'c str, &'c Component)> {
        let mut reference = reference;
        for _ in 0..=self.entries.len() {
            let component = self.entries.get(reference)?;
            match &component.value.shape {
                Shape::Reference(next) => reference = next,
                _ => return Some((reference, component)),
            }
        }
        None
    }

    /// All references that are known.
    pub(super) fn references(&self) -> Vec<String> {
        self.entries.keys().cloned().collect()
    }

    /// The components whose name had to change, with their places.
    pub(super) fn renamed(&self) -> impl Iterator<Item = &Component> {
        self.entries
            .values()
            .filter(|component| component.name != component.title)
    }

    /// Where the component with this name of ours is, as far as that is known.
    pub(super) fn place(&self, name: &str) -> Place {
        let component = self.entries.values().find(|entry| entry.name == name);
        component.map_or_else(
            || Place::new(format!("schema `{name}`"), "/components/schemas"),
            |component| component.place.clone(),
        )
    }

    /// A name that no other type has.
    pub(super) fn claim_name(&mut self, wanted: &str) -> String {
        self.names.claim(&type_name(wanted))
    }
}

/// The JSON pointer of a reference within the document, percent-decoded.
pub(super) fn pointer_of(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, tail @ ..] = rest {
        let decoded = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}

/// What a person would call the schema at `pointer`.
fn title(pointer: &str) -> String {
    const FILLERS: &[&str] = &[
        "",
        "components",
        "schemas",
        "definitions",
        "properties",
        "schema",
        "content",
        "paths",
    ];
    pointer
        .split('/')
        .filter(|step| !FILLERS.contains(step))
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect::<Vec<_>>()
        .join(" ")
}
