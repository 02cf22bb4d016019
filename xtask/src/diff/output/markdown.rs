//! For the text of a pull request.

use std::fmt::Write as _;

use crate::diff::finding::Finding;
use crate::diff::rules::Severity;

use super::{Comparison, change, only_operation, touched, version_words};

/// Operations that are named of each difference.
const MOST_OPERATIONS: usize = 5;

/// Differences of one rule that are shown; what does not fit is counted. Services that take such
/// texts bound them, to some ten thousand characters.
const MOST_FINDINGS: usize = 40;

/// The comparison as Markdown (GitHub's and GitLab's, which fold what is harmless).
pub(crate) fn markdown(comparison: &Comparison) -> String {
    let mut text = format!(
        "## API changes: {}\n\n{} → {}\n",
        comparison.summary(),
        code(&comparison.old),
        code(&comparison.new)
    );
    if let Some(version) = &comparison.version {
        let _ = write!(text, "\n**Version:** {}\n", version_words(version));
    }
    for severity in Severity::WORST_FIRST {
        let groups = comparison.of(severity);
        if groups.is_empty() {
            continue;
        }
        let title = format!("{} ({})", severity.title(), comparison.count(severity));
        let folded = severity == Severity::Harmless;
        if folded {
            let _ = write!(text, "\n<details>\n<summary>{title}</summary>\n");
        } else {
            let _ = write!(text, "\n### {title}\n");
        }
        for group in groups {
            let rule = group[0].rule;
            let _ = write!(text, "\n**`{rule}`**: {}\n\n", rule.reason());
            for finding in group.iter().take(MOST_FINDINGS) {
                text.push_str(&item(finding));
            }
            let rest = group.len().saturating_sub(MOST_FINDINGS);
            if rest > 0 {
                let _ = writeln!(text, "- and {rest} more");
            }
        }
        if folded {
            text.push_str("\n</details>\n");
        }
    }
    if let Some(words) = comparison.left_out() {
        let _ = write!(text, "\n_{words}_\n");
    }
    text
}

fn item(finding: &Finding) -> String {
    let place = finding.place.to_string();
    let mut parts = Vec::new();
    parts.extend(only_operation(finding).map(|operation| code(operation)));
    if !place.is_empty() {
        parts.push(code(&place));
    }
    let mut item = format!("- {}", parts.join(" "));
    if let Some(change) = change(finding) {
        let separator = if parts.is_empty() { "" } else { ": " };
        let _ = write!(item, "{separator}{}", code(&change));
    }
    if finding.operations.len() > 1 {
        let _ = write!(
            item,
            "  \n  in {}: {}",
            crate::report::count(finding.operations.len(), "operation"),
            touched(&finding.operations, MOST_OPERATIONS)
        );
    }
    item.push('\n');
    item
}

/// Text as it is, whatever it has in it.
fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    let pad = if text.contains('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_is_fenced_by_more_backticks_than_are_in_it() {
        assert_eq!(code("plain"), "`plain`");
        assert_eq!(code("a `b` c"), "`` a `b` c ``");
        assert_eq!(code("two\nlines"), "`two lines`");
    }
}
