//! What the command line takes.

use std::path::PathBuf;

use apib::diagnostic::{Code, Severity};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Converts API Blueprint to OpenAPI, whatever state the blueprint is in.
///
/// Exit status: 0 if all was written, 1 if `lint` or `--strict` met errors, `fmt` something to mend
/// or `generate` something that it cannot take, 2 for wrong usage or a file that cannot be read or written.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a blueprint as an OpenAPI document; findings go to standard error
    Convert(Convert),
    /// Report what is wrong with blueprints, and write nothing
    Lint(Lint),
    /// Write a blueprint in its normal form
    Fmt(Fmt),
    /// Make a Rust crate with a typed client from a blueprint
    #[cfg(feature = "generate")]
    Generate(Generate),
    /// Show groups, resources and actions
    Outline {
        /// The blueprint, or `-` for standard input
        file: PathBuf,
    },
    /// Tell what a diagnostic means, why it matters, what to do, and show an example
    Explain {
        /// Its code, such as `apib::E0201` or `201`
        code: Code,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The blueprint, or `-` for standard input
    pub(crate) file: PathBuf,
    /// Where to write the document, instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// The version of OpenAPI
    #[arg(long, value_enum, default_value_t)]
    pub(crate) openapi: OpenApiVersion,
    /// The notation; if it is not given, the ending of OUT tells, else it is JSON
    #[arg(long, value_enum)]
    pub(crate) format: Option<DocumentFormat>,
    /// Write the form that code generators take (OpenAPI 3.0), instead of the whole truth
    #[arg(long, conflicts_with = "openapi")]
    pub(crate) for_codegen: bool,
    /// End with status 1 if there are errors
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// The blueprints, or `-` for standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// Which findings are shown, and how.
#[derive(Debug, Args)]
pub(crate) struct Messages {
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Show errors only, and a count of the rest; given twice, show nothing
    #[arg(short, long, action = ArgAction::Count)]
    quiet: u8,
}

impl Messages {
    /// Whether findings of this severity are shown.
    pub(crate) fn show(&self, severity: Severity) -> bool {
        match self.quiet {
            0 => true,
            1 => severity == Severity::Error,
            _ => false,
        }
    }

    /// Whether a last line counts all findings.
    pub(crate) fn summary(&self) -> bool {
        self.message_format == MessageFormat::Human && self.quiet < 2
    }
}

/// Makes a Rust crate with a typed client from a blueprint.
///
/// A crate that was made before is renewed: files whose first line says that they are generated,
/// and no others. `src/hooks.rs` is written once, and yours from then on.
///
/// Exit status: 0 if the crate is written; 1 if there is something that no client can be made of,
/// or `--strict` met errors, and nothing is written; 2 for wrong usage, a file that cannot be read
/// or written, or a folder that holds something else.
#[cfg(feature = "generate")]
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The blueprint, or `-` for standard input
    pub(crate) file: PathBuf,
    /// The name of the crate
    #[arg(long, value_name = "NAME")]
    pub(crate) crate_name: String,
    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// How arguments are given
    #[arg(long, value_enum, default_value_t)]
    pub(crate) interface: InterfaceStyle,
    /// Where the methods are; `separate` needs the builder style
    #[arg(long, value_enum, default_value_t)]
    pub(crate) tags: TagStyle,
    /// A type that each client carries for `src/hooks.rs`, such as `crate::Session`, or `none`
    #[arg(long, value_name = "TYPE", default_value = "none")]
    pub(crate) inner_type: String,
    /// Write into a folder that holds something else, over files of the same names
    #[arg(long)]
    pub(crate) force: bool,
    /// Write nothing, and end with status 1, if there are errors
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

#[cfg(feature = "generate")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum InterfaceStyle {
    /// `client.list_notes().page(2).send()`
    #[default]
    Builder,
    /// `client.list_notes(Some(2))`, a third of the code
    Positional,
}

#[cfg(feature = "generate")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TagStyle {
    /// All are methods of `Client`
    #[default]
    Merged,
    /// A trait for each group
    Separate,
}

/// Writes a blueprint in its normal form.
///
/// What is written says the same as the blueprint and has all of its words; where it would not,
/// nothing is written.
///
/// Exit status: 0 if it was written, or with `--check` is in its normal form already; 1 if it is
/// not, or cannot be written in another form; 2 for wrong usage or a file that cannot be read or
/// written.
#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// The blueprint, or `-` for standard input
    pub(crate) file: PathBuf,
    /// Where to write the blueprint, instead of standard output
    #[arg(short, long, value_name = "OUT", conflicts_with_all = ["check", "in_place"])]
    pub(crate) output: Option<PathBuf>,
    /// Write nothing, and end with status 1 if the blueprint is not in its normal form
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the blueprint to the file that it was read from
    #[arg(long, conflicts_with = "check")]
    pub(crate) in_place: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people: place, excerpt, reason and remedy
    #[default]
    Human,
    /// For tools: one JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OpenApiVersion {
    /// 3.0.3, which most tools read
    #[default]
    #[value(name = "3.0")]
    V3_0,
    /// 3.1.0, whose schemas are JSON Schema
    #[value(name = "3.1")]
    V3_1,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentFormat {
    /// JSON, indented
    Json,
    /// YAML 1.2
    Yaml,
}
