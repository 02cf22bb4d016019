//! `apib generate`: a crate with a client.

use anyhow::{Context, Result, bail};
use apib::diagnostic::{self, Code};
use apib::generate::{
    Error, Interface, Outcome, Package, PackageOptions, Settings, Tags, WriteError, package, write,
};
use apib::openapi::Origins;
use apib::{Source, codegen};

use crate::arguments::{Generate, InterfaceStyle, TagStyle};
use crate::input::read;
use crate::output;
use crate::status::Status;

pub(crate) fn run(arguments: &Generate) -> Result<Status> {
    let options = options(arguments)?;
    let source = read(&arguments.file)?;
    let conversion = apib::convert(&source);
    let lowered = codegen::lower(&conversion.document);
    let mut diagnostics = conversion.diagnostics;
    diagnostics.extend(lowered.diagnostics.clone());
    let diagnostics = diagnostic::in_reading_order(diagnostics);
    output::findings(&source, &diagnostics, &arguments.messages);
    let is_empty = diagnostics
        .iter()
        .any(|finding| finding.code == Code::NO_OPERATION);
    if is_empty || arguments.strict && Status::of(&diagnostics) == Status::FoundErrors {
        output::message(&format!("{}: nothing is generated", source.name()));
        return Ok(Status::FoundErrors);
    }
    match package(&conversion.document.value, &lowered, &options) {
        Ok(package) => write_package(&package, arguments),
        // What was asked for cannot be; that is not the blueprint's fault.
        Err(Error::Settings(reason)) => bail!(reason),
        Err(error) => {
            let place = place(&error, &source, &conversion.document.origins);
            output::message(&format!("error: {place}: {error}; nothing is generated"));
            Ok(Status::FoundErrors)
        }
    }
}

fn options(arguments: &Generate) -> Result<PackageOptions> {
    let mut settings = Settings::default();
    settings.interface = match arguments.interface {
        InterfaceStyle::Builder => Interface::Builder,
        InterfaceStyle::Positional => Interface::Positional,
    };
    settings.tags = match arguments.tags {
        TagStyle::Merged => Tags::Merged,
        TagStyle::Separate => Tags::Separate,
    };
    settings.inner_type = match arguments.inner_type.as_str() {
        "none" => None,
        inner => Some(inner.to_owned()),
    };
    let source = arguments.file.display().to_string();
    let folder = arguments.out.display().to_string();
    let options = PackageOptions::new(&arguments.crate_name, source)?.with_folder(folder);
    Ok(options.with_settings(settings)?)
}

/// The file, and the line in it of what cannot be generated, if that is known.
fn place(error: &Error, source: &Source, origins: &Origins) -> String {
    match error.span(origins) {
        Some(span) => {
            let position = source.position(span.start);
            format!("{}:{}:{}", source.name(), position.line, position.column)
        }
        None => source.name().to_owned(),
    }
}

fn write_package(package: &Package, arguments: &Generate) -> Result<Status> {
    let folder = arguments.out.as_path();
    let outcomes = match write(package, folder, arguments.force) {
        Err(error @ WriteError::NotOurs(_)) => {
            bail!("{error}; name another folder, or say `--force`")
        }
        outcomes => outcomes.context("the crate is not written, or not all of it")?,
    };
    let count = |wanted| outcomes.iter().filter(|(_, one)| *one == wanted).count();
    for (path, outcome) in &outcomes {
        if *outcome == Outcome::Kept && !MEANT_TO_BE_KEPT.contains(path) {
            output::message(&format!(
                "{path} is not marked as generated and stays as it is"
            ));
        }
    }
    let written = count(Outcome::Written);
    output::message(&format!(
        "{}: {written} file{} written, {} as before",
        folder.display(),
        if written == 1 { "" } else { "s" },
        outcomes.len() - written,
    ));
    Ok(Status::Done)
}

/// Files that are hand-written from the start.
const MEANT_TO_BE_KEPT: &[&str] = &["src/hooks.rs", ".gitignore"];
