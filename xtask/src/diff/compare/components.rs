//! Types: each pair compared once for each direction in which it is used.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::api::Api;
use crate::diff::finding::{Finding, Part, Place};
use crate::diff::rules::{Direction, Rule};

use super::context::{Context, Pair, Walk};
use super::schemas;

/// Compares the types that are used, and those that they use.
pub(super) fn compare(
    context: &Context<'_>,
    roots: &BTreeSet<(Pair, Direction)>,
) -> BTreeMap<(Pair, Direction), Walk> {
    let mut pending: Vec<_> = roots.iter().cloned().collect();
    let mut compared = BTreeMap::new();
    while let Some((pair, direction)) = pending.pop() {
        let used = (pair.clone(), direction);
        if compared.contains_key(&used) {
            continue;
        }
        let mut walk = Walk::default();
        let schemas = context.old.schemas.get(&pair.old);
        if let Some((old, new)) = schemas.zip(context.new.schemas.get(&pair.new)) {
            let place = Place::of(Part::Component(pair.new));
            schemas::compare(context, old, new, &place, direction, &mut walk);
        }
        pending.extend(walk.uses.iter().cloned());
        compared.insert(used, walk);
    }
    compared
}

/// Types that came, went, or have another name.
pub(super) fn names(context: &Context<'_>) -> Vec<Finding> {
    let mut walk = Walk::default();
    let place = |name: &str| Place::of(Part::Component(name.to_owned()));
    for (old, new) in context.renames.iter() {
        let names = (Some(old.to_owned()), Some(new.to_owned()));
        walk.tell(Rule::ComponentRenamed, &place(new), names.0, names.1);
    }
    let exists = |api: &Api, name: &str| api.schemas.contains_key(name);
    for name in context.old.schemas.keys() {
        if !exists(context.new, context.renames.new_name(name)) {
            walk.tell(Rule::ComponentRemoved, &place(name), None, None);
        }
    }
    for name in context.new.schemas.keys() {
        let renamed = context.renames.iter().any(|(_, new)| new == name);
        if !exists(context.old, name) && !renamed {
            walk.tell(Rule::ComponentAdded, &place(name), None, None);
        }
    }
    walk.findings
}
