//! What was found, for people and for tools. Nothing is in it but names, types, statuses and counts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::run::{OperationResult, Verdict};

mod markdown;
mod terminal;

pub use markdown::markdown;
pub use terminal::terminal;

/// The results of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the answers were held against: title and version of the specification.
    pub specification: String,
    /// In the order of the specification.
    pub results: Vec<OperationResult>,
}

impl Report {
    /// Whether nothing deviates and nothing failed. What could not be called does not count.
    pub fn is_as_documented(&self) -> bool {
        let bad = |result: &OperationResult| {
            matches!(result.verdict, Verdict::Deviates | Verdict::Failed)
        };
        !self.results.iter().any(bad)
    }

    /// How many operations there are of each verdict, the worst first.
    pub fn counts(&self) -> BTreeMap<Verdict, usize> {
        let mut counts = BTreeMap::new();
        for result in &self.results {
            *counts.entry(result.verdict).or_default() += 1;
        }
        counts
    }

    fn of(&self, verdict: Verdict) -> impl Iterator<Item = &OperationResult> {
        self.results
            .iter()
            .filter(move |result| result.verdict == verdict)
    }

    /// `2 deviate, 3 not reachable, 88 as documented`
    fn summary(&self) -> String {
        let counts = self.counts();
        let parts: Vec<_> = counts
            .iter()
            .map(|(verdict, count)| format!("{count} {}", verdict.words()))
            .collect();
        parts.join(", ")
    }
}

impl Verdict {
    /// All, the worst first.
    const ALL: [Self; 5] = [
        Self::Deviates,
        Self::Failed,
        Self::Refused,
        Self::NotReachable,
        Self::AsDocumented,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Deviates => "not as documented",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::NotReachable => "not reachable",
            Self::AsDocumented => "as documented",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Deviates => "deviates",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::NotReachable => "not-reachable",
            Self::AsDocumented => "as-documented",
        }
    }
}

/// `200 ×3, 404 ×1`
fn statuses(result: &OperationResult) -> String {
    let statuses = result.statuses.iter();
    let parts: Vec<_> = statuses
        .map(|(status, count)| format!("{status} ×{count}"))
        .collect();
    parts.join(", ")
}

/// The report as JSON. Names are stable; members may be added.
pub fn json(report: &Report) -> Value {
    let counts = report.counts();
    let counts = counts
        .iter()
        .map(|(verdict, count)| (verdict.name().to_owned(), json!(count)));
    let operations = report.results.iter().map(|result| {
        let deviations = result.deviations.iter().map(|(deviation, answers)| {
            let mut deviation = json!(deviation);
            deviation["answers"] = json!(answers);
            deviation
        });
        json!({
            "operation": result.operation,
            "verdict": result.verdict.name(),
            "statuses": result.statuses.iter().map(|(status, count)| (status.to_string(), json!(count))).collect::<serde_json::Map<_, _>>(),
            "deviations": deviations.collect::<Vec<_>>(),
            "reason": result.reason,
        })
    });
    json!({
        "format": 1,
        "tool": concat!("flowii-verify ", env!("CARGO_PKG_VERSION")),
        "specification": report.specification,
        "as_documented": report.is_as_documented(),
        "counts": counts.collect::<serde_json::Map<_, _>>(),
        "operations": operations.collect::<Vec<_>>(),
    })
}
