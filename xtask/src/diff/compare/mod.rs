//! Comparing two documents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::api::Api;
use super::finding::{Finding, Part, Place};
use super::matching::{Renames, pair_operations};
use super::rules::{Direction, Rule};

use context::{Context, Pair, Walk};

mod components;
mod context;
mod documentation;
mod operations;
mod parameters;
mod responses;
mod schemas;
mod values;

/// Everything that differs, the worst first, each difference told once.
///
/// Both are `OpenAPI` documents of any 3.x version, as JSON.
pub(crate) fn compare(old: &Value, new: &Value) -> Vec<Finding> {
    let (old, new) = (Api::read(old), Api::read(new));
    let pairs = pair_operations(&old, &new);
    let renames = Renames::find(&old, &new, &pairs);
    let context = Context {
        old: &old,
        new: &new,
        renames: &renames,
    };
    let mut findings = whole(&context);
    let mut uses = Uses::default();
    for walk in operations::compare(&context, &pairs) {
        uses.add_roots(&walk);
        findings.extend(walk.findings);
    }
    let compared = components::compare(&context, &uses.roots());
    findings.extend(uses.told_of(compared));
    findings.extend(components::names(&context));
    in_order(merged(findings))
}

/// What differs in the document as a whole.
fn whole(context: &Context<'_>) -> Vec<Finding> {
    let mut walk = Walk::default();
    let place = Place::default();
    let (old, new) = (context.old, context.new);
    for address in old.servers.difference(&new.servers) {
        walk.tell(Rule::ServerRemoved, &place, Some(address.clone()), None);
    }
    for address in new.servers.difference(&old.servers) {
        walk.tell(Rule::ServerAdded, &place, None, Some(address.clone()));
    }
    documentation::compare(&old.documentation, &new.documentation, &place, &mut walk);
    walk.findings
}

/// Which operations use which pairs of types, and which way.
#[derive(Clone, Debug, Default)]
struct Uses {
    operations: BTreeMap<(Pair, Direction), BTreeSet<String>>,
}

impl Uses {
    fn add_roots(&mut self, walk: &Walk) {
        for used in &walk.uses {
            let operations = self.operations.entry(used.clone()).or_default();
            operations.insert(walk.operation.clone());
        }
    }

    fn roots(&self) -> BTreeSet<(Pair, Direction)> {
        self.operations.keys().cloned().collect()
    }

    /// The differences of types, with the operations that reach them.
    fn told_of(mut self, compared: BTreeMap<(Pair, Direction), Walk>) -> Vec<Finding> {
        // Operations spread from type to type until nothing is added.
        let mut pending: Vec<_> = self.operations.keys().cloned().collect();
        while let Some(used) = pending.pop() {
            let operations = self.operations.get(&used).cloned().unwrap_or_default();
            for inner in compared.get(&used).into_iter().flat_map(|walk| &walk.uses) {
                let known = self.operations.entry(inner.clone()).or_default();
                let before = known.len();
                known.extend(operations.iter().cloned());
                if known.len() > before {
                    pending.push(inner.clone());
                }
            }
        }
        let mut findings = Vec::new();
        for (used, walk) in compared {
            let operations = self.operations.get(&used);
            let operations: Vec<_> = operations.into_iter().flatten().cloned().collect();
            findings.extend(walk.findings.into_iter().map(|finding| Finding {
                operations: operations.clone(),
                ..finding
            }));
        }
        findings
    }
}

/// The same differences told once, with all operations they touch.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut merged: BTreeMap<Finding, BTreeSet<String>> = BTreeMap::new();
    for mut finding in findings {
        let operations = std::mem::take(&mut finding.operations);
        if finding.place.part == Part::Operation {
            // What is said of an operation itself is said of each.
            finding.operations.clone_from(&operations);
        }
        merged.entry(finding).or_default().extend(operations);
    }
    let findings = merged.into_iter();
    findings
        .map(|(finding, operations)| Finding {
            operations: operations.into_iter().collect(),
            ..finding
        })
        .collect()
}

/// The worst first, and those of one rule together.
pub(crate) fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| {
            let severity = std::cmp::Reverse(finding.rule.severity());
            (
                severity,
                finding.rule,
                finding.place.clone(),
                finding.operations.clone(),
            )
        };
        key(one).cmp(&key(other))
    });
    findings
}
