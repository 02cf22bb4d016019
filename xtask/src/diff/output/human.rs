//! For a terminal.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style};

use crate::diff::finding::Finding;
use crate::diff::rules::Severity;

use super::{Comparison, change, only_operation, touched, version_words};

const RULE: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Operations that are named of each difference.
const MOST_OPERATIONS: usize = 3;

/// The comparison with the terminal's colours, which whoever prints it takes out where there are
/// none.
pub(crate) fn human(comparison: &Comparison) -> String {
    let mut text = format!("{FAINT}{} → {}{FAINT:#}\n", comparison.old, comparison.new);
    for severity in Severity::WORST_FIRST {
        let groups = comparison.of(severity);
        if groups.is_empty() {
            continue;
        }
        let style = style(severity);
        let _ = write!(
            text,
            "\n{style}{}{style:#} ({})\n",
            severity.title(),
            comparison.count(severity)
        );
        for group in groups {
            let rule = group[0].rule;
            let _ = write!(
                text,
                "\n  {RULE}{rule}{RULE:#}  {FAINT}{}{FAINT:#}\n",
                rule.reason()
            );
            for finding in group {
                text.push_str(&line(finding));
            }
        }
    }
    let _ = write!(text, "\n{}\n", comparison.summary());
    if let Some(words) = comparison.left_out() {
        let _ = writeln!(text, "{FAINT}{words}{FAINT:#}");
    }
    if let Some(version) = &comparison.version {
        let _ = writeln!(text, "{}", version_words(version));
    }
    text
}

fn line(finding: &Finding) -> String {
    let place = finding.place.to_string();
    let change = change(finding);
    let mut parts = Vec::new();
    parts.extend(only_operation(finding).cloned());
    parts.extend((!place.is_empty()).then_some(place));
    let mut line = format!("    {}", parts.join("  "));
    if let Some(change) = change {
        let separator = if parts.is_empty() { "" } else { ": " };
        let _ = write!(line, "{separator}{change}");
    }
    line.push('\n');
    if finding.operations.len() > 1 {
        let _ = writeln!(
            line,
            "      {FAINT}in {}: {}{FAINT:#}",
            crate::report::count(finding.operations.len(), "operation"),
            touched(&finding.operations, MOST_OPERATIONS)
        );
    }
    line
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Callers => AnsiColor::Red.on_default().bold(),
        Severity::Readers => AnsiColor::Yellow.on_default().bold(),
        Severity::Harmless => AnsiColor::Green.on_default().bold(),
    }
}
