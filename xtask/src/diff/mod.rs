//! `cargo xtask diff`: what differs between two descriptions of an API, and whom it breaks.
//!
//! Texts are found ([`input`]), read as what is compared ([`api`]), matched where names differ
//! ([`matching`]), and compared ([`compare`]); each difference ([`finding`]) has a rule ([`rules`])
//! that says whom it breaks and what the next version of the client is ([`version`]). [`output`]
//! writes it down. All but the first are functions over two `OpenAPI` documents.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::description::Origin;
use crate::{files, report};
use finding::Finding;
use output::Comparison;
use rules::{Release, Severity};
use version::NextVersion;

mod api;
mod compare;
mod finding;
mod input;
mod matching;
mod output;
mod rules;
mod version;

#[cfg(test)]
mod tests;

/// The exit code if descriptions cannot be read or compared; clap has the same for wrong arguments.
pub(crate) const CANNOT: u8 = 2;
/// The exit code if the worst change breaks readers.
const BREAKS_READERS: u8 = 3;
/// The exit code if a change breaks callers.
const BREAKS_CALLERS: u8 = 4;

/// What `cargo xtask diff` is told.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Exit codes: 0 no difference or harmless ones, 3 breaks readers, 4 breaks callers, 2 cannot compare.
The rules and their reasons: docs/diff-rules.md")]
pub(crate) struct DiffOptions {
    /// What was: a blueprint or OpenAPI 3; a path, a URL, a file in a git revision (REV:PATH) or `-`
    /// [default: HEAD:spec/openapi.json]
    pub(crate) old: Option<Origin>,
    /// What is: as OLD [default: spec/openapi.json]
    pub(crate) new: Option<Origin>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Tell differences of prose, samples and extensions too
    #[arg(long)]
    pub(crate) docs: bool,
    /// Whether FLOWii's profile and overlay are applied to both sides before they are compared
    #[arg(long, value_enum, default_value_t)]
    pub(crate) profile: Profile,
    /// Write the rules and their reasons (Markdown), and compare nothing
    #[arg(long)]
    pub(crate) rules: bool,
}

/// How to write a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    #[default]
    Human,
    /// For the text of a pull request
    Markdown,
    /// For tools
    Json,
}

/// Whether the profile and the overlay are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// To descriptions of FLOWii's API that do not have them yet
    #[default]
    Auto,
    /// To both, whatever they describe
    Always,
    /// To neither
    Never,
}

/// Compares, and writes the comparison to standard output.
pub(crate) fn run(options: &DiffOptions) -> ExitCode {
    if options.rules {
        anstream::print!("{}", output::rules());
        return ExitCode::SUCCESS;
    }
    match show(options) {
        Ok(severity) => exit_code(severity),
        Err(error) => {
            report::error(&error);
            ExitCode::from(CANNOT)
        }
    }
}

/// Compares, and writes the comparison to standard output; how bad the worst difference is.
pub(crate) fn show(options: &DiffOptions) -> anyhow::Result<Option<Severity>> {
    let comparison = compare_inputs(options)?;
    match options.format {
        Format::Human => anstream::print!("{}", output::human(&comparison)),
        Format::Markdown => anstream::print!("{}", output::markdown(&comparison)),
        Format::Json => anstream::println!("{:#}", output::json(&comparison)),
    }
    Ok(comparison.severity())
}

fn compare_inputs(options: &DiffOptions) -> anyhow::Result<Comparison> {
    let root = crate::pipeline::workspace_root();
    let old = options.old.clone().unwrap_or_else(input::default_old);
    let new = options.new.clone();
    let new = new.unwrap_or_else(|| input::default_new(&root));
    let inputs = input::read_both(&root, (&old, &new), options)?;
    let mut findings = compare::compare(&inputs.old, &inputs.new);
    if let Some((old, new)) = &inputs.plain {
        // With the profile, enumerations have the members that it names, whatever a description lists.
        let listed = compare::compare(old, new).into_iter();
        let listed = listed.filter(|finding| finding.rule.is_of_members());
        let is_new = |listed: &Finding| !findings.iter().any(|known| known.says_the_same(listed));
        let listed: Vec<_> = listed.filter(is_new).collect();
        findings = compare::in_order(findings.into_iter().chain(listed).collect());
    }
    let (documentation, findings): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| finding.rule.is_documentation() && !options.docs);
    Ok(Comparison {
        old: shown(&root, &old),
        new: shown(&root, &new),
        version: if inputs.are_ours {
            Some(next_version(&root, &findings)?)
        } else {
            None
        },
        findings,
        documentation: documentation.len(),
    })
}

/// An origin as it is shown: from the workspace's folder, where it is in there.
fn shown(root: &Path, origin: &Origin) -> String {
    match origin {
        Origin::Path(path) => files::shown(root, path),
        other => other.to_string(),
    }
}

fn next_version(root: &Path, findings: &[Finding]) -> anyhow::Result<NextVersion> {
    const MANIFEST: &str = "flowii-api/Cargo.toml";
    let release: Option<Release> = findings.iter().map(|finding| finding.rule.release()).max();
    let manifest = crate::pipeline::read(root, MANIFEST)?;
    let workspace = crate::pipeline::read(root, "Cargo.toml")?;
    NextVersion::from_manifests(&manifest, &workspace, release).context(MANIFEST)
}

fn exit_code(severity: Option<Severity>) -> ExitCode {
    match severity {
        None | Some(Severity::Harmless) => ExitCode::SUCCESS,
        Some(Severity::Readers) => ExitCode::from(BREAKS_READERS),
        Some(Severity::Callers) => ExitCode::from(BREAKS_CALLERS),
    }
}
