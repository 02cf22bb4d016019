//! Making an answer deviate.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Change, Deviation};
use crate::answer::{Answer, Body};
use crate::spec::Operation;

/// Changes an answer as the deviations of its operation say. Answers to calls that failed stay.
pub(crate) fn apply(deviations: &[Deviation], operation: &Operation, answer: &mut Answer) {
    if !answer.status.is_success() {
        return;
    }
    for deviation in deviations
        .iter()
        .filter(|deviation| deviation.is_of(operation))
    {
        match &deviation.change {
            Change::Status(status) => {
                answer.status = StatusCode::from_u16(*status).unwrap_or(answer.status);
            }
            Change::Extra { place, value } => at(answer, place, |_| Some(value.clone())),
            Change::Missing { place } => at(answer, place, |_| None),
            Change::Type { place, value } => at(answer, place, |old| {
                Some(value.clone().unwrap_or_else(|| of_another_type(old)))
            }),
        }
    }
}

/// Puts a value, or nothing, in a place: a JSON pointer, or an attribute of each resource.
fn at(answer: &mut Answer, place: &str, change: impl Fn(Option<&Value>) -> Option<Value>) {
    let Body::Json(document) = &mut answer.body else {
        return;
    };
    if let Some((parent, name)) = place
        .starts_with('/')
        .then(|| place.rsplit_once('/'))
        .flatten()
    {
        if let Some(parent) = document.pointer_mut(parent) {
            set(parent, name, &change);
        }
        return;
    }
    let Some(data) = document.get_mut("data") else {
        // A token is no resource.
        set(document, place, &change);
        return;
    };
    let resources = match data {
        Value::Array(items) => items.as_mut_slice(),
        one => std::slice::from_mut(one),
    };
    for resource in resources {
        if let Some(attributes) = resource.get_mut("attributes") {
            set(attributes, place, &change);
        }
    }
}

fn set(parent: &mut Value, name: &str, change: &impl Fn(Option<&Value>) -> Option<Value>) {
    match parent {
        Value::Object(members) => {
            match change(members.get(name)) {
                Some(value) => members.insert(name.to_owned(), value),
                None => members.shift_remove(name),
            };
        }
        Value::Array(items) => {
            let Some(at) = name.parse().ok().filter(|at| *at < items.len()) else {
                return;
            };
            match change(items.get(at)) {
                Some(value) => items[at] = value,
                None => {
                    items.remove(at);
                }
            }
        }
        _ => {}
    }
}

/// A value that no schema of the old one takes.
fn of_another_type(old: Option<&Value>) -> Value {
    match old {
        Some(Value::Object(_)) => json!("otherwise"),
        _ => json!({"otherwise": true}),
    }
}
