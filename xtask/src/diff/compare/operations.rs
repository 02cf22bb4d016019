//! Operations that came, went, moved, or take and give something else.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::diff::api::{Api, Body, Media, Operation};
use crate::diff::finding::{Part, Place};
use crate::diff::matching::{Pairs, placeholders, template};
use crate::diff::rules::{Direction, Rule};

use super::context::{Context, Walk};
use super::{documentation, parameters, responses, schemas};

/// Compares all operations; one walk for each.
pub(super) fn compare(context: &Context<'_>, pairs: &Pairs) -> Vec<Walk> {
    let of_matched = pairs.matched.iter().map(|&(old, new)| {
        compare_pair(
            context,
            &context.old.operations[old],
            &context.new.operations[new],
        )
    });
    let only = |api: &Api, index: usize, rule: Rule| {
        let mut walk = Walk::through(api.operations[index].name());
        walk.tell(rule, &Place::of(Part::Operation), None, None);
        walk
    };
    let removed = pairs.removed.iter();
    let removed = removed.map(|&index| only(context.old, index, Rule::OperationRemoved));
    let added = pairs.added.iter();
    let added = added.map(|&index| only(context.new, index, Rule::OperationAdded));
    of_matched.chain(removed).chain(added).collect()
}

fn compare_pair(context: &Context<'_>, old: &Operation, new: &Operation) -> Walk {
    let mut walk = Walk::through(new.name());
    let place = Place::of(Part::Operation);
    address(old, new, &place, &mut walk);
    if let (Some(before), Some(after)) = (&old.id, &new.id)
        && before != after
    {
        let names = (Some(before.clone()), Some(after.clone()));
        walk.tell(Rule::OperationIdChanged, &place, names.0, names.1);
    }
    if old.tags != new.tags {
        let tags = (Some(list(&old.tags)), Some(list(&new.tags)));
        walk.tell(Rule::OperationTagsChanged, &place, tags.0, tags.1);
    }
    deprecation(old.deprecated, new.deprecated, &place, &mut walk);
    security(old, new, &mut walk);
    documentation::compare(&old.documentation, &new.documentation, &place, &mut walk);
    parameters::compare(context, old, new, &mut walk);
    bodies(context, old.body.as_ref(), new.body.as_ref(), &mut walk);
    responses::compare(context, old, new, &mut walk);
    walk
}

/// Tells whether advice against the use of something came or went.
pub(super) fn deprecation(old: bool, new: bool, place: &Place, walk: &mut Walk) {
    match (old, new) {
        (false, true) => walk.tell(Rule::Deprecated, place, None, None),
        (true, false) => walk.tell(Rule::DeprecationWithdrawn, place, None, None),
        _ => {}
    }
}

fn address(old: &Operation, new: &Operation, place: &Place, walk: &mut Walk) {
    if template(&old.path) != template(&new.path) {
        let paths = (Some(old.name()), Some(new.name()));
        walk.tell(Rule::PathMoved, place, paths.0, paths.1);
    } else if old.method != new.method {
        let names = (Some(old.name()), Some(new.name()));
        walk.tell(Rule::OperationMethodChanged, place, names.0, names.1);
    }
    let variables = placeholders(&old.path)
        .into_iter()
        .zip(placeholders(&new.path));
    for (before, after) in variables.filter(|(before, after)| before != after) {
        let names = (Some(before.to_owned()), Some(after.to_owned()));
        walk.tell(Rule::PathParameterRenamed, place, names.0, names.1);
    }
}

/// Whoever has one of the old sets of credentials must find a new one in it.
fn security(old: &Operation, new: &Operation, walk: &mut Walk) {
    if old.security == new.security {
        return;
    }
    let admitted = |credentials: &BTreeSet<String>| {
        let mut alternatives = new.security.iter();
        alternatives.any(|needed| needed.is_subset(credentials))
    };
    let rule = if old.security.iter().all(admitted) {
        Rule::SecurityWidened
    } else {
        Rule::SecurityNarrowed
    };
    let words = |alternatives: &BTreeSet<BTreeSet<String>>| {
        let alternatives: Vec<_> = alternatives
            .iter()
            .map(|credentials| match credentials.len() {
                0 => "nothing".to_owned(),
                _ => credentials
                    .iter()
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" and "),
            })
            .collect();
        Some(alternatives.join(", or "))
    };
    // Not a matter of one operation as a rule, so told together with the others.
    let place = Place {
        part: Part::Document,
        value: "credentials".to_owned(),
    };
    walk.tell(rule, &place, words(&old.security), words(&new.security));
}

fn bodies(context: &Context<'_>, old: Option<&Body>, new: Option<&Body>, walk: &mut Walk) {
    let place = Place::of(Part::RequestBody { media_type: None });
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) if new.required => {
            walk.tell(Rule::RequestBodyAddedRequired, &place, None, None);
        }
        (None, Some(_)) => walk.tell(Rule::RequestBodyAdded, &place, None, None),
        (Some(_), None) => walk.tell(Rule::RequestBodyRemoved, &place, None, None),
        (Some(old), Some(new)) => {
            match (old.required, new.required) {
                (false, true) => walk.tell(Rule::RequestBodyBecameRequired, &place, None, None),
                (true, false) => walk.tell(Rule::RequestBodyBecameOptional, &place, None, None),
                _ => {}
            }
            documentation::compare(&old.documentation, &new.documentation, &place, walk);
            let rules = (Rule::RequestMediaTypeAdded, Rule::RequestMediaTypeRemoved);
            let part = |media_type: Option<String>| Part::RequestBody { media_type };
            let contents = (&old.content, &new.content);
            content(context, contents, rules, &part, Direction::Request, walk);
        }
    }
}

/// Compares bodies by their media types.
pub(super) fn content(
    context: &Context<'_>,
    (old, new): (&IndexMap<String, Media>, &IndexMap<String, Media>),
    (added, removed): (Rule, Rule),
    part: &dyn Fn(Option<String>) -> Part,
    direction: Direction,
    walk: &mut Walk,
) {
    let whole = Place::of(part(None));
    for (media_type, media) in old {
        let Some(other) = new.get(media_type) else {
            walk.tell(removed, &whole, Some(media_type.clone()), None);
            continue;
        };
        // Where there is one media type, it goes without saying.
        let named = (new.len() > 1).then(|| media_type.clone());
        let place = Place::of(part(named));
        schemas::compare(
            context,
            &media.schema,
            &other.schema,
            &place,
            direction,
            walk,
        );
        if media.examples != other.examples {
            walk.tell(Rule::ExampleChanged, &place, None, None);
        }
    }
    for media_type in new
        .keys()
        .filter(|media_type| !old.contains_key(*media_type))
    {
        walk.tell(added, &whole, None, Some(media_type.clone()));
    }
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().cloned().collect::<Vec<_>>().join(", ")
}
