//! To be sent to others.

use std::fmt::Write as _;

use crate::run::Verdict;

use super::{Report, statuses};

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut text = format!(
        "# Answers held against {}\n\n{}.\n\nThis report has no values in it: only names, JSON types, statuses and counts.\n",
        report.specification,
        report.summary()
    );
    let mut deviating = report.of(Verdict::Deviates).peekable();
    if deviating.peek().is_some() {
        text.push_str("\n## Not as documented\n");
    }
    for result in deviating {
        let _ = write!(
            text,
            "\n### `{}`\n\n{}\n\n",
            result.operation,
            statuses(result)
        );
        for (deviation, answers) in &result.deviations {
            let _ = writeln!(
                text,
                "- {deviation} ({answers} of {} answers)",
                result.statuses.values().sum::<usize>()
            );
        }
    }
    for (verdict, title) in [
        (Verdict::Failed, "Failed"),
        (Verdict::Refused, "Answered with documented errors only"),
        (Verdict::NotReachable, "Not reachable"),
        (Verdict::AsDocumented, "As documented"),
    ] {
        let mut results = report.of(verdict).peekable();
        if results.peek().is_none() {
            continue;
        }
        let _ = write!(text, "\n## {title}\n\n");
        for result in results {
            let _ = write!(text, "- `{}`", result.operation);
            let statuses = statuses(result);
            if !statuses.is_empty() {
                let _ = write!(text, ": {statuses}");
            }
            if let Some(reason) = &result.reason {
                let _ = write!(text, " ({reason})");
            }
            text.push('\n');
        }
    }
    text
}
