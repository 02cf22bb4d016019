//! The properties that a declaration names, itself or by its parts.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::schema::{Additional, Schema, Shape};

/// How many references and parts are followed, since types may refer to themselves.
const MAX_HOPS: usize = 64;

/// The names of all properties that a declaration of an object lists.
pub(super) struct PropertyNames<'a> {
    first: &'a str,
    names: BTreeSet<&'a str>,
}

impl<'a> PropertyNames<'a> {
    /// None where the declaration may be of objects with other properties: maps, alternatives,
    /// types that are not known, objects of which nothing is said.
    pub(super) fn of(
        schema: &'a Schema,
        resolve: &dyn Fn(&str) -> Option<&'a Schema>,
    ) -> Option<Self> {
        let mut names = Vec::new();
        let mut left = MAX_HOPS;
        let is_complete = collect(schema, resolve, &mut left, &mut names);
        let first = *names.first()?;
        is_complete.then(|| Self {
            first,
            names: names.into_iter().collect(),
        })
    }

    /// The one that is declared first.
    pub(super) fn first(&self) -> &'a str {
        self.first
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// True if an object has one of them at least, or nothing at all.
    pub(super) fn share_any(&self, members: &Map<String, Value>) -> bool {
        members.is_empty() || members.keys().any(|name| self.contains(name))
    }
}

fn collect<'a>(
    schema: &'a Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
    left: &mut usize,
    names: &mut Vec<&'a str>,
) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    match &schema.shape {
        Shape::Object(object) => {
            names.extend(object.properties.keys().map(String::as_str));
            !matches!(object.additional, Additional::Values(_))
        }
        Shape::Reference(name) => {
            resolve(name).is_some_and(|schema| collect(schema, resolve, left, names))
        }
        // A part of which nothing is known leaves the others to tell.
        Shape::AllOf(parts) => parts
            .iter()
            .filter(|part| !is_unknown(part, resolve))
            .all(|part| collect(part, resolve, left, names)),
        _ => false,
    }
}

fn is_unknown<'a>(schema: &Schema, resolve: &dyn Fn(&str) -> Option<&'a Schema>) -> bool {
    match &schema.shape {
        Shape::Reference(name) => resolve(name).is_some_and(Schema::is_any),
        _ => schema.is_any(),
    }
}
