//! `cargo xtask gen`: all stages in a row.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use apib::Source;
use apib::diagnostic::{Diagnostic, Severity};
use apib::openapi::Document;

use crate::arguments::GenOptions;
use crate::files::{self, GeneratedFile};
use crate::generate::{self, Module};
use crate::overlay::Overlay;
use crate::profile::{self, Facts};
use crate::report;

const BLUEPRINT: &str = "spec/flowii.apib";
const ENUMERATIONS: &str = "spec/enumerations.json";
const RESOURCES: &str = "spec/resources.json";
const OVERLAY: &str = "spec/overlay.json";

/// Generates, and writes or compares.
pub(crate) fn run(options: &GenOptions) -> anyhow::Result<ExitCode> {
    let root = workspace_root();
    let path = options
        .blueprint
        .clone()
        .unwrap_or_else(|| root.join(BLUEPRINT));
    let name = files::shown(&root, &path);
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
    let source = Source::new(name, text);
    let generated = convert_and_generate(&root, &source, options.verbose)?;
    let files = match &options.out_dir {
        None => {
            let source = root.join("flowii-api/src");
            let modules = generated.modules.into_iter();
            let mut files: Vec<_> = modules
                .map(|module| GeneratedFile::new(source.join(module.file), module.text))
                .collect();
            files.insert(
                0,
                GeneratedFile::new(root.join("spec/openapi.json"), generated.openapi),
            );
            files
        }
        Some(directory) => {
            let mut files = files::crate_files(&root, directory, generated.modules)?;
            files.push(GeneratedFile::new(
                directory.join("openapi.json"),
                generated.openapi,
            ));
            files
        }
    };
    if options.check {
        return files::check(&root, &files, &command(options));
    }
    files::write(&root, &files)?;
    report::status("Finished", "the client is up to date with its blueprint");
    Ok(ExitCode::SUCCESS)
}

/// The command that writes what these options compare.
fn command(options: &GenOptions) -> String {
    let mut command = "cargo xtask gen".to_owned();
    let given = [
        ("--blueprint", &options.blueprint),
        ("--out-dir", &options.out_dir),
    ];
    for (option, path) in given {
        if let Some(path) = path {
            command.extend([" ", option, " ", &path.display().to_string()]);
        }
    }
    command
}

struct Generated {
    openapi: String,
    modules: Vec<Module>,
}

fn convert_and_generate(root: &Path, source: &Source, verbose: u8) -> anyhow::Result<Generated> {
    let (blueprint, _) = apib::ast::parse(source);
    let parts = [
        report::count(
            blueprint
                .groups
                .iter()
                .filter(|group| group.name.is_some())
                .count(),
            "group",
        ),
        report::count(blueprint.resources().count(), "resource"),
        report::count(blueprint.actions().count(), "action"),
    ];
    report::status(
        "Parsed",
        format!("{} ({})", source.name(), parts.join(", ")),
    );

    let conversion = apib::convert(source);
    let mut document = conversion.document;
    let facts = Facts::parse(&read(root, ENUMERATIONS)?, &read(root, RESOURCES)?)?;
    profile::apply(&mut document.value, &facts)?;
    apply_overlay(root, &mut document)?;
    let lowered = generate::lower(&document);
    let diagnostics: Vec<Diagnostic> = conversion
        .diagnostics
        .into_iter()
        .chain(lowered.diagnostics.clone())
        .collect();
    report::findings(source, &diagnostics, verbose);
    let parts = [
        report::count(lowered.operations.len(), "operation"),
        report::count(schema_count(&lowered.document), "schema"),
        report::count(at_least_warnings(&diagnostics), "warning"),
    ];
    report::status("Converted", format!("to OpenAPI ({})", parts.join(", ")));
    if at_least_warnings(&diagnostics) > 0 && verbose == 0 {
        report::warning(
            "to see what there is to know of the blueprint, run `cargo xtask gen --verbose`",
        );
    }

    let openapi = serde_json::to_string_pretty(&document.value)? + "\n";
    let modules = generate::generate(&document.value, &lowered)?;
    Ok(Generated { openapi, modules })
}

fn apply_overlay(root: &Path, document: &mut Document) -> anyhow::Result<()> {
    let overlay = Overlay::parse(&read(root, OVERLAY)?).with_context(|| OVERLAY.to_owned())?;
    let missed = overlay
        .apply(&mut document.value)
        .with_context(|| OVERLAY.to_owned())?;
    if !missed.is_empty() {
        bail!(
            "{OVERLAY} corrects what is not there (any more); take out or mend:\n  {}",
            missed.join("\n  ")
        );
    }
    let corrections = report::count(overlay.len(), "correction");
    report::status("Applied", format!("{OVERLAY} ({corrections})"));
    Ok(())
}

fn read(root: &Path, name: &str) -> anyhow::Result<String> {
    fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"))
}

fn schema_count(document: &serde_json::Value) -> usize {
    let schemas = document.pointer("/components/schemas");
    schemas
        .and_then(serde_json::Value::as_object)
        .map_or(0, serde_json::Map::len)
}

fn at_least_warnings(diagnostics: &[Diagnostic]) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity() >= Severity::Warning)
        .count()
}

/// The folder of the workspace: the one above this package, which cargo names when it runs it.
pub(crate) fn workspace_root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    package
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
