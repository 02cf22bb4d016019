//! `cargo xtask gen`: all stages in a row.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use apib::diagnostic::{Diagnostic, Severity};
use apib::openapi::Document;

use crate::arguments::GenOptions;
use crate::description::{self, Description, Form, Origin};
use crate::files::{self, GeneratedFile};
use crate::generate::{self, Module};
use crate::overlay::Overlay;
use crate::profile::{self, Facts};
use crate::report;

/// Where the description is, the first that is there; the last is ours.
const DESCRIPTIONS: [&str; 3] = [
    "spec/flowii.openapi.json",
    "spec/flowii.openapi.yaml",
    "spec/flowii.apib",
];
const ENUMERATIONS: &str = "spec/enumerations.json";
const RESOURCES: &str = "spec/resources.json";
const OVERLAY: &str = "spec/overlay.json";

/// Generates, and writes or compares.
pub(crate) fn run(options: &GenOptions) -> anyhow::Result<ExitCode> {
    let root = workspace_root();
    let origin = options
        .from
        .clone()
        .unwrap_or_else(|| default_origin(&root));
    let description = description::load(&origin)?;
    let generated = convert_and_generate(&root, description, options.verbose)?;
    let files = match &options.out_dir {
        None => {
            let source = root.join("flowii-api/src");
            let modules = generated.modules.into_iter();
            let mut files: Vec<_> = modules
                .map(|module| GeneratedFile::new(source.join(module.file), module.text))
                .collect();
            // The mock has a copy of its own: a crate is packaged with what is in its folder.
            for path in ["flowii-mock/src/openapi.json", "spec/openapi.json"] {
                let file = GeneratedFile::new(root.join(path), generated.openapi.clone());
                files.insert(0, file);
            }
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
    report::status("Finished", "the client is up to date with its description");
    Ok(ExitCode::SUCCESS)
}

/// The command that writes what these options compare.
fn command(options: &GenOptions) -> String {
    let mut command = "cargo xtask gen".to_owned();
    if let Some(origin) = &options.from {
        command.extend([" --from ", &origin.to_string()]);
    }
    if let Some(path) = &options.out_dir {
        command.extend([" --out-dir ", &path.display().to_string()]);
    }
    command
}

struct Generated {
    openapi: String,
    modules: Vec<Module>,
}

fn convert_and_generate(
    root: &Path,
    description: Description,
    verbose: u8,
) -> anyhow::Result<Generated> {
    let parsed = parts(&description).join(", ");
    report::status(
        "Parsed",
        format!(
            "{} ({}; {parsed})",
            description.source.name(),
            description.form
        ),
    );

    let name = description.source.name().to_owned();
    let source = description.source;
    let mut document = description.document;
    let facts = Facts::parse(&read(root, ENUMERATIONS)?, &read(root, RESOURCES)?)?;
    profile::apply(&mut document.value, &facts)
        .with_context(|| format!("{name} is not as spec/ knows the API"))?;
    apply_overlay(root, &mut document)?;
    let lowered = generate::lower(&document);
    let diagnostics: Vec<Diagnostic> = description
        .diagnostics
        .into_iter()
        .chain(lowered.diagnostics.clone())
        .collect();
    report::not_taken_over(&name, &description.findings, verbose);
    report::findings(&source, &diagnostics, verbose);
    let parts = [
        report::count(lowered.operations.len(), "operation"),
        report::count(schema_count(&lowered.document), "schema"),
        report::count(
            at_least_warnings(&diagnostics) + description.findings.len(),
            "warning",
        ),
    ];
    report::status("Converted", format!("to OpenAPI ({})", parts.join(", ")));
    if at_least_warnings(&diagnostics) + description.findings.len() > 0 && verbose == 0 {
        report::warning(
            "to see what there is to know of the description, run `cargo xtask gen --verbose`",
        );
    }

    let openapi = serde_json::to_string_pretty(&document.value)? + "\n";
    let modules = generate::generate(&document.value, &lowered)?;
    Ok(Generated { openapi, modules })
}

/// Applies the profile and the overlay to a plain description, and tells what of it the overlay
/// corrects in vain.
pub(crate) fn complete(
    root: &Path,
    document: &mut serde_json::Value,
) -> anyhow::Result<Vec<String>> {
    let facts = Facts::parse(&read(root, ENUMERATIONS)?, &read(root, RESOURCES)?)?;
    profile::apply(document, &facts)?;
    let overlay = Overlay::parse(&read(root, OVERLAY)?).with_context(|| OVERLAY.to_owned())?;
    overlay.apply(document).with_context(|| OVERLAY.to_owned())
}

/// Whether the profile has been applied, which leaves its mark on the types it makes.
pub(crate) fn is_complete(document: &serde_json::Value) -> bool {
    let schemas = document.pointer("/components/schemas");
    let mut schemas = schemas
        .and_then(serde_json::Value::as_object)
        .into_iter()
        .flatten();
    schemas.any(|(_, schema)| schema.get("x-json-api").is_some())
}

/// What a description has, in the words of its form.
fn parts(description: &Description) -> Vec<String> {
    let document = &description.document.value;
    match description.form {
        Form::Blueprint => {
            let (blueprint, _) = apib::ast::parse(&description.source);
            let groups = blueprint.groups.iter();
            let groups = groups.filter(|group| group.name.is_some()).count();
            vec![
                report::count(groups, "group"),
                report::count(blueprint.resources().count(), "resource"),
                report::count(blueprint.actions().count(), "action"),
            ]
        }
        Form::OpenApi { .. } => vec![
            report::count(document["tags"].as_array().map_or(0, Vec::len), "tag"),
            report::count(
                document["paths"]
                    .as_object()
                    .map_or(0, serde_json::Map::len),
                "path",
            ),
            report::count(description.operation_count(), "operation"),
        ],
    }
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

pub(crate) fn read(root: &Path, name: &str) -> anyhow::Result<String> {
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

/// The description that is read if none is named.
pub(crate) fn default_origin(root: &Path) -> Origin {
    Origin::Path(default_path(root))
}

/// Its file: one that was adopted as OpenAPI comes before the blueprint.
pub(crate) fn default_path(root: &Path) -> PathBuf {
    let mut paths = DESCRIPTIONS.iter().map(|name| root.join(name));
    let ours = root.join(DESCRIPTIONS[DESCRIPTIONS.len() - 1]);
    paths.find(|path| path.exists()).unwrap_or(ours)
}

/// The folder of the workspace: the one above this package, which cargo names when it runs it.
pub(crate) fn workspace_root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    package
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

#[cfg(test)]
mod tests;
