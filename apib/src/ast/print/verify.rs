//! Having the parser read what is about to be written.

use crate::ast::{Action, Blueprint, Resource, ResourceGroup};
use crate::diagnostic::{Code, Diagnostic};
use crate::mson::{Element, NamedType, TypeDefinition, TypeName, TypeSection};
use crate::source::{Source, Span, Text};

/// The first candidate that reads back; the first of all where none does.
pub(super) fn choose(
    candidates: impl IntoIterator<Item = String>,
    reads_back: impl Fn(&str) -> bool,
) -> String {
    let mut first = None;
    for candidate in candidates {
        if reads_back(&candidate) {
            return candidate;
        }
        first.get_or_insert(candidate);
    }
    first.unwrap_or_default()
}

/// True if this document reads as this tree, which has no spans, and would whatever stood below.
pub(super) fn reads_as(document: &str, expected: &Blueprint) -> bool {
    let (blueprint, diagnostics) = crate::ast::parse(&Source::new("printed", document));
    let is_open = |diagnostic: &Diagnostic| {
        // Where these end is guessed by what stands below them.
        [
            Code::FENCE_UNCLOSED,
            Code::COMMENT_UNCLOSED,
            Code::SECTION_IN_HTML,
        ]
        .contains(&diagnostic.code)
    };
    !diagnostics.iter().any(is_open) && blueprint.without_spans() == *expected
}

/// True if these blocks below a resource's heading read as what it has.
pub(super) fn reads_in_resource(blocks: &str, expected: Resource) -> bool {
    let expected = Resource {
        name: None,
        uri_template: Some(text("/r")),
        ..expected
    };
    reads_as(&format!("## /r\n\n{blocks}\n"), &with_resource(expected))
}

/// True if these blocks below an action's heading read as what it has.
pub(super) fn reads_in_action(blocks: &str, expected: Action) -> bool {
    let resource = Resource {
        uri_template: Some(text("/r")),
        actions: vec![Action {
            method: text("GET"),
            ..expected
        }],
        ..Resource::default()
    };
    reads_as(
        &format!("## /r\n\n### GET\n\n{blocks}\n"),
        &with_resource(resource),
    )
}

/// True if these blocks below a named type's heading read as its sections. The type is an array,
/// of which most names of sections mean something.
pub(super) fn reads_in_type(blocks: &str, sections: Vec<TypeSection>) -> bool {
    let array = TypeName {
        base: text("array"),
        nested: Vec::new(),
    };
    let named_type = NamedType {
        name: text("T"),
        element: Element {
            name: Some(text("T")),
            type_definition: TypeDefinition {
                name: Some(array),
                ..TypeDefinition::default()
            },
            sections,
            ..Element::default()
        },
    };
    let expected = Blueprint {
        types: vec![named_type],
        ..Blueprint::default()
    };
    let document = format!("# Data Structures\n\n## T (array)\n\n{blocks}\n");
    reads_as(&document, &expected)
}

pub(super) fn with_resource(resource: Resource) -> Blueprint {
    Blueprint {
        groups: vec![ResourceGroup {
            resources: vec![resource],
            ..ResourceGroup::default()
        }],
        ..Blueprint::default()
    }
}

pub(super) fn text(text: &str) -> Text {
    Text::new(text, Span::default())
}
