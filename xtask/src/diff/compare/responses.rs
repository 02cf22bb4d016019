//! Answers.

use indexmap::IndexMap;

use crate::diff::api::{Operation, Response};
use crate::diff::finding::{Part, Place};
use crate::diff::rules::{Direction, Rule};

use super::context::{Context, Walk};
use super::{documentation, operations, schemas};

/// Compares the answers of two operations.
pub(super) fn compare(context: &Context<'_>, old: &Operation, new: &Operation, walk: &mut Walk) {
    let mut removed = Vec::new();
    for (status, response) in &old.responses {
        match covering(&new.responses, status) {
            Some((name, other)) => compare_pair(context, response, other, name, walk),
            None => removed.push((status, response)),
        }
    }
    let mut added = Vec::new();
    for (status, response) in &new.responses {
        if old.responses.contains_key(status) {
            continue;
        }
        match covering(&old.responses, status) {
            // What was said of all of its class is said of this one now.
            Some((_, other)) => compare_pair(context, other, response, status, walk),
            None => added.push((status, response)),
        }
    }
    let success = |list: &[(&String, &Response)]| -> Vec<usize> {
        let statuses = list.iter().enumerate();
        let successes = statuses.filter(|(_, (status, _))| is_success(status));
        successes.map(|(index, _)| index).collect()
    };
    if let ([before], [after]) = (&success(&removed)[..], &success(&added)[..]) {
        let (old_status, old_response) = removed.remove(*before);
        let (new_status, new_response) = added.remove(*after);
        let place = Place::of(part(new_status, None));
        walk.tell(
            Rule::ResponseSuccessStatusChanged,
            &place,
            Some(old_status.clone()),
            Some(new_status.clone()),
        );
        compare_pair(context, old_response, new_response, new_status, walk);
    }
    for (status, _) in removed {
        let rule = if is_success(status) {
            Rule::ResponseSuccessStatusRemoved
        } else {
            Rule::ResponseErrorStatusRemoved
        };
        walk.tell(rule, &Place::of(part(status, None)), None, None);
    }
    for (status, _) in added {
        let rule = if is_success(status) {
            Rule::ResponseSuccessStatusAdded
        } else {
            Rule::ResponseErrorStatusAdded
        };
        walk.tell(rule, &Place::of(part(status, None)), None, None);
    }
}

/// The answer of this status, or of the narrowest range that has it in it.
fn covering<'a>(
    responses: &'a IndexMap<String, Response>,
    status: &str,
) -> Option<(&'a String, &'a Response)> {
    let range = format!("{}XX", status.get(..1).unwrap_or_default());
    [status, &range, "DEFAULT"]
        .iter()
        .find_map(|name| responses.get_key_value(*name))
}

/// Whether a status says that the call did what it should. Redirections count, as a program has to
/// follow them; `default` is what all others answer, errors as a rule.
fn is_success(status: &str) -> bool {
    status.starts_with(['1', '2', '3'])
}

fn compare_pair(
    context: &Context<'_>,
    old: &Response,
    new: &Response,
    status: &str,
    walk: &mut Walk,
) {
    let place = Place::of(part(status, None));
    documentation::compare(&old.documentation, &new.documentation, &place, walk);
    match (old.content.is_empty(), new.content.is_empty()) {
        (true, false) => walk.tell(
            Rule::ResponseBodyAdded,
            &place,
            None,
            Some(media_types(new)),
        ),
        (false, true) => walk.tell(
            Rule::ResponseBodyRemoved,
            &place,
            Some(media_types(old)),
            None,
        ),
        _ => {
            let rules = (Rule::ResponseMediaTypeAdded, Rule::ResponseMediaTypeRemoved);
            let part = |media_type: Option<String>| part(status, media_type);
            let contents = (&old.content, &new.content);
            operations::content(context, contents, rules, &part, Direction::Response, walk);
        }
    }
    headers(context, old, new, status, walk);
}

fn headers(context: &Context<'_>, old: &Response, new: &Response, status: &str, walk: &mut Walk) {
    let place = |name: &str| {
        Place::of(Part::Header {
            status: status.to_owned(),
            name: name.to_owned(),
        })
    };
    for (name, header) in &old.headers {
        let place = place(name);
        let Some(other) = new.headers.get(name) else {
            walk.tell(Rule::ResponseHeaderRemoved, &place, None, None);
            continue;
        };
        match (header.required, other.required) {
            (true, false) => walk.tell(Rule::ResponseHeaderBecameOptional, &place, None, None),
            (false, true) => walk.tell(Rule::ResponseHeaderBecameRequired, &place, None, None),
            _ => {}
        }
        let schemas = (&header.schema, &other.schema);
        schemas::compare(
            context,
            schemas.0,
            schemas.1,
            &place,
            Direction::Response,
            walk,
        );
    }
    for name in new
        .headers
        .keys()
        .filter(|name| !old.headers.contains_key(*name))
    {
        walk.tell(Rule::ResponseHeaderAdded, &place(name), None, None);
    }
}

fn part(status: &str, media_type: Option<String>) -> Part {
    Part::Response {
        status: status.to_owned(),
        media_type,
    }
}

fn media_types(response: &Response) -> String {
    let names: Vec<_> = response.content.keys().map(String::as_str).collect();
    names.join(", ")
}
