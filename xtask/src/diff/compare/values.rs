//! What a schema says of a single value: types, formats, enumerations, bounds.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diff::api::Schema;
use crate::diff::finding::Place;
use crate::diff::rules::{Direction, Rule, Shift, by_direction, format_rule, type_rule};

use constraints::as_float;

use super::context::Walk;

mod constraints;

/// The longest list of members that is told whole.
const MOST_MEMBERS: usize = 8;

/// Compares; false if the values have so little in common that there is nothing more to compare.
pub(super) fn compare(
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) -> bool {
    if let Some(shift) = type_shift(old, new) {
        let rule = type_rule(direction, shift);
        walk.tell(rule, place, Some(words(old)), Some(words(new)));
        if shift == Shift::Changed || old.is_any() || new.is_any() {
            return false;
        }
    }
    format(old, new, place, direction, walk);
    members(old, new, place, direction, walk);
    constraints::bounds(old, new, place, direction, walk);
    constraints::opaque(old, new, place, direction, walk);
    true
}

/// Compares what a value is if it is left out.
pub(super) fn default(
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let rule = match (&old.default, &new.default) {
        (Some(old), Some(new)) if !is_same(old, new) => by_direction(
            direction,
            Rule::RequestDefaultChanged,
            Rule::ResponseDefaultChanged,
        ),
        (Some(_), None) | (None, Some(_)) => Rule::DefaultDocumented,
        _ => return,
    };
    let words = |default: &Option<Value>| default.as_ref().map(ToString::to_string);
    walk.tell(rule, place, words(&old.default), words(&new.default));
}

/// A schema in a few words: its name, or its types.
pub(super) fn words(schema: &Schema) -> String {
    if let Some(name) = &schema.reference {
        return name.clone();
    }
    if !schema.variants.is_empty() {
        let variants: Vec<_> = schema.variants.iter().map(words).collect();
        return variants.join(" or ");
    }
    let types: Vec<_> = schema.types.iter().map(String::as_str).collect();
    let types = if types.is_empty() {
        implied_type(schema).unwrap_or("anything").to_owned()
    } else {
        types.join(" or ")
    };
    match &schema.format {
        Some(format) => format!("{types} ({format})"),
        None => types,
    }
}

/// The type that the keywords speak of, where none is said.
fn implied_type(schema: &Schema) -> Option<&'static str> {
    if !schema.properties.is_empty() {
        return Some("object");
    }
    schema.items.as_ref().map(|_| "array")
}

fn types(schema: &Schema) -> BTreeSet<String> {
    if schema.types.is_empty() {
        return implied_type(schema)
            .into_iter()
            .map(str::to_owned)
            .collect();
    }
    let mut types = schema.types.clone();
    // Every integer is a number.
    if types.contains("number") {
        types.remove("integer");
    }
    types
}

fn type_shift(old: &Schema, new: &Schema) -> Option<Shift> {
    let (old, new) = (types(old), types(new));
    if old == new {
        return None;
    }
    let admits = |wide: &BTreeSet<String>, narrow: &BTreeSet<String>| {
        let admitted =
            |kind: &String| wide.contains(kind) || (kind == "integer" && wide.contains("number"));
        wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(admitted))
    };
    Some(match (admits(&new, &old), admits(&old, &new)) {
        (true, _) => Shift::Widened,
        (_, true) => Shift::Narrowed,
        _ => Shift::Changed,
    })
}

fn format(old: &Schema, new: &Schema, place: &Place, direction: Direction, walk: &mut Walk) {
    let shift = match (old.format.as_deref(), new.format.as_deref()) {
        (old, new) if old == new => return,
        (Some("int32"), Some("int64")) | (Some("float"), Some("double")) | (Some(_), None) => {
            Shift::Widened
        }
        (Some("int64"), Some("int32")) | (Some("double"), Some("float")) | (None, Some(_)) => {
            Shift::Narrowed
        }
        _ => Shift::Changed,
    };
    let words = |format: &Option<String>| {
        let format = format.as_deref().unwrap_or("no format");
        Some(format.to_owned())
    };
    let rule = format_rule(direction, shift);
    walk.tell(rule, place, words(&old.format), words(&new.format));
}

fn members(old: &Schema, new: &Schema, place: &Place, direction: Direction, walk: &mut Walk) {
    let widened = by_direction(
        direction,
        Rule::RequestEnumWidened,
        Rule::ResponseEnumWidened,
    );
    let narrowed = by_direction(
        direction,
        Rule::RequestEnumNarrowed,
        Rule::ResponseEnumNarrowed,
    );
    match (&old.members, &new.members) {
        (None, None) => {}
        (Some(old), None) => {
            let any = Some("any value".to_owned());
            walk.tell(widened, place, Some(listed(old)), any);
        }
        (None, Some(new)) => {
            let any = Some("any value".to_owned());
            walk.tell(narrowed, place, any, Some(listed(new)));
        }
        (Some(before), Some(after)) => {
            let lacking = |list: &[Value], from: &[Value]| -> Vec<Value> {
                let known = |value: &Value| from.iter().any(|other| is_same(value, other));
                list.iter().filter(|value| !known(value)).cloned().collect()
            };
            let removed = lacking(before, after);
            if !removed.is_empty() {
                walk.tell(narrowed, place, Some(listed(&removed)), None);
            }
            let added = lacking(after, before);
            if !added.is_empty() {
                walk.tell(widened, place, None, Some(listed(&added)));
            }
            names(old, new, place, walk);
        }
    }
}

/// Names in generated code of members that both have.
fn names(old: &Schema, new: &Schema, place: &Place, walk: &mut Walk) {
    let with_names = |schema: &Schema| -> Vec<(Value, String)> {
        let members = schema.members.iter().flatten().cloned();
        members.zip(schema.member_names.iter().cloned()).collect()
    };
    let renamed = with_names(new);
    for (value, before) in with_names(old) {
        let after = renamed.iter().find(|(other, _)| is_same(&value, other));
        if let Some((_, after)) = after.filter(|(_, after)| *after != before) {
            let names = (Some(before), Some(after.clone()));
            walk.tell(Rule::EnumNameChanged, place, names.0, names.1);
        }
    }
}

/// Whether two values are the same; 1 and 1.0 are.
fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) => {
            old == new || (as_float(old) - as_float(new)).abs() < f64::EPSILON
        }
        _ => old == new,
    }
}

fn listed(members: &[Value]) -> String {
    let shown: Vec<_> = members
        .iter()
        .take(MOST_MEMBERS)
        .map(ToString::to_string)
        .collect();
    let rest = members.len().saturating_sub(MOST_MEMBERS);
    if rest == 0 {
        shown.join(", ")
    } else {
        format!("{} and {rest} more", shown.join(", "))
    }
}
