//! Bounds, and keywords that are only the same or not.

use std::collections::BTreeSet;

use serde_json::Number;

use crate::diff::api::{BOUNDS, Schema};
use crate::diff::compare::context::Walk;
use crate::diff::finding::Place;
use crate::diff::rules::{Direction, Rule, Shift, by_direction, constraint_rule};

pub(super) fn bounds(
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    for (name, larger_admits_more) in BOUNDS {
        let (before, after) = (old.bounds.get(name), new.bounds.get(name));
        let shift = match (before, after) {
            (None, None) => continue,
            (Some(_), None) => Shift::Widened,
            (None, Some(_)) => Shift::Narrowed,
            (Some(before), Some(after)) => {
                let grown = as_float(after) - as_float(before);
                if grown == 0.0 {
                    continue;
                }
                if (grown > 0.0) == larger_admits_more {
                    Shift::Widened
                } else {
                    Shift::Narrowed
                }
            }
        };
        tell_constraint(name, before, after, (shift, direction), place, walk);
    }
    let shift = |old: bool, new: bool| match (old, new) {
        (true, false) => Shift::Widened,
        (false, true) => Shift::Narrowed,
        _ => Shift::Changed,
    };
    if old.pattern != new.pattern {
        let shift = shift(old.pattern.is_some(), new.pattern.is_some());
        let patterns = (old.pattern.as_ref(), new.pattern.as_ref());
        tell_constraint(
            "pattern",
            patterns.0,
            patterns.1,
            (shift, direction),
            place,
            walk,
        );
    }
    if old.multiple_of.as_ref().map(as_float) != new.multiple_of.as_ref().map(as_float) {
        let shift = shift(old.multiple_of.is_some(), new.multiple_of.is_some());
        let steps = (old.multiple_of.as_ref(), new.multiple_of.as_ref());
        tell_constraint(
            "multipleOf",
            steps.0,
            steps.1,
            (shift, direction),
            place,
            walk,
        );
    }
    if old.unique_items != new.unique_items {
        let shift = shift(old.unique_items, new.unique_items);
        let flags = (Some(&old.unique_items), Some(&new.unique_items));
        tell_constraint(
            "uniqueItems",
            flags.0,
            flags.1,
            (shift, direction),
            place,
            walk,
        );
    }
}

fn tell_constraint<T: ToString>(
    name: &str,
    before: Option<&T>,
    after: Option<&T>,
    (shift, direction): (Shift, Direction),
    place: &Place,
    walk: &mut Walk,
) {
    let words = |value: Option<&T>| {
        let value = value.map_or_else(|| "not set".to_owned(), ToString::to_string);
        Some(format!("{name} {value}"))
    };
    let rule = constraint_rule(direction, shift);
    walk.tell(rule, place, words(before), words(after));
}

pub(super) fn opaque(
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let rule = by_direction(
        direction,
        Rule::RequestSchemaChanged,
        Rule::ResponseSchemaChanged,
    );
    let keywords: BTreeSet<_> = old.opaque.keys().chain(new.opaque.keys()).collect();
    for keyword in keywords {
        if old.opaque.get(keyword) != new.opaque.get(keyword) {
            walk.tell(rule, place, None, Some(keyword.clone()));
        }
    }
}

pub(super) fn as_float(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}
