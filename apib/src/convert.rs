//! All stages in a row.

use std::io::{self, Write};

use crate::ast;
use crate::diagnostic::{self, Diagnostic};
use crate::model::{self, Api};
use crate::openapi::{self, Document, Version};
use crate::source::Source;

/// What became of a blueprint.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// The OpenAPI document.
    pub document: Document,
    /// What was found on the way, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// How a blueprint is to be converted.
///
/// ```
/// use apib::openapi::Version;
///
/// let options = apib::Options::default().with_version(Version::V3_1);
/// let conversion = apib::convert_with(&apib::Source::new("a.apib", "# A\n"), &options);
/// assert_eq!(conversion.document.value["openapi"], "3.1.0");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The version of OpenAPI to write.
    pub version: Version,
}

impl Options {
    /// The same options with another version of OpenAPI.
    #[must_use]
    pub fn with_version(mut self, version: Version) -> Self {
        self.version = version;
        self
    }
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
    convert_with(source, &Options::default())
}

/// Converts a blueprint as the options say.
///
/// There is always a document; what had to be guessed is in the diagnostics.
pub fn convert_with(source: &Source, options: &Options) -> Conversion {
    let (api, mut diagnostics) = model(source);
    let (document, found) = openapi::write(api, options.version);
    diagnostics.extend(found);
    Conversion {
        document,
        diagnostics: diagnostic::in_reading_order(diagnostics),
    }
}

/// Converts a blueprint as [`convert_with`] does, and writes the document as JSON while it is
/// made, which takes a fraction of the memory. Gives what was found on the way, in the order of
/// the text.
///
/// # Errors
///
/// Those of the writer.
///
/// ```
/// let source = apib::Source::new("a.apib", "# A\n");
/// let mut written = Vec::new();
/// let diagnostics = apib::convert_to(&mut written, &source, &apib::Options::default())?;
/// assert!(diagnostics.is_empty());
/// assert!(written.starts_with(b"{\n  \"openapi\": \"3.0.3\""));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn convert_to(
    writer: &mut impl Write,
    source: &Source,
    options: &Options,
) -> io::Result<Vec<Diagnostic>> {
    let (api, mut diagnostics) = model(source);
    let found = openapi::write_json(writer, api, options.version)?;
    diagnostics.extend(found);
    Ok(diagnostic::in_reading_order(diagnostics))
}

fn model(source: &Source) -> (Api, Vec<Diagnostic>) {
    let (blueprint, mut diagnostics) = ast::parse(source);
    let (api, found) = model::build(blueprint);
    diagnostics.extend(found);
    (api, diagnostics)
}
