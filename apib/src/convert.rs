//! All stages in a row.

use crate::ast::{self, Blueprint};
use crate::diagnostic::{self, Diagnostic};
use crate::model;
use crate::openapi::{self, Document};
use crate::source::Source;

/// What became of a blueprint.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// The blueprint's tree.
    pub blueprint: Blueprint,
    /// The OpenAPI document.
    pub document: Document,
    /// What was found on the way, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Converts a blueprint to an OpenAPI 3.0.3 document.
///
/// There is always a document; what had to be guessed is in the diagnostics.
///
/// ```
/// let text = "# Notes\n\n## Note [/notes/{id}]\n\n### Read note [GET]\n\n+ Parameters\n    + id (number)\n\n+ Response 200 (application/json)\n\n        {\"text\": \"Hi\"}\n";
/// let conversion = apib::convert(&apib::Source::new("notes.apib", text));
/// let operation = &conversion.document.value["paths"]["/notes/{id}"]["get"];
/// assert_eq!(operation["operationId"], "read_note");
/// assert!(conversion.diagnostics.is_empty());
/// ```
pub fn convert(source: &Source) -> Conversion {
    let (blueprint, mut diagnostics) = ast::parse(source);
    let (api, found) = model::build(&blueprint);
    diagnostics.extend(found);
    Conversion {
        document: openapi::write(&api),
        blueprint,
        diagnostics: diagnostic::in_reading_order(diagnostics),
    }
}
