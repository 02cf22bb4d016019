//! For a terminal.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style};

use crate::run::Verdict;

use super::{Report, statuses};

const FAINT: Style = Style::new().dimmed();

/// The report with the terminal's colours, which whoever prints it takes out where there are none.
pub fn terminal(report: &Report) -> String {
    let mut text = String::new();
    for verdict in Verdict::ALL {
        let mut results = report.of(verdict).peekable();
        if results.peek().is_none() {
            continue;
        }
        let style = style(verdict);
        let count = report.counts()[&verdict];
        let _ = write!(
            text,
            "{style}{}{style:#} ({count})\n\n",
            capital(verdict.words())
        );
        for result in results {
            let statuses = statuses(result);
            let _ = writeln!(text, "  {}  {FAINT}{statuses}{FAINT:#}", result.operation);
            for (deviation, answers) in &result.deviations {
                let times = if *answers > 1 {
                    format!("  {FAINT}in {answers} answers{FAINT:#}")
                } else {
                    String::new()
                };
                let _ = writeln!(text, "    {deviation}{times}");
            }
            if let Some(reason) = &result.reason {
                let _ = writeln!(text, "    {FAINT}{reason}{FAINT:#}");
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{} of {}", report.summary(), report.specification);
    text
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

fn style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Deviates | Verdict::Failed => AnsiColor::Red.on_default().bold(),
        Verdict::Refused | Verdict::NotReachable => AnsiColor::Yellow.on_default().bold(),
        Verdict::AsDocumented => AnsiColor::Green.on_default().bold(),
    }
}
