//! Which type of the new document is which of the old one.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::diff::api::{Additional, Api, Media, Operation, Schema};

use super::{Pairs, shape};

/// The new names of types that were renamed, by their old ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Renames(BTreeMap<String, String>);

impl Renames {
    /// Finds what was renamed: a type that is gone and one that is new, alike, and referred to from
    /// the same places; or, where nothing refers to them, the same in form and the only ones so.
    pub(crate) fn find(old: &Api, new: &Api, pairs: &Pairs) -> Self {
        let mut votes = Votes {
            old,
            new,
            seen: BTreeSet::new(),
            counts: BTreeMap::new(),
        };
        for &(old_index, new_index) in &pairs.matched {
            votes.operation(&old.operations[old_index], &new.operations[new_index]);
        }
        for (name, schema) in &old.schemas {
            if let Some(other) = new.schemas.get(name) {
                votes.component(name, schema, name, other);
            }
        }
        let mut counts: Vec<_> = votes.counts.into_iter().collect();
        // The sort is stable, so equal counts stay in the order of the names.
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let mut renames = Self::default();
        for ((from, to), _) in counts {
            let gone = !new.schemas.contains_key(&from) && !renames.0.contains_key(&from);
            let fresh =
                !old.schemas.contains_key(&to) && !renames.0.values().any(|name| *name == to);
            let (Some(before), Some(after)) = (old.schemas.get(&from), new.schemas.get(&to)) else {
                continue;
            };
            if gone && fresh && shape::are_alike((old, before), (new, after)) {
                renames.0.insert(from, to);
            }
        }
        renames.by_form(old, new);
        renames
    }

    /// The name in the new document of what has this name in the old one.
    pub(crate) fn new_name<'a>(&'a self, old: &'a str) -> &'a str {
        self.0.get(old).map_or(old, String::as_str)
    }

    /// Old and new names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.0.iter();
        names.map(|(old, new)| (old.as_str(), new.as_str()))
    }

    fn by_form(&mut self, old: &Api, new: &Api) {
        let gone = old.schemas.iter().filter(|(name, schema)| {
            !new.schemas.contains_key(*name)
                && !self.0.contains_key(*name)
                && !schema.properties.is_empty()
        });
        let fresh = new.schemas.iter().filter(|(name, _)| {
            !old.schemas.contains_key(*name) && !self.0.values().any(|taken| taken == *name)
        });
        let mut forms: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
        for (name, schema) in gone {
            let form = shape::of_schema(old, schema);
            forms.entry(form).or_default().0.push(name.clone());
        }
        for (name, schema) in fresh {
            let form = shape::of_schema(new, schema);
            forms.entry(form).or_default().1.push(name.clone());
        }
        for (before, after) in forms.into_values() {
            if let ([before], [after]) = (&before[..], &after[..]) {
                self.0.insert(before.clone(), after.clone());
            }
        }
    }
}

/// How often one type stands where another stood.
struct Votes<'a> {
    old: &'a Api,
    new: &'a Api,
    seen: BTreeSet<(String, String)>,
    counts: BTreeMap<(String, String), usize>,
}

impl Votes<'_> {
    fn operation(&mut self, old: &Operation, new: &Operation) {
        for parameter in &old.parameters {
            let other = new.parameters.iter().find(|other| parameter.is_same(other));
            if let Some(other) = other {
                self.schema(&parameter.schema, &other.schema);
            }
        }
        if let (Some(old), Some(new)) = (&old.body, &new.body) {
            self.content(&old.content, &new.content);
        }
        for (status, response) in &old.responses {
            if let Some(other) = new.responses.get(status) {
                self.content(&response.content, &other.content);
            }
        }
    }

    fn content(&mut self, old: &IndexMap<String, Media>, new: &IndexMap<String, Media>) {
        for (media_type, media) in old {
            if let Some(other) = new.get(media_type) {
                self.schema(&media.schema, &other.schema);
            }
        }
    }

    fn component(&mut self, old_name: &str, old: &Schema, new_name: &str, new: &Schema) {
        if self.seen.insert((old_name.to_owned(), new_name.to_owned())) {
            self.schema(old, new);
        }
    }

    fn schema(&mut self, old: &Schema, new: &Schema) {
        if let (Some(from), Some(to)) = (&old.reference, &new.reference) {
            if from != to {
                *self.counts.entry((from.clone(), to.clone())).or_default() += 1;
            }
            let (old_api, new_api) = (self.old, self.new);
            let targets = old_api.schemas.get(from).zip(new_api.schemas.get(to));
            if let Some((before, after)) = targets {
                self.component(from, before, to, after);
            }
            return;
        }
        for (name, property) in &old.properties {
            if let Some(other) = new.properties.get(name) {
                self.schema(property, other);
            }
        }
        if let (Some(old), Some(new)) = (&old.items, &new.items) {
            self.schema(old, new);
        }
        if let (Additional::Schema(old), Additional::Schema(new)) =
            (&old.additional, &new.additional)
        {
            self.schema(old, new);
        }
        if old.variants.len() == new.variants.len() {
            for (old, new) in old.variants.iter().zip(&new.variants) {
                self.schema(old, new);
            }
        }
        if let (1, 1) = (old.bases.len(), new.bases.len()) {
            let bases = old.bases.first().zip(new.bases.first());
            if let Some((from, to)) = bases.filter(|(from, to)| from != to) {
                *self.counts.entry((from.clone(), to.clone())).or_default() += 1;
            }
        }
    }
}
