//! What is known of a diagnostic beyond its report.

use apib::diagnostic::Code;

/// Generated from the list of codes and the fixtures; a test holds it to them.
const REFERENCE: &str = include_str!("../../../docs/diagnostics.md");

/// The section of the reference about `code`; nothing where it has none.
pub(crate) fn section(code: Code) -> &'static str {
    let heading = format!("\n## {code}\n");
    let Some(start) = REFERENCE.find(&heading) else {
        return "";
    };
    let section = &REFERENCE[start + 1..];
    let end = section.find("\n\n## apib::E");
    end.map_or(section, |end| &section[..=end])
}
