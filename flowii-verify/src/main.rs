//! `cargo xtask verify`.

use std::fs;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;
use flowii_verify::report::{self, Report};
use flowii_verify::run::{Progress, RunOptions, run};
use flowii_verify::specification::Specification;
use flowii_verify::wire::Server;
use indicatif::{ProgressBar, ProgressStyle};

/// The exit code if there are deviations.
const DEVIATIONS: u8 = 1;
/// The exit code if nothing could be verified; clap has the same for wrong arguments.
const CANNOT: u8 = 2;

/// Hold the answers of a FLOWii server against the specification, by reading only
///
/// Credentials are taken from `FLOWII_API_KEY`, `FLOWII_USERNAME` and `FLOWII_PASSWORD`. Nothing but GET
/// is sent, and the request for a token.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask verify",
    bin_name = "cargo xtask verify",
    after_help = "\
Exit codes: 0 as documented, 1 deviations or failed calls, 2 nothing could be verified."
)]
struct Arguments {
    /// The address of the server [default: `FLOWII_API_URL`, else that of FLOWii]
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The company to work for [default: `FLOWII_COMPANY_ID`, else the first that the server lists]
    #[arg(long, value_name = "ID")]
    company: Option<i64>,
    /// The specification, OpenAPI 3 as JSON
    #[arg(long, value_name = "FILE", default_value = "spec/openapi.json")]
    spec: PathBuf,
    /// Calls of each operation that needs an identifier, at the most
    #[arg(long, value_name = "NUMBER", default_value_t = RunOptions::default().samples)]
    samples: usize,
    /// Requests a minute, at the most
    #[arg(long, value_name = "NUMBER", default_value = "60")]
    pace: NonZeroU32,
    /// Write a report that holds no values, to be sent to others: Markdown, or JSON if it ends so
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match verify(&Arguments::parse()).await {
        Ok(report) if report.is_as_documented() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(DEVIATIONS),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::from(CANNOT)
        }
    }
}

async fn verify(arguments: &Arguments) -> anyhow::Result<Report> {
    let text = fs::read_to_string(&arguments.spec)
        .with_context(|| format!("cannot read {}", arguments.spec.display()))?;
    let document: serde_json::Value =
        serde_json::from_str(&text).with_context(|| arguments.spec.display().to_string())?;
    let specification = Specification::read(&document)?;
    let client = client(arguments)?;
    client.log_in().await?;

    let mut options = RunOptions::default();
    options.samples = arguments.samples;
    options.company_id = client.company_id().map(|id| id.to_string());
    let bar = progress_bar(specification.operations.len());
    let results = run(&specification, &Server::new(client), &options, |progress| {
        show(&bar, progress);
    })
    .await;
    bar.finish_and_clear();
    let report = Report {
        specification: format!(
            "{} {}",
            document["info"]["title"].as_str().unwrap_or("API"),
            document["info"]["version"].as_str().unwrap_or_default()
        ),
        results: results?,
    };
    anstream::print!("{}", report::terminal(&report));
    if let Some(path) = &arguments.report {
        write_report(path, &report)?;
    }
    Ok(report)
}

fn client(arguments: &Arguments) -> anyhow::Result<flowii_auth::Client> {
    let mut builder = flowii_auth::Client::builder()
        .environment()
        .requests_per_minute(arguments.pace);
    if let Some(url) = &arguments.url {
        builder = builder.api_url(url);
    }
    if let Some(company) = arguments.company {
        builder = builder.company_id(company);
    }
    Ok(builder.build()?)
}

/// Drawn on a terminal only.
fn progress_bar(operations: usize) -> ProgressBar {
    let bar = ProgressBar::new(operations.try_into().unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_position(progress.done.try_into().unwrap_or(u64::MAX));
    bar.set_message(progress.operation.clone());
}

fn write_report(path: &Path, report: &Report) -> anyhow::Result<()> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let text = match extension {
        Some("json") => format!("{:#}\n", report::json(report)),
        Some("md" | "markdown" | "txt") | None => report::markdown(report),
        Some(other) => bail!("a report is Markdown (.md) or JSON (.json), not .{other}"),
    };
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
