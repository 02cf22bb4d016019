//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The workspace's own commands
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate spec/openapi.json and flowii-api/src/generated.rs from the blueprint
    Gen(GenOptions),
    /// Take documents through all stages, compilation included, and tell what fell where
    Corpus(CorpusOptions),
}

#[derive(Debug, Args)]
pub(crate) struct GenOptions {
    /// Write nothing; fail with a diff if a generated file is out of date
    #[arg(long)]
    pub(crate) check: bool,
    /// The blueprint to read instead of spec/flowii.apib
    #[arg(long, value_name = "PATH")]
    pub(crate) blueprint: Option<PathBuf>,
    /// Write openapi.json and a crate that compiles by itself there, and nothing elsewhere
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Show each warning where it stands; twice, show notes too
    #[arg(long, short, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Args)]
pub(crate) struct CorpusOptions {
    /// Blueprints, or folders of them
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
    /// Read every example of a JSON answer with its generated type
    #[arg(long, conflicts_with = "lint")]
    pub(crate) examples: bool,
    /// Compile with clippy and rustdoc, and take warnings for errors
    #[arg(long)]
    pub(crate) lint: bool,
    /// Compile again what passed in an earlier run
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Where crates and results are, instead of target/corpus
    #[arg(long, value_name = "DIR")]
    pub(crate) work_dir: Option<PathBuf>,
}
