//! What every comparison needs, and what it leaves behind.

use std::collections::BTreeSet;

use crate::diff::api::{Api, Schema};
use crate::diff::finding::{Finding, Place};
use crate::diff::matching::Renames;
use crate::diff::rules::{Direction, Rule};

/// An old type and what it is in the new document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    pub(crate) old: String,
    pub(crate) new: String,
}

/// Both documents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) old: &'a Api,
    pub(crate) new: &'a Api,
    pub(crate) renames: &'a Renames,
}

impl Context<'_> {
    /// The two types as one, if the new one is what the old one became.
    pub(crate) fn pair(&self, old: &str, new: &str) -> Option<Pair> {
        (self.renames.new_name(old) == new
            && self.old.schemas.contains_key(old)
            && self.new.schemas.contains_key(new))
        .then(|| Pair {
            old: old.to_owned(),
            new: new.to_owned(),
        })
    }
}

/// What was found on the way through an operation or a type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Walk {
    /// The name of the operation; empty for a type.
    pub(crate) operation: String,
    pub(crate) findings: Vec<Finding>,
    /// Types that are referred to, to be compared on their own.
    pub(crate) uses: BTreeSet<(Pair, Direction)>,
    /// Types that stand for each other without being the same, compared where they stand; each once.
    exchanged: BTreeSet<(String, String)>,
}

impl Walk {
    /// The way through an operation.
    pub(crate) fn through(operation: String) -> Self {
        Self {
            operation,
            ..Self::default()
        }
    }

    /// Notes a difference.
    pub(crate) fn tell(
        &mut self,
        rule: Rule,
        place: &Place,
        before: Option<String>,
        after: Option<String>,
    ) {
        let operations = if self.operation.is_empty() {
            Vec::new()
        } else {
            vec![self.operation.clone()]
        };
        self.findings.push(Finding {
            rule,
            place: place.clone(),
            before,
            after,
            operations,
        });
    }

    /// Whether these two are met for the first time.
    pub(crate) fn enters(&mut self, old: &Schema, new: &Schema) -> bool {
        let name = |schema: &Schema| schema.reference.clone().unwrap_or_default();
        self.exchanged.insert((name(old), name(new)))
    }
}
