//! Everything that the commands print, in the manner of cargo: on standard error, verbs in a
//! column of their own.

use std::fmt::Display;

use apib::Source;
use apib::diagnostic::{Diagnostic, Severity};
use clap::builder::styling::{AnsiColor, Style};

use crate::description::Finding;

const DONE: Style = AnsiColor::Green.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// What has been done: `   Generated flowii-api/src/generated.rs`.
pub(crate) fn status(verb: &str, what: impl Display) {
    anstream::eprintln!("{DONE}{verb:>12}{DONE:#} {what}");
}

/// What a command was asked for, to standard output.
pub(crate) fn output(text: &str) {
    anstream::println!("{text}");
}

/// What is not as it should be, but did not stop the command.
pub(crate) fn warning(message: impl Display) {
    anstream::eprintln!("{WARNING}warning{WARNING:#}: {message}");
}

/// What stopped the command, with its causes.
pub(crate) fn error(error: &anyhow::Error) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {error:#}");
}

/// A difference between what is there and what should be.
pub(crate) fn diff(text: &str) {
    for line in text.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => DONE,
            Some(b'-') => ERROR,
            _ => Style::new(),
        };
        anstream::eprintln!("{style}{line}{style:#}");
    }
}

/// The findings where they stand: from warnings up at `verbose` 1, all at 2.
pub(crate) fn findings(source: &Source, diagnostics: &[Diagnostic], verbose: u8) {
    let least = match verbose {
        0 => return,
        1 => Severity::Warning,
        _ => Severity::Note,
    };
    for diagnostic in diagnostics {
        if diagnostic.severity() >= least {
            anstream::eprintln!("{}\n", apib::render::human(source, diagnostic, true));
        }
    }
}

/// What OpenAPI 3.0 could not take over, each where it stands, if `verbose`.
pub(crate) fn not_taken_over(name: &str, findings: &[Finding], verbose: u8) {
    for finding in findings.iter().filter(|_| verbose > 0) {
        warning(format!("{name}#{}: {}", finding.pointer, finding.message));
    }
}

/// A number and what it counts: `1 schema`, `2 schemas`.
pub(crate) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}
