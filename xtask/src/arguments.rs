//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::description::Origin;

#[cfg(test)]
mod tests;

/// The workspace's own commands
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate spec/openapi.json and the client from a description of the API
    Gen(GenOptions),
    /// Get the vendor's current description, check it and keep it beside ours
    Fetch(FetchOptions),
    /// Compare two descriptions of the API: what changed, and whom it breaks
    Diff(crate::diff::DiffOptions),
    /// Hold a server's answers against the specification, by reading only
    Verify(crate::verify::VerifyOptions),
    /// Take documents through all stages, compilation included, and tell what fell where
    Corpus(CorpusOptions),
}

#[derive(Debug, Args)]
pub(crate) struct GenOptions {
    /// Write nothing; fail with a diff if a generated file is out of date
    #[arg(long)]
    pub(crate) check: bool,
    /// The description to read instead of spec/flowii.apib: a blueprint or OpenAPI; a path, a URL,
    /// a file in a git revision (REV:PATH) or `-`
    #[arg(long, visible_alias = "blueprint", value_name = "ORIGIN")]
    pub(crate) from: Option<Origin>,
    /// Write openapi.json and a crate that compiles by itself there, and nothing elsewhere
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Show each warning where it stands; twice, show notes too
    #[arg(long, short, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct FetchOptions {
    /// Where it is, if not at Apiary any more: a URL, a path or `-`
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) from: Option<Origin>,
    /// Put it in the place of ours; its text is the vendor's, so do not publish it
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Take it even if it has less than half of our operations
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
// Each is a switch of the command line, which no type of two values would tell better.
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct CorpusOptions {
    /// Blueprints, or folders of them; or files of OpenAPI documents (.json, or .jsonl with many)
    #[arg(required = true, value_name = "DIR")]
    pub(crate) paths: Vec<PathBuf>,
    /// How many threads, of ours and of cargo's; as many as there are processors if not given
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// End with status 1 if any document falls, or any example cannot be read
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the results as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Call every operation, at a server that answers with the document's own examples
    #[arg(long, conflicts_with = "lint")]
    pub(crate) examples: bool,
    /// Compile with clippy and rustdoc, and take warnings for errors
    #[arg(long)]
    pub(crate) lint: bool,
    /// How the clients look; a document is taken through once for each style
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "builder",
        value_name = "STYLES"
    )]
    pub(crate) style: Vec<Style>,
    /// Compile again what passed in an earlier run
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Where crates and results are, instead of target/corpus
    #[arg(long, value_name = "DIR")]
    pub(crate) work_dir: Option<PathBuf>,
}

/// What `apib generate` lets its users choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Style {
    /// Arguments given one by one, as nobody asks for anything else
    Builder,
    /// Arguments in their places (`--interface positional`)
    Positional,
    /// A trait for each group (`--tags separate`)
    Traits,
    /// A value in each client (`--inner-type crate::Session`)
    Session,
}
