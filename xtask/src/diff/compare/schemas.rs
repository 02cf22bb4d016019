//! Schemas: which way a difference matters depends on the direction of the value.

use crate::diff::api::{Api, Schema};
use crate::diff::finding::Place;
use crate::diff::rules::{Direction, Rule, by_direction};

use objects::{additional, properties};
use variants::{is_same_variant, variants};

use super::context::{Context, Walk};
use super::operations::deprecation;
use super::{documentation, values};

mod objects;
mod variants;

/// Compares what stands at one place. Types that are the same by name are noted, to be compared once
/// for all places.
pub(super) fn compare(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    if let (Some(before), Some(after)) = (&old.reference, &new.reference)
        && let Some(pair) = context.pair(before, after)
    {
        here(old, new, place, direction, walk);
        walk.uses.insert((pair, direction));
        return;
    }
    // A type that is now, or was, one of several is known by its name, so before it is followed.
    let is_one_of = |one: &Schema, many: &Schema| {
        let mut variants = many.variants.iter();
        one.reference.is_some() && variants.any(|variant| is_same_variant(context, one, variant))
    };
    if is_one_of(old, new) || is_one_of(new, old) {
        here(old, new, place, direction, walk);
        variants(context, old, new, place, direction, walk);
        return;
    }
    // Types may contain themselves; a second look at the same two tells nothing new.
    if (old.reference.is_some() || new.reference.is_some()) && !walk.enters(old, new) {
        return;
    }
    let told = walk.findings.len();
    let (before, after) = (resolved(context.old, old), resolved(context.new, new));
    here(&before, &after, place, direction, walk);
    in_place(context, &before, &after, place, direction, walk);
    let is_same = walk.findings[told..]
        .iter()
        .all(|finding| finding.rule.is_documentation());
    if let (true, Some(before), Some(after)) = (is_same, &old.reference, &new.reference) {
        let names = (Some(before.clone()), Some(after.clone()));
        walk.tell(Rule::ComponentExchanged, place, names.0, names.1);
    }
}

/// What is said of a value as a whole, whatever its form.
fn here(old: &Schema, new: &Schema, place: &Place, direction: Direction, walk: &mut Walk) {
    let is_any = |schema: &Schema| schema.reference.is_none() && schema.is_any();
    let rule = match (old.nullable, new.nullable) {
        // Where anything is admitted, null is.
        _ if is_any(old) || is_any(new) => None,
        (false, true) => Some(by_direction(
            direction,
            Rule::RequestBecameNullable,
            Rule::ResponseBecameNullable,
        )),
        (true, false) => Some(by_direction(
            direction,
            Rule::RequestBecameNotNullable,
            Rule::ResponseBecameNotNullable,
        )),
        _ => None,
    };
    if let Some(rule) = rule {
        walk.tell(rule, place, None, None);
    }
    values::default(old, new, place, direction, walk);
    deprecation(old.deprecated, new.deprecated, place, walk);
    documentation::compare(&old.documentation, &new.documentation, place, walk);
}

/// Compares what is meant at a place, references followed.
fn in_place(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let (old, new) = &bases(context, old, new, direction, walk);
    match (old.variants.is_empty(), new.variants.is_empty()) {
        (true, true) => return form(context, old, new, place, direction, walk),
        (false, false) => {
            let (old, new) = (old.without_variants(), new.without_variants());
            form(context, &old, &new, place, direction, walk);
        }
        _ if old.is_any() || new.is_any() => {
            return form(context, old, new, place, direction, walk);
        }
        _ => {}
    }
    variants(context, old, new, place, direction, walk);
}

/// The schema that a reference leads to, with what is said beside the reference; a circle of
/// references leads to anything.
fn resolved(api: &Api, schema: &Schema) -> Schema {
    let mut current = schema.clone();
    for _ in 0..=api.schemas.len() {
        let Some(target) = current
            .reference
            .as_ref()
            .and_then(|name| api.schemas.get(name))
        else {
            return current;
        };
        current = Schema {
            nullable: current.nullable || target.nullable,
            default: current.default.or_else(|| target.default.clone()),
            deprecated: current.deprecated || target.deprecated,
            documentation: schema.documentation.clone(),
            ..target.clone()
        };
    }
    Schema::default()
}

/// Both without the types that they extend: where these are the same, they are noted for a
/// comparison of their own; where not, what they say is taken over.
fn bases(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    direction: Direction,
    walk: &mut Walk,
) -> (Schema, Schema) {
    let (mut old, mut new) = (old.clone(), new.clone());
    for base in old.bases.clone() {
        let successor = context.renames.new_name(&base).to_owned();
        if new.bases.contains(&successor)
            && let Some(pair) = context.pair(&base, &successor)
        {
            walk.uses.insert((pair, direction));
            old.bases.remove(&base);
            new.bases.remove(&successor);
        }
    }
    (flattened(context.old, old), flattened(context.new, new))
}

/// The schema with what it extends taken over.
fn flattened(api: &Api, mut schema: Schema) -> Schema {
    let mut taken = std::collections::BTreeSet::new();
    while let Some(base) = schema.bases.pop_first() {
        if !taken.insert(base.clone()) {
            continue;
        }
        if let Some(base) = api.schemas.get(&base) {
            schema.absorb(base.clone());
        }
        if let Some(next) = schema.reference.take() {
            schema.bases.insert(next);
        }
    }
    schema
}

/// Compares two schemas that stand for themselves.
fn form(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    if !values::compare(old, new, place, direction, walk) {
        return;
    }
    properties(context, old, new, place, direction, walk);
    additional(context, old, new, place, direction, walk);
    match (&old.items, &new.items) {
        (Some(old), Some(new)) => compare(context, old, new, &place.items(), direction, walk),
        (None, None) => {}
        (old, new) => {
            let any = Schema::default();
            let old = old.as_deref().unwrap_or(&any);
            let new = new.as_deref().unwrap_or(&any);
            compare(context, old, new, &place.items(), direction, walk);
        }
    }
}
