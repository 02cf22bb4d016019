//! Samples of one thing, each value once.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Example;

/// Examples in the order in which they were added, no two of one value.
#[derive(Debug, Default)]
pub(super) struct DistinctExamples {
    examples: Vec<Example>,
    /// Where the values of a hash are, so that each is compared with those of its own hash only.
    by_hash: BTreeMap<u64, Vec<usize>>,
}

impl DistinctExamples {
    /// Adds an example, unless its value is there already.
    pub(super) fn add(&mut self, example: Example) {
        let mut hasher = DefaultHasher::new();
        example.value.hash(&mut hasher);
        let same_hash = self.by_hash.entry(hasher.finish()).or_default();
        let is_known = |&at: &usize| self.examples[at].value == example.value;
        if !same_hash.iter().any(is_known) {
            same_hash.push(self.examples.len());
            self.examples.push(example);
        }
    }

    pub(super) fn into_examples(self) -> Vec<Example> {
        self.examples
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::source::Span;

    #[test]
    fn a_value_counts_once_whatever_the_order_of_its_members() {
        let mut examples = DistinctExamples::default();
        for value in [json!({"a": 1, "b": 2}), json!(1), json!({"b": 2, "a": 1})] {
            examples.add(Example {
                name: None,
                value,
                span: Span::default(),
            });
        }
        let values: Vec<Value> = examples
            .into_examples()
            .into_iter()
            .map(|example| example.value)
            .collect();
        assert_eq!(values, [json!({"a": 1, "b": 2}), json!(1)]);
    }
}
