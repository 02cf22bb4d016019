//! What each subcommand does.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use apib::diagnostic::{self, Code, Diagnostic};
use apib::openapi::{self, Format, Version};
use apib::{Source, ast, codegen};

use crate::arguments::{Command, Convert, DocumentFormat, Lint, OpenApiVersion};
use crate::input::read;
use crate::status::Status;
use crate::{explain, fmt, output};

pub(crate) fn run(command: &Command) -> Result<Status> {
    match command {
        Command::Convert(arguments) => convert(arguments),
        Command::Lint(arguments) => lint(arguments),
        Command::Fmt(arguments) => fmt::run(arguments),
        #[cfg(feature = "generate")]
        Command::Generate(arguments) => crate::generate::run(arguments),
        Command::Outline { file } => outline(file),
        Command::Explain { code } => explain(*code),
    }
}

fn convert(arguments: &Convert) -> Result<Status> {
    let source = read(&arguments.file)?;
    let version = match arguments.openapi {
        OpenApiVersion::V3_0 => Version::V3_0,
        OpenApiVersion::V3_1 => Version::V3_1,
    };
    let options = apib::Options::default().with_version(version);
    let diagnostics = match &arguments.output {
        Some(path) => File::create(path)
            .and_then(|file| write(file, &source, &options, arguments))
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => write(output::document(), &source, &options, arguments)
            .context("cannot write the document")?,
    };
    output::findings(&source, &diagnostics, &arguments.messages);
    Ok(if arguments.strict {
        Status::of(&diagnostics)
    } else {
        Status::Done
    })
}

/// Writes the document, and gives what was found on the way.
fn write(
    writer: impl Write,
    source: &Source,
    options: &apib::Options,
    arguments: &Convert,
) -> io::Result<Vec<Diagnostic>> {
    let mut writer = BufWriter::new(writer);
    let format = format(arguments);
    let diagnostics = if arguments.for_codegen {
        let conversion = apib::convert_with(source, options);
        let lowered = codegen::lower(&conversion.document);
        openapi::write_text(&mut writer, &lowered.document, format)?;
        let found = conversion.diagnostics.into_iter();
        diagnostic::in_reading_order(found.chain(lowered.diagnostics).collect())
    } else if format == Format::Json {
        apib::convert_to(&mut writer, source, options)?
    } else {
        let conversion = apib::convert_with(source, options);
        openapi::write_text(&mut writer, &conversion.document.value, format)?;
        conversion.diagnostics
    };
    writer.flush()?;
    Ok(diagnostics)
}

/// The notation that is asked for, or that the name of the output has.
fn format(arguments: &Convert) -> Format {
    let ending = arguments.output.as_ref().and_then(|path| path.extension());
    let is_yaml = ending.is_some_and(|ending| {
        ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
    });
    match arguments.format {
        Some(DocumentFormat::Yaml) => Format::Yaml,
        None if is_yaml => Format::Yaml,
        _ => Format::Json,
    }
}

fn lint(arguments: &Lint) -> Result<Status> {
    let mut worst = Status::Done;
    for file in &arguments.files {
        let source = read(file)?;
        let diagnostics = apib::convert(&source).diagnostics;
        output::findings(&source, &diagnostics, &arguments.messages);
        if Status::of(&diagnostics) == Status::FoundErrors {
            worst = Status::FoundErrors;
        }
    }
    Ok(worst)
}

fn outline(file: &Path) -> Result<Status> {
    let source = read(file)?;
    let (blueprint, _) = ast::parse(&source);
    if let Some(name) = &blueprint.name {
        output::line(&name.text);
    }
    for group in &blueprint.groups {
        if let Some(name) = &group.name {
            output::line(&format!("  {}", name.text));
        }
        for resource in &group.resources {
            let name = resource.name.as_ref().map_or("-", |name| &name.text);
            let uri = resource.uri_template.as_ref().map_or("-", |uri| &uri.text);
            output::line(&format!("    {name} [{uri}]"));
            for action in &resource.actions {
                let name = action.name.as_ref().map_or("-", |name| &name.text);
                let uri = action
                    .uri_template
                    .as_ref()
                    .map(|uri| format!(" {}", uri.text))
                    .unwrap_or_default();
                output::line(&format!("      {name} [{}{uri}]", action.method.text));
            }
        }
    }
    Ok(Status::Done)
}

fn explain(code: Code) -> Result<Status> {
    output::text(explain::section(code)).context("cannot write the explanation")?;
    Ok(Status::Done)
}
