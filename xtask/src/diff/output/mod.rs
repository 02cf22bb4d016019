//! A comparison as people and tools read it.

use super::finding::Finding;
use super::rules::{Release, Rule, Severity};
use super::version::NextVersion;

pub(crate) use human::human;
pub(crate) use json::json;
pub(crate) use markdown::markdown;
pub(crate) use rules::rules;

mod human;
mod json;
mod markdown;
mod rules;

/// Two descriptions compared.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// What was compared, as the user named it.
    pub(crate) old: String,
    pub(crate) new: String,
    /// The worst first.
    pub(crate) findings: Vec<Finding>,
    /// Differences of prose, samples and extensions that are left out.
    pub(crate) documentation: usize,
    /// None if there is no such crate to look at.
    pub(crate) version: Option<NextVersion>,
}

impl Comparison {
    /// The worst there is.
    pub(crate) fn severity(&self) -> Option<Severity> {
        self.findings
            .iter()
            .map(|finding| finding.rule.severity())
            .max()
    }

    /// Those of one severity, those of one rule together.
    fn of(&self, severity: Severity) -> Vec<&[Finding]> {
        let of_severity = |group: &&[Finding]| group[0].rule.severity() == severity;
        let groups = self.findings.chunk_by(|one, other| one.rule == other.rule);
        groups.filter(of_severity).collect()
    }

    fn count(&self, severity: Severity) -> usize {
        let severities = self.findings.iter().map(|finding| finding.rule.severity());
        severities.filter(|&found| found == severity).count()
    }

    /// `2 changes break callers, 1 breaks readers, 5 are harmless`
    fn summary(&self) -> String {
        if self.findings.is_empty() {
            return "no difference".to_owned();
        }
        let mut parts = Vec::new();
        for severity in Severity::WORST_FIRST {
            let count = self.count(severity);
            let one = count == 1;
            let words = match severity {
                _ if count == 0 => continue,
                Severity::Callers if one => "breaks callers",
                Severity::Callers => "break callers",
                Severity::Readers if one => "breaks readers",
                Severity::Readers => "break readers",
                Severity::Harmless if one => "is harmless",
                Severity::Harmless => "are harmless",
            };
            let noun = match (parts.is_empty(), one) {
                (true, true) => " change",
                (true, false) => " changes",
                _ => "",
            };
            parts.push(format!("{count}{noun} {words}"));
        }
        parts.join(", ")
    }

    /// What is left out, if anything is.
    fn left_out(&self) -> Option<String> {
        (self.documentation > 0).then(|| {
            let noun = if self.documentation == 1 {
                "difference"
            } else {
                "differences"
            };
            format!(
                "{} {noun} of prose, samples and extensions left out; `--docs` shows them",
                self.documentation
            )
        })
    }
}

/// What is said of the next version.
fn version_words(version: &NextVersion) -> String {
    let NextVersion {
        package,
        current,
        next,
        release,
    } = version;
    let why = match release {
        None => return format!("{package} {current} needs no release"),
        Some(Release::Breaking) => "breaking",
        Some(Release::Feature) => "compatible, with additions",
        Some(Release::Fix) => "compatible",
    };
    format!("{package} {current} → {next} ({why})")
}

/// What changed, without where: `integer → string`, `no longer 7`.
fn change(finding: &Finding) -> Option<String> {
    let is_one_of_many = matches!(
        finding.rule,
        Rule::ServerAdded
            | Rule::RequestEnumWidened
            | Rule::ResponseEnumWidened
            | Rule::RequestVariantAdded
            | Rule::ResponseVariantAdded
            | Rule::RequestMediaTypeAdded
            | Rule::ResponseMediaTypeAdded
    );
    match (&finding.before, &finding.after) {
        (Some(before), Some(after)) => Some(format!("{before} → {after}")),
        (Some(before), None) => Some(format!("no longer {before}")),
        (None, Some(after)) if is_one_of_many => Some(format!("also {after}")),
        (None, Some(after)) => Some(after.clone()),
        (None, None) => None,
    }
}

/// The operation, if it is the only one and what changed does not name it already.
fn only_operation(finding: &Finding) -> Option<&String> {
    match &finding.operations[..] {
        [operation] if finding.after.as_ref() != Some(operation) => Some(operation),
        _ => None,
    }
}

/// Operations: the first few, and how many there are.
fn touched(operations: &[String], most: usize) -> String {
    let shown = operations
        .iter()
        .take(most)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    match operations.len().saturating_sub(most) {
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}
