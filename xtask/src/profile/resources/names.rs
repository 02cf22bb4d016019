//! Names of the schemas of a family.

use heck::ToUpperCamelCase;

/// What a type of resources is called: `business-case` is `BusinessCase`.
pub(super) fn resource(resource_type: &str) -> String {
    resource_type.to_upper_camel_case()
}

/// A reference to the resource by type and identifier.
pub(super) fn identifier(resource_type: &str) -> String {
    resource(resource_type) + "Identifier"
}

/// The resource to create.
pub(super) fn new(resource_type: &str) -> String {
    format!("New{}", resource(resource_type))
}

/// The resource to change.
pub(super) fn patch(resource_type: &str) -> String {
    resource(resource_type) + "Patch"
}

/// The attributes of one of the above.
pub(super) fn attributes(model: &str) -> String {
    format!("{model}Attributes")
}

/// The relationships of one of the above.
pub(super) fn relationships(model: &str) -> String {
    format!("{model}Relationships")
}

/// A document with one of the above as its `data`.
pub(super) fn document(model: &str) -> String {
    format!("{model}Document")
}

/// A document with a list of resources as its `data`.
pub(super) fn list(resource_type: &str) -> String {
    resource(resource_type) + "List"
}
