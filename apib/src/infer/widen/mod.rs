//! A declaration that does not quite describe its own examples, widened until it does.

use std::collections::BTreeMap;

use serde_json::Value;

use super::accepts;
use super::contradiction::Contradiction;
use crate::model::schema::Schema;

use edits::Edits;
use walk::Walk;

mod edits;
#[cfg(test)]
mod tests;
mod walk;

/// A declaration that accepts its examples.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Widened {
    /// The schema.
    pub(crate) schema: Schema,
    /// The named types that had to be widened as well.
    pub(crate) types: BTreeMap<String, Schema>,
    /// What the examples contradict.
    pub(crate) contradictions: Vec<Contradiction>,
    /// Whether there was too much to hold against each other, so that not all of it was.
    pub(crate) is_incomplete: bool,
}

/// Widens a declaration where its examples say no more against it than what can be let pass: a
/// `null`, a required property that is missing, a value that an enumeration lacks, a fraction, a
/// format or constraint that a sample does not keep to, a property of a closed object, several
/// exclusive alternatives that fit. Whatever else it says stays, and so do the named types that
/// it refers to, which are widened themselves, so that all that refer to them agree. Within a
/// named type, a value of another kind becomes an alternative. Where a type says "any value",
/// what the examples show takes its place.
///
/// None if the examples are something else than what is declared: values of another kind, or
/// objects without any of the declared properties.
pub(crate) fn widen<'a>(
    declared: &'a Schema,
    examples: &[&Value],
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> Option<Widened> {
    let mut walk = Walk::new(resolve);
    for example in examples {
        walk.example(declared, example)?;
    }
    let is_incomplete = walk.is_incomplete();
    let edits: Edits<'_, '_> = walk.into_edits();
    if edits.is_empty() {
        return Some(Widened {
            schema: declared.clone(),
            types: BTreeMap::new(),
            contradictions: Vec::new(),
            is_incomplete,
        });
    }
    let mut widened = edits.applied(declared, resolve);
    widened.is_incomplete = is_incomplete;
    let resolve = |name: &str| widened.types.get(name).or_else(|| resolve(name));
    let fits = |example: &&Value| accepts(&widened.schema, example, &resolve).is_ok();
    let all_fit = examples.iter().all(fits);
    all_fit.then_some(widened)
}
