//! `flowii-mock`: a FLOWii on loopback.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use flowii_mock::{Deviation, Failures, Mock, RateLimit};

/// A FLOWii to develop against: it listens on 127.0.0.1 until Ctrl-C, and answers as the API's
/// description says.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Port to listen on; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// How long an access token lives, such as 5s or 10min
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "599s")]
    token_ttl: Duration,
    /// How many calls are let through, such as 90/min or 5/s; more are answered 429
    #[arg(long, value_name = "CALLS/PERIOD")]
    rate_limit: Option<RateLimit>,
    /// Lets a share of the calls fail with a status, such as 503:0.05; may be repeated
    #[arg(long, value_name = "STATUS:SHARE")]
    fail: Vec<Failures>,
    /// Waits before each answer, such as 20ms
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "0s")]
    latency: Duration,
    /// Makes tokens and failures the same in each run
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Keeps the records in a file, and starts with those that are in it
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Records of a page, if a call does not say
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    page_size: usize,
    /// Answers otherwise than documented, such as "GET /partners: extra:newField=1"; may be repeated
    #[arg(long, value_name = "DEVIATION")]
    deviate: Vec<Deviation>,
    /// Serves another OpenAPI 3.0 document (JSON) in the place of the built-in one
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    // Listened for before anything is promised, so that no signal is lost.
    let stopped = stop_signal()?;
    let mock = start(arguments).await?;
    announce(&mock)?;
    stopped.await;
    mock.stop().await;
    Ok(())
}

async fn start(arguments: Arguments) -> anyhow::Result<Mock> {
    let mut builder = Mock::builder()
        .port(arguments.port)
        .token_ttl(arguments.token_ttl)
        .latency(arguments.latency)
        .page_size(arguments.page_size);
    if let Some(limit) = arguments.rate_limit {
        builder = builder.rate_limit(limit);
    }
    if let Some(seed) = arguments.seed {
        builder = builder.seed(seed);
    }
    if let Some(path) = arguments.state {
        builder = builder.state_file(path);
    }
    if let Some(path) = arguments.spec {
        let text = std::fs::read_to_string(&path);
        let text = text.with_context(|| format!("cannot read {}", path.display()))?;
        builder = builder.specification(text);
    }
    builder = arguments
        .fail
        .into_iter()
        .fold(builder, flowii_mock::Builder::fail);
    builder = arguments
        .deviate
        .into_iter()
        .fold(builder, flowii_mock::Builder::deviate);
    Ok(builder.start().await?)
}

/// Says where the mock is, in a form that a shell takes.
fn announce(mock: &Mock) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "# a FLOWii at {}, until Ctrl-C", mock.base_url())?;
    for (name, value) in mock.environment() {
        writeln!(output, "export {name}={value}")?;
    }
    output.flush()
}

/// Ends with the first Ctrl-C or request to terminate.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        // Without a console there is no Ctrl-C to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// `20ms`, `5s`, `10min`, `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number
        .parse()
        .map_err(|_| "expected a number and ms, s, min or h")?;
    let milliseconds = match unit {
        "ms" => Some(1),
        "s" => Some(1000),
        "min" | "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    let milliseconds = milliseconds.and_then(|unit| number.checked_mul(unit));
    milliseconds
        .map(Duration::from_millis)
        .ok_or_else(|| "expected a number and ms, s, min or h, such as 5s".to_owned())
}
