//! Everything that the command prints.
#![expect(clippy::print_stderr, reason = "the command's one place to print")]

use std::io::{self, Write};

use apib::diagnostic::{Diagnostic, Severity};
use apib::{Source, render};

use crate::arguments::MessageFormat;

pub(crate) fn error(error: &anyhow::Error) {
    anstream::eprintln!("error: {error:#}");
}

/// Writes to standard output. A reader that has gone away is no error.
pub(crate) fn text(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Findings to standard error, with a last line that counts them.
pub(crate) fn findings(source: &Source, diagnostics: &[Diagnostic], format: MessageFormat) {
    for diagnostic in diagnostics {
        match format {
            MessageFormat::Human => {
                anstream::eprintln!("{}\n", render::human(source, diagnostic, true));
            }
            MessageFormat::Json => eprintln!("{}", render::json(source, diagnostic)),
        }
    }
    if format == MessageFormat::Human && !diagnostics.is_empty() {
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity() == severity)
                .count()
        };
        let parts: Vec<String> = [
            (count(Severity::Error), "error"),
            (count(Severity::Warning), "warning"),
            (count(Severity::Note), "note"),
        ]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}{}", if number == 1 { "" } else { "s" }))
        .collect();
        anstream::eprintln!("{}: {}", source.name(), parts.join(", "));
    }
}

pub(crate) fn line(line: &str) {
    anstream::println!("{line}");
}
