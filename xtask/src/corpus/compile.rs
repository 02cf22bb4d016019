//! The last stage: many documents in one crate.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Output;
use std::time::Instant;

use anyhow::Context;
use serde_json::Value;

use super::batch;
use super::messages::faults;
use super::outcome::{Compiled, Example, Fall, Outcome, Stage};
use super::progress;
use super::workshop::Workshop;

/// Lines of generated code in one crate; more need too much of the compiler's memory.
const LINES: usize = 40_000;

/// Documents in one crate; a faulty one makes the others be compiled again.
const DOCUMENTS: usize = 40;

/// Compiles what came so far, batch by batch.
pub(super) fn compile(workshop: &Workshop, outcomes: &mut [Outcome]) -> anyhow::Result<()> {
    let mut waiting = Vec::new();
    for (number, outcome) in outcomes.iter_mut().enumerate() {
        if outcome.files.is_empty() {
            continue;
        }
        outcome.compiled = workshop.passed.find(outcome);
        if outcome.compiled.is_none() {
            waiting.push(number);
        }
    }
    let progress = progress::bar("Compiling", waiting.len());
    let mut batches = batches(&waiting, outcomes);
    while let Some(batch) = batches.pop() {
        progress.set_message(outcomes[batch[0]].name.clone());
        let start = Instant::now();
        let verdict = compile_batch(workshop, outcomes, &batch)?;
        let share = start.elapsed() / u32::try_from(batch.len()).unwrap_or(u32::MAX);
        let mut rest: Vec<usize> = Vec::new();
        let attributed = !verdict.faults.is_empty();
        for number in &batch {
            let outcome = &mut outcomes[*number];
            outcome.times.push((Stage::Compile, share));
            if let Some(reasons) = verdict.faults.get(number) {
                fall(outcome, reasons.join("; "));
                progress.inc(1);
            } else if verdict.success {
                let examples = verdict.examples.get(number).cloned().unwrap_or_default();
                let compiled = Compiled {
                    examples,
                    earlier: false,
                };
                workshop.passed.remember(outcome, &compiled)?;
                outcome.compiled = Some(compiled);
                progress.inc(1);
            } else {
                rest.push(*number);
            }
        }
        // The compiler does not look further than the first stage with errors, so that the others
        // have to show themselves again, without the faulty.
        if attributed && !rest.is_empty() {
            batches.push(rest);
        } else if rest.len() == 1 {
            fall(&mut outcomes[rest[0]], verdict.stderr);
            progress.inc(1);
        } else if !rest.is_empty() {
            // A crash of the compiler, say: halves tell whose it is.
            let half = rest.split_off(rest.len() / 2);
            batches.push(half);
            batches.push(rest);
        }
    }
    progress.finish_and_clear();
    Ok(())
}

fn fall(outcome: &mut Outcome, reason: String) {
    outcome.falls.push(Fall {
        stage: Stage::Compile,
        reason,
    });
}

/// The documents in groups that are compiled together, the first group last.
fn batches(waiting: &[usize], outcomes: &[Outcome]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut lines = 0;
    for number in waiting {
        let more = outcomes[*number].lines;
        match batches.last_mut() {
            Some(batch) if batch.len() < DOCUMENTS && lines + more <= LINES => {
                batch.push(*number);
                lines += more;
            }
            _ => {
                batches.push(vec![*number]);
                lines = more;
            }
        }
    }
    batches.reverse();
    // Documents that are larger than a batch come last: most is known by then.
    batches.sort_by_key(|batch| {
        let lines = batch.iter().map(|number| outcomes[*number].lines);
        std::cmp::Reverse(lines.sum::<usize>() > LINES)
    });
    batches
}

/// What the compiler says of a batch.
#[derive(Debug, Default)]
struct Verdict {
    success: bool,
    faults: BTreeMap<usize, Vec<String>>,
    examples: BTreeMap<usize, Vec<Example>>,
    stderr: String,
}

fn compile_batch(
    workshop: &Workshop,
    outcomes: &[Outcome],
    batch: &[usize],
) -> anyhow::Result<Verdict> {
    batch::write_crate(&workshop.crate_folder(), outcomes, batch, workshop.examples)?;
    let steps: &[&[&str]] = match (workshop.lint, workshop.examples) {
        (true, _) => &[&["clippy"], &["doc", "--no-deps", "--lib"]],
        (false, true) => &[&["build"]],
        (false, false) => &[&["check"]],
    };
    let mut verdict = Verdict {
        success: true,
        ..Verdict::default()
    };
    for step in steps {
        let mut arguments = step.to_vec();
        arguments.push("--message-format=json");
        let output = workshop
            .cargo(&arguments)
            .output()
            .context("cannot run cargo")?;
        let text = String::from_utf8_lossy(&output.stdout);
        let members: BTreeSet<usize> = batch.iter().copied().collect();
        let found = faults(&text, workshop.lint);
        verdict.faults.extend(
            found
                .into_iter()
                .filter(|(number, _)| members.contains(number)),
        );
        if !output.status.success() || !verdict.faults.is_empty() {
            verdict.success = output.status.success();
            verdict.stderr = reason(&output);
            return Ok(verdict);
        }
    }
    if workshop.examples {
        match call_examples(workshop)? {
            Ok(examples) => verdict.examples = examples,
            Err(reason) => {
                verdict.success = false;
                verdict.stderr = reason;
            }
        }
    }
    Ok(verdict)
}

/// Runs the crate, which calls for the examples of its documents; the reason if it does not come to
/// its end.
fn call_examples(
    workshop: &Workshop,
) -> anyhow::Result<Result<BTreeMap<usize, Vec<Example>>, String>> {
    let output = workshop
        .cargo(&["run", "--quiet"])
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        return Ok(Err(format!(
            "the calls do not come to their end: {}",
            last_lines(&String::from_utf8_lossy(&output.stderr))
        )));
    }
    let mut examples: BTreeMap<usize, Vec<Example>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let line: Value = serde_json::from_str(line).context("a line of the batch is not JSON")?;
        let document = line["document"]
            .as_u64()
            .and_then(|number| usize::try_from(number).ok());
        let example = Example {
            place: line["place"].as_str().unwrap_or_default().to_owned(),
            error: line["error"].as_str().map(str::to_owned),
        };
        examples
            .entry(document.unwrap_or_default())
            .or_default()
            .push(example);
    }
    Ok(Ok(examples))
}

/// Why cargo did not do what it was asked to.
fn reason(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    // Of the compiler under it, or of itself.
    if text.contains("signal: 9") || output.status.code().is_none() {
        return format!(
            "the compiler was killed, most likely for want of memory: the largest documents need five \
             gigabytes; free some, or give `--jobs 1` ({})",
            last_lines(&text)
        );
    }
    last_lines(&text)
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(8)..].join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_compiler_that_was_killed_is_told_from_one_that_found_a_fault() {
        use std::os::unix::process::ExitStatusExt;
        use std::process::ExitStatus;

        let output = |status: i32, stderr: &str| Output {
            status: ExitStatus::from_raw(status),
            stdout: Vec::new(),
            stderr: stderr.into(),
        };
        let exit = 101 << 8;
        let killed = reason(&output(exit, "rustc (signal: 9, SIGKILL: kill)\n"));
        assert!(killed.contains("want of memory"), "{killed}");
        assert!(killed.contains("signal: 9"), "{killed}");
        assert!(reason(&output(9, "")).contains("was killed"));
        assert_eq!(reason(&output(exit, "\nerror: no\n")), "error: no");
    }
}
