//! Properties, and what else an object may have.

use crate::diff::api::{Additional, Schema};
use crate::diff::compare::context::{Context, Walk};
use crate::diff::finding::Place;
use crate::diff::rules::{Direction, Rule, by_direction};

use super::compare;

pub(super) fn properties(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let travels = |property: &Schema| match direction {
        Direction::Request => !property.read_only,
        Direction::Response => !property.write_only,
    };
    let present = |schema: &'_ Schema, name: &str| {
        schema
            .properties
            .get(name)
            .filter(|property| travels(property))
            .cloned()
    };
    for name in old.properties.keys() {
        let Some(property) = present(old, name) else {
            continue;
        };
        let place = place.property(name);
        let Some(other) = present(new, name) else {
            let rule = by_direction(
                direction,
                Rule::RequestPropertyRemoved,
                Rule::ResponsePropertyRemoved,
            );
            walk.tell(rule, &place, None, None);
            continue;
        };
        let rule = match (old.required.contains(name), new.required.contains(name)) {
            (false, true) => Some(by_direction(
                direction,
                Rule::RequestPropertyBecameRequired,
                Rule::ResponsePropertyBecameRequired,
            )),
            (true, false) => Some(by_direction(
                direction,
                Rule::RequestPropertyBecameOptional,
                Rule::ResponsePropertyBecameOptional,
            )),
            _ => None,
        };
        if let Some(rule) = rule {
            walk.tell(rule, &place, None, None);
        }
        compare(context, &property, &other, &place, direction, walk);
    }
    let closed = old.additional == Additional::None;
    for name in new.properties.keys() {
        let Some(property) = present(new, name) else {
            continue;
        };
        if present(old, name).is_some() {
            continue;
        }
        let required = new.required.contains(name) && property.default.is_none();
        let rule = match direction {
            Direction::Request if required => Rule::RequestPropertyAddedRequired,
            Direction::Request => Rule::RequestPropertyAdded,
            Direction::Response if closed => Rule::ResponsePropertyAddedToClosedObject,
            Direction::Response => Rule::ResponsePropertyAdded,
        };
        walk.tell(rule, &place.property(name), None, None);
    }
}

pub(super) fn additional(
    context: &Context<'_>,
    old: &Schema,
    new: &Schema,
    place: &Place,
    direction: Direction,
    walk: &mut Walk,
) {
    let rank = |additional: &Additional| match additional {
        Additional::Any => 2,
        Additional::Schema(_) => 1,
        Additional::None => 0,
    };
    if let (Additional::Schema(old), Additional::Schema(new)) = (&old.additional, &new.additional) {
        return compare(context, old, new, &place.additional(), direction, walk);
    }
    let rule = match rank(&old.additional).cmp(&rank(&new.additional)) {
        std::cmp::Ordering::Equal => return,
        std::cmp::Ordering::Less => by_direction(
            direction,
            Rule::RequestAdditionalPropertiesWidened,
            Rule::ResponseAdditionalPropertiesWidened,
        ),
        std::cmp::Ordering::Greater => by_direction(
            direction,
            Rule::RequestAdditionalPropertiesNarrowed,
            Rule::ResponseAdditionalPropertiesNarrowed,
        ),
    };
    let words = |additional: &Additional| {
        let words = match additional {
            Additional::Any => "any others",
            Additional::Schema(_) => "others of one form",
            Additional::None => "no others",
        };
        Some(words.to_owned())
    };
    walk.tell(rule, place, words(&old.additional), words(&new.additional));
}
