//! The report for people.

use std::fmt::Write;
use std::time::Duration;

use super::outcome::{Outcome, Stage};
use crate::arguments::CorpusOptions;
use crate::report;

/// Examples that are shown one by one.
const SHOWN: usize = 40;

/// A table of the stages, what fell where, and which examples cannot be read.
pub(super) fn print(outcomes: &[Outcome], options: &CorpusOptions) {
    report::output(&stages(outcomes));
    let total = |count: fn(&Outcome) -> usize| outcomes.iter().map(count).sum::<usize>();
    let mut text = format!(
        "{} and {} of generated code",
        report::count(total(|one| one.operations), "operation"),
        report::count(total(|one| one.lines), "line"),
    );
    if options.examples {
        let all = total(|one| one.examples().count());
        let misread = total(|one| one.misread().count());
        let _ = write!(
            text,
            "; {} of {all} examples of answers read",
            all - misread
        );
    }
    report::output(&text);
    for outcome in outcomes {
        for fall in &outcome.falls {
            report::output(&format!(
                "{}: {}: {}",
                outcome.name,
                fall.stage.name(),
                fall.reason
            ));
        }
    }
    let misread = outcomes.iter().flat_map(|outcome| {
        outcome.misread().map(|example| {
            let error = example.error.as_deref().unwrap_or_default();
            format!("{}: {}: {error}", outcome.name, example.place)
        })
    });
    for line in misread.take(SHOWN) {
        report::output(&line);
    }
}

fn stages(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "| stage | documents | passed | fell | seconds | slowest |\n|---|--:|--:|--:|--:|---|\n",
    );
    for stage in Stage::ALL {
        let times: Vec<(Duration, &str)> = outcomes
            .iter()
            .filter_map(|outcome| {
                let times = outcome.times.iter().filter(|(of, _)| *of == stage);
                times
                    .map(|(_, time)| *time)
                    .reduce(|sum, time| sum + time)
                    .map(|time| (time, outcome.name.as_str()))
            })
            .collect();
        let earlier = if stage == Stage::Compile {
            let compiled = outcomes.iter().filter_map(|one| one.compiled.as_ref());
            compiled.filter(|compiled| compiled.earlier).count()
        } else {
            0
        };
        let reached = times.len() + earlier;
        let fell = outcomes
            .iter()
            .filter(|one| one.falls.iter().any(|fall| fall.stage == stage))
            .count();
        let seconds: Duration = times.iter().map(|(time, _)| *time).sum();
        let slowest = times.iter().max().map_or_else(String::new, |(time, name)| {
            format!("{name} ({:.2})", time.as_secs_f64())
        });
        let note = if earlier > 0 {
            format!(" ({earlier} in an earlier run)")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "| {} | {reached} | {}{note} | {fell} | {:.2} | {slowest} |",
            stage.name(),
            reached - fell,
            seconds.as_secs_f64(),
        );
    }
    text
}
