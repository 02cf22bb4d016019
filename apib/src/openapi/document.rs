//! An OpenAPI document together with the places of the blueprint that its parts come from.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::source::Span;

/// An OpenAPI document as JSON, and where each part of it was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The document itself.
    pub value: Value,
    /// Where its parts come from.
    pub origins: Origins,
}

/// Places in the blueprint by JSON pointer (RFC 6901) into the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(BTreeMap<String, Span>);

impl Origins {
    /// Remembers that the value at `pointer` was said at `span`.
    pub fn insert(&mut self, pointer: impl Into<String>, span: Span) {
        self.0.insert(pointer.into(), span);
    }

    /// Every pointer with its place.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0
            .iter()
            .map(|(pointer, span)| (pointer.as_str(), *span))
    }

    /// Where the value at `pointer`, or else the closest one around it, was said.
    pub fn nearest(&self, pointer: &str) -> Option<Span> {
        let mut pointer = pointer;
        loop {
            if let Some(span) = self.0.get(pointer) {
                return Some(*span);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

/// One step of a JSON pointer, escaped as RFC 6901 asks.
pub fn pointer_step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_place_around_a_part_is_found() {
        let mut origins = Origins::default();
        origins.insert(
            format!("/paths/{}/get", pointer_step("/a/b")),
            Span::new(3, 9),
        );
        assert_eq!(
            origins.nearest("/paths/~1a~1b/get/responses/200"),
            Some(Span::new(3, 9))
        );
        assert_eq!(origins.nearest("/components"), None);
    }
}
