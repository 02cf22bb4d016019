//! Which operation of the new document is which of the old one.

use std::collections::BTreeMap;

use crate::diff::api::{Api, Operation};

use super::path::{likeness, template};
use super::shape;

/// The least that the paths of one operation have in common where nothing but its form tells that it
/// is the same.
const LEAST_LIKENESS: f64 = 0.3;

/// Operations by their index in the old and the new document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// In the order of the old document.
    pub(crate) matched: Vec<(usize, usize)>,
    pub(crate) removed: Vec<usize>,
    pub(crate) added: Vec<usize>,
}

/// Pairs operations: by method and path; by these with the variables renamed; by their identifier,
/// if it is unique; by their form, if the paths are alike.
pub(crate) fn pair_operations(old: &Api, new: &Api) -> Pairs {
    let mut pairing = Pairing {
        old: (0..old.operations.len()).collect(),
        new: (0..new.operations.len()).collect(),
        matched: Vec::new(),
    };
    pairing.by_key(
        |index| Some(old.operations[index].name()),
        |index| Some(new.operations[index].name()),
    );
    let nameless = |operation: &Operation| {
        Some(format!(
            "{} {}",
            operation.method,
            template(&operation.path)
        ))
    };
    pairing.by_key(
        |index| nameless(&old.operations[index]),
        |index| nameless(&new.operations[index]),
    );
    pairing.by_key(
        |index| old.operations[index].id.clone(),
        |index| new.operations[index].id.clone(),
    );
    pairing.by_form(old, new);
    pairing.matched.sort_unstable();
    Pairs {
        matched: pairing.matched,
        removed: pairing.old,
        added: pairing.new,
    }
}

/// What is paired, and what is not yet.
struct Pairing {
    old: Vec<usize>,
    new: Vec<usize>,
    matched: Vec<(usize, usize)>,
}

impl Pairing {
    /// Pairs what has the same key, where no other has it.
    fn by_key(
        &mut self,
        old_key: impl Fn(usize) -> Option<String>,
        new_key: impl Fn(usize) -> Option<String>,
    ) {
        let old = unique(&self.old, old_key);
        let new = unique(&self.new, new_key);
        for (key, index) in old {
            if let Some(&other) = new.get(&key) {
                self.pair(index, other);
            }
        }
    }

    /// Pairs what has the same form, the most alike paths first.
    fn by_form(&mut self, old: &Api, new: &Api) {
        let forms = |api: &Api, indices: &[usize]| -> Vec<(usize, String)> {
            indices
                .iter()
                .filter(|&&index| shape::is_telling(&api.operations[index]))
                .map(|&index| (index, shape::of_operation(api, &api.operations[index])))
                .collect()
        };
        let new_forms = forms(new, &self.new);
        let mut candidates = Vec::new();
        for (index, form) in forms(old, &self.old) {
            for (other, other_form) in &new_forms {
                let alike = likeness(&old.operations[index].path, &new.operations[*other].path);
                if form == *other_form && alike >= LEAST_LIKENESS {
                    candidates.push((alike, index, *other));
                }
            }
        }
        candidates.sort_by(|one, other| {
            let by_likeness = other.0.total_cmp(&one.0);
            by_likeness.then((one.1, one.2).cmp(&(other.1, other.2)))
        });
        for (_, index, other) in candidates {
            if self.old.contains(&index) && self.new.contains(&other) {
                self.pair(index, other);
            }
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.old.retain(|&index| index != old);
        self.new.retain(|&index| index != new);
        self.matched.push((old, new));
    }
}

fn unique(indices: &[usize], key: impl Fn(usize) -> Option<String>) -> BTreeMap<String, usize> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &index in indices {
        if let Some(key) = key(index) {
            by_key.entry(key).or_default().push(index);
        }
    }
    by_key
        .into_iter()
        .filter_map(|(key, indices)| match indices[..] {
            [only] => Some((key, only)),
            _ => None,
        })
        .collect()
}
