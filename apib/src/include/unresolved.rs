//! Directives of a text that nobody resolved.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

use super::directive::{self, Target};

/// A note for every directive of a text that came without its files. A link behind a colon counts
/// only at the start of a line, where it can be nothing else.
pub(crate) fn unresolved(source: &Source) -> Vec<Diagnostic> {
    let text = source.text();
    directive::directives(text)
        .filter(|directive| {
            let is_quoted = text[..directive.range.start].ends_with('`');
            !is_quoted
                && (matches!(directive.target, Target::Aglio(_))
                    || begins_line(text, directive.range.start))
        })
        .map(|directive| {
            Diagnostic::new(
                Code::INCLUDE_NOT_RESOLVED,
                Span::from(directive.range),
                format!("`{}` is not included", directive.target.link()),
            )
        })
        .collect()
}

/// True if nothing but blanks stands before a place of its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}
