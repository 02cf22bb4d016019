//! The text of a document.

use serde_json::Value;

/// A notation that OpenAPI documents are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON, indented.
    #[default]
    Json,
    /// YAML 1.2, of which JSON is a part (needs the feature `yaml`).
    #[cfg(feature = "yaml")]
    Yaml,
}

/// The document's text, with a line break at its end. The order of members is kept, and the same
/// document gives the same text, byte for byte.
pub fn to_text(document: &Value, format: Format) -> String {
    let mut text = match format {
        Format::Json => format!("{document:#}"),
        #[cfg(feature = "yaml")]
        // Only a key that is no text or a writer that fails could stop it, and there is neither;
        // JSON is YAML too.
        Format::Yaml => yaml_serde::to_string(document).unwrap_or_else(|_| document.to_string()),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
