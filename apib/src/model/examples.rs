//! Samples of one thing, each value once.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::Example;

/// Examples in the order in which they were added, no two of one value.
#[derive(Debug, Default)]
pub(super) struct DistinctExamples {
    examples: Vec<Example<Value>>,
    /// Where the values of a hash are, so that each is compared with those of its own hash only.
    /// Empty up to the second value.
    by_hash: BTreeMap<u64, Vec<usize>>,
}

impl DistinctExamples {
    /// Adds an example, unless its value is there already; tells which one has the value.
    pub(super) fn add(&mut self, example: Example<Value>) -> usize {
        if let ([first], true) = (&self.examples[..], self.by_hash.is_empty()) {
            self.by_hash.insert(hash(&first.value), vec![0]);
        }
        if self.examples.is_empty() {
            self.examples.push(example);
            return 0;
        }
        let same_hash = self.by_hash.entry(hash(&example.value)).or_default();
        let has_value = |&&at: &&usize| self.examples[at].value == example.value;
        if let Some(&known) = same_hash.iter().find(has_value) {
            return known;
        }
        let added = self.examples.len();
        same_hash.push(added);
        self.examples.push(example);
        added
    }

    pub(super) fn into_examples(self) -> Vec<Example<Value>> {
        self.examples
    }
}

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::source::Span;

    #[test]
    fn a_value_counts_once_whatever_the_order_of_its_members() {
        let mut examples = DistinctExamples::default();
        let added = [json!({"a": 1, "b": 2}), json!(1), json!({"b": 2, "a": 1})].map(|value| {
            examples.add(Example {
                name: None,
                value,
                span: Span::default(),
            })
        });
        assert_eq!(added, [0, 1, 0]);
        let values: Vec<Value> = examples
            .into_examples()
            .into_iter()
            .map(|example| example.value)
            .collect();
        assert_eq!(values, [json!({"a": 1, "b": 2}), json!(1)]);
    }
}
