//! `cargo xtask corpus`: whether any document becomes a client that compiles.
//!
//! Each document goes through the stages that a user's document goes through: convert (blueprint
//! to OpenAPI), validate (the JSON Schema of OpenAPI 3.0, and what it cannot say: [`validate`]),
//! lower and generate (as `apib generate` does it, a panic being a failure like any other), compile.
//! With `--examples`, every operation is also called, at a server on loopback that answers with the
//! document's own examples ([`examples`]). With `--style`, the clients look as the options of
//! `apib generate` make them look.
//!
//! Many documents are one crate to compile, a module each: what cargo costs for a crate is paid
//! once for all of them, and the place of an error tells whose it is. Crates, results and the
//! target folder are in `target/corpus`. What was compiled once is not compiled again until its
//! code, its dependencies or the compiler change; so a run that was stopped goes on where it was.
//!
//! A nightly run, over all documents there are:
//!
//! ```console
//! $ cargo xtask corpus --check --examples FOLDER
//! ```
//!
//! The measured cases of the generator can be taken through too; they are OpenAPI documents:
//!
//! ```console
//! $ cargo xtask corpus --check apib/tests/data/generator-cases.jsonl
//! ```
//!
//! A run takes a second or two of processor time for each document, and up to five gigabytes of memory
//! for the largest. `--lint` compiles with clippy and rustdoc, and takes warnings for errors.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::bail;

use crate::arguments::CorpusOptions;
use crate::report;
use outcome::{Outcome, Stage};
use workshop::Workshop;

mod batch;
mod compile;
mod documents;
mod examples;
mod messages;
mod outcome;
mod passed;
mod progress;
mod stages;
mod table;
mod validate;
mod workshop;

/// Takes every document through all stages, and tells which fell where.
pub(crate) fn run(options: &CorpusOptions) -> anyhow::Result<ExitCode> {
    let documents = documents::find(&options.paths)?;
    if documents.is_empty() {
        bail!(
            "there is no document (*.apib, *.md) in {}",
            shown(&options.paths)
        );
    }
    let jobs = options
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZero::get));
    let styles = options.style.iter();
    let clients: Vec<_> = styles
        .flat_map(|style| documents.iter().map(|document| (document, *style)))
        .collect();
    let progress = progress::bar("Generating", clients.len());
    let mut outcomes = in_parallel(&clients, jobs, |(document, style)| {
        let outcome = stages::take_through(document, *style, options.examples);
        progress.inc(1);
        outcome
    });
    progress.finish_and_clear();
    let workshop = Workshop::open(options, jobs)?;
    compile::compile(&workshop, &mut outcomes)?;
    if options.json {
        println_json(&outcomes)?;
    } else {
        table::print(&outcomes, options);
    }
    let fell = outcomes.iter().filter(|one| one.fell().is_some()).count();
    let misread: usize = outcomes.iter().map(|one| one.misread().count()).sum();
    Ok(if options.check && (fell > 0 || misread > 0) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn shown(paths: &[PathBuf]) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}

/// What `work` makes of each item, in their order, on as many threads.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let mut results = BTreeMap::new();
    thread::scope(|scope| {
        let run = || {
            let mut own = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(index) else {
                    return own;
                };
                own.push((index, work(item)));
            }
        };
        let workers: Vec<_> = (0..threads.clamp(1, items.len().max(1)))
            .map(|_| scope.spawn(run))
            .collect();
        for worker in workers {
            // A panic of a document is caught where it happens; one of ours goes on here.
            match worker.join() {
                Ok(own) => results.extend(own),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    results.into_values().collect()
}

fn println_json(outcomes: &[Outcome]) -> anyhow::Result<()> {
    let failed = |stage: Stage| {
        let fell = outcomes.iter().filter_map(Outcome::fell);
        fell.filter(|fall| fall.stage == stage).count()
    };
    let stages: serde_json::Map<_, _> = Stage::ALL
        .iter()
        .map(|stage| (stage.name().to_owned(), failed(*stage).into()))
        .collect();
    let summary = serde_json::json!({
        "documents": outcomes.iter().map(Outcome::to_json).collect::<Vec<_>>(),
        "fell": stages,
    });
    report::output(&serde_json::to_string_pretty(&summary)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_parallel;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        assert_eq!(in_parallel(&items, 4, |item| item * 2)[99], 198);
        assert!(in_parallel(&[] as &[usize], 4, |item| *item).is_empty());
    }
}
