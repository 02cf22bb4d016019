//! Alternatives.

use crate::diff::api::Schema;
use crate::diff::compare::context::{Context, Walk};
use crate::diff::compare::values;
use crate::diff::finding::Place;
use crate::diff::rules::{Direction, Rule, by_direction};

use super::compare;

/// Compares alternatives; a schema without any is its own only one.
pub(super) fn variants(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let alternatives = |schema: &Schema| {
        if schema.variants.is_empty() {
            // Whether it may be null is compared for all alternatives together.
            vec![Schema {
                nullable: false,
                ..schema.clone()
            }]
        } else {
            schema.variants.clone()
        }
    };
    let old = alternatives(old);
    let mut rest: Vec<_> = alternatives(new);
    let mut gone = Vec::new();
    for variant in old {
        let same = rest
            .iter()
            .position(|other| is_same_variant(context, &variant, other));
        match same {
            Some(index) => {
                let other = rest.remove(index);
                compare(context, &variant, &other, place, direction, walk);
            }
            None => gone.push(variant),
        }
    }
    // What is left on both sides is compared where there is no doubt which is which.
    if let ([before], [after]) = (&gone[..], &rest[..])
        && before.reference.is_none()
        && after.reference.is_none()
    {
        return compare(context, before, after, place, direction, walk);
    }
    let removed = by_direction(
        direction,
        Rule::RequestVariantRemoved,
        Rule::ResponseVariantRemoved,
    );
    let added = by_direction(
        direction,
        Rule::RequestVariantAdded,
        Rule::ResponseVariantAdded,
    );
    for variant in gone {
        walk.tell(removed, place, Some(values::words(&variant)), None);
    }
    for variant in rest {
        walk.tell(added, place, None, Some(values::words(&variant)));
    }
}

pub(super) fn is_same_variant(context: &Context<'_>, old: &Schema, new: &Schema) -> bool {
    match (&old.reference, &new.reference) {
        (Some(old), Some(new)) => {
            context.renames.new_name(old) == new || context.renames.new_name(new) == old
        }
        (None, None) => {
            let constants = |schema: &Schema| -> Vec<(String, Vec<serde_json::Value>)> {
                let properties = schema.properties.iter();
                properties
                    .filter_map(|(name, property)| {
                        let members = property.members.clone()?;
                        (members.len() == 1).then(|| (name.clone(), members))
                    })
                    .collect()
            };
            let told_apart = constants(old);
            old.types == new.types
                && if told_apart.is_empty() {
                    old.properties.keys().eq(new.properties.keys()) && old.members == new.members
                } else {
                    told_apart == constants(new)
                }
        }
        _ => false,
    }
}
