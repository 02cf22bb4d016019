//! Prose, samples and extensions.

use crate::diff::api::Documentation;
use crate::diff::finding::Place;
use crate::diff::rules::Rule;

use super::context::Walk;

/// Tells in which of its three parts the documentation of a thing differs.
pub(super) fn compare(old: &Documentation, new: &Documentation, place: &Place, walk: &mut Walk) {
    for (rule, old, new) in [
        (Rule::DescriptionChanged, &old.prose, &new.prose),
        (Rule::ExampleChanged, &old.examples, &new.examples),
        (Rule::ExtensionChanged, &old.extensions, &new.extensions),
    ] {
        let names = old
            .keys()
            .chain(new.keys().filter(|name| !old.contains_key(*name)));
        let changed: Vec<_> = names
            .filter(|name| old.get(*name) != new.get(*name))
            .map(String::as_str)
            .collect();
        if !changed.is_empty() {
            walk.tell(rule, place, None, Some(changed.join(", ")));
        }
    }
}
