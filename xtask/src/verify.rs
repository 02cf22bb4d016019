//! `cargo xtask verify`: a server held against the specification, by reading only.
//!
//! The work is done by the package flowii-verify, which is run and not linked: it is built with the
//! generated client, and this package must build when that client does not, to mend it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context;
use clap::Args;

use crate::description::{self, Origin};
use crate::{pipeline, report};

/// The exit code if nothing could be verified.
const CANNOT: u8 = 2;

/// What `cargo xtask verify` is told; all but the specification is told on.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Credentials: FLOWII_API_KEY, FLOWII_USERNAME, FLOWII_PASSWORD. Nothing but GET is sent, and the
request for a token. A report holds names, types and statuses, and no values.

Exit codes: 0 as documented, 1 deviations or failed calls, 2 nothing could be verified.")]
pub(crate) struct VerifyOptions {
    /// The address of the server [default: `FLOWII_API_URL`, else that of FLOWii]
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The company to work for [default: `FLOWII_COMPANY_ID`, else the first that the server lists]
    #[arg(long, value_name = "ID")]
    company: Option<i64>,
    /// What the answers are held against instead of spec/openapi.json: a blueprint or OpenAPI
    #[arg(long, value_name = "ORIGIN")]
    spec: Option<Origin>,
    /// Calls of each operation that needs an identifier, at the most [default: 3]
    #[arg(long, value_name = "NUMBER")]
    samples: Option<usize>,
    /// Requests a minute, at the most [default: 60]
    #[arg(long, value_name = "NUMBER")]
    pace: Option<u32>,
    /// Write a report to be sent to others: Markdown, or JSON if the name ends in .json
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Runs flowii-verify.
pub(crate) fn run(options: &VerifyOptions) -> ExitCode {
    let root = pipeline::workspace_root();
    let result = specification(&root, options).and_then(|specification| {
        let mut command = command(&root, &specification, options);
        command.status().context("cannot run cargo")
    });
    match result {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            ExitCode::from(code.unwrap_or(CANNOT))
        }
        Err(error) => {
            report::error(&error);
            ExitCode::from(CANNOT)
        }
    }
}

/// The file that flowii-verify reads: OpenAPI 3, complete with profile and overlay.
fn specification(root: &Path, options: &VerifyOptions) -> anyhow::Result<PathBuf> {
    let Some(origin) = &options.spec else {
        return Ok(root.join("spec/openapi.json"));
    };
    let mut document = description::load(origin)?.document.value;
    if !pipeline::is_complete(&document) {
        pipeline::complete(root, &mut document)?;
    }
    let path = root.join("target/verify/openapi.json");
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(&path, document.to_string())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

fn command(root: &Path, specification: &Path, options: &VerifyOptions) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([
            "run",
            "--quiet",
            "--package",
            "flowii-verify",
            "--manifest-path",
        ])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .arg("--spec")
        .arg(specification);
    let texts = [
        ("--url", options.url.clone()),
        ("--company", options.company.map(|id| id.to_string())),
        (
            "--samples",
            options.samples.map(|number| number.to_string()),
        ),
        ("--pace", options.pace.map(|number| number.to_string())),
    ];
    for (option, value) in texts {
        if let Some(value) = value {
            command.arg(option).arg(value);
        }
    }
    if let Some(path) = &options.report {
        command.arg("--report").arg(path);
    }
    command
}
