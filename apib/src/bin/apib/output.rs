//! Everything that the command prints.

use std::io::{self, Write};

use apib::diagnostic::{Diagnostic, Severity};
use apib::{Source, render};

use crate::arguments::{MessageFormat, Messages};

pub(crate) fn error(error: &anyhow::Error) {
    anstream::eprintln!("error: {error:#}");
}

/// A line to standard error.
pub(crate) fn message(message: &str) {
    anstream::eprintln!("{message}");
}

/// Writes to standard output. A reader that has gone away is no error.
pub(crate) fn text(text: &str) -> io::Result<()> {
    unless_gone(io::stdout().lock().write_all(text.as_bytes()))
}

/// Standard output for a document. A reader that has gone away is no error, and what it did not
/// wait for is not written.
pub(crate) fn document() -> impl Write {
    Patient {
        writer: io::stdout().lock(),
        is_gone: false,
    }
}

struct Patient<W> {
    writer: W,
    is_gone: bool,
}

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_gone {
            match self.writer.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.is_gone = true,
                written => return written,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(self.writer.flush())
    }
}

fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Findings to standard error, for people with a last line that counts them all. A reader that has
/// gone away is no error.
pub(crate) fn findings(source: &Source, diagnostics: &[Diagnostic], messages: &Messages) {
    let mut writer = io::BufWriter::new(anstream::stderr().lock());
    let _ = write_findings(&mut writer, source, diagnostics, messages);
}

fn write_findings(
    writer: &mut impl Write,
    source: &Source,
    diagnostics: &[Diagnostic],
    messages: &Messages,
) -> io::Result<()> {
    let shown = diagnostics
        .iter()
        .filter(|diagnostic| messages.show(diagnostic.severity()));
    for diagnostic in shown {
        match messages.message_format {
            MessageFormat::Human => {
                writeln!(writer, "{}\n", render::human(source, diagnostic, true))?;
            }
            MessageFormat::Json => writeln!(writer, "{}", render::json(source, diagnostic))?,
        }
    }
    if messages.summary() && !diagnostics.is_empty() {
        writeln!(writer, "{}: {}", source.name(), counted(diagnostics))?;
    }
    writer.flush()
}

/// How many findings there are, such as `1 error, 3 notes`.
fn counted(diagnostics: &[Diagnostic]) -> String {
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let of_severity = diagnostics.iter().filter(|one| one.severity() == severity);
        let number = of_severity.count();
        let plural = if number == 1 { "" } else { "s" };
        (number, format!("{number} {}{plural}", severity.as_str()))
    });
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(_, part)| part).collect::<Vec<_>>().join(", ")
}

pub(crate) fn line(line: &str) {
    anstream::println!("{line}");
}
