//! What is elsewhere, found by its name.

use std::ops::Range;

use super::{Floating, Level, Overlay};
use crate::infer::contradiction::{Contradiction, ContradictionKind};
use crate::infer::facts::{Kind, has_members, type_name};
use crate::infer::names::folded;
use crate::infer::places::{self, Path};
use crate::limits;
use crate::model::schema::{Object, Property, Schema, Shape};

/// How many declared properties may be looked for all over the schema. Types that refer to one
/// another could otherwise name more than any example has.
const MAX_FLOATING: usize = 4096;

impl<'a> Overlay<'a, '_> {
    /// Lays properties that are not where the declaration has them over those of their names.
    pub(super) fn land(&mut self, round: Range<usize>) {
        let places = places::properties(&self.schema);
        let landings: Vec<(Floating<'a>, Vec<Path>)> = round
            .map(|index| {
                let floating = self.floating[index];
                let named = places.get(&folded(floating.name));
                let found = self.best_places(floating, named.map_or(&[], Vec::as_slice));
                (floating, found)
            })
            .collect();
        let home = home_depth(landings.iter().filter_map(|(_, found)| found.first()));
        for (floating, found) in landings {
            if found.is_empty() {
                let named = places.get(&folded(floating.name));
                self.report_unplaced(floating, named.and_then(|named| named.first()));
            }
            for mut path in found {
                let may_require = Some(places::depth(&path)) == home;
                self.lay_property(&mut path, floating.property, floating.level, may_require);
            }
        }
    }

    /// Of the places of one name, those that a declared property describes best.
    pub(super) fn best_places(&mut self, floating: Floating<'a>, named: &[Path]) -> Vec<Path> {
        let declared = &floating.property.schema;
        let kind = self.declared_kind(declared, 0);
        let mut best: Vec<Path> = Vec::new();
        let mut best_rank = None;
        for path in named {
            let Some(target) = places::schema_at(&mut self.schema, path) else {
                continue;
            };
            if !kind.goes_with(Kind::of(target)) {
                continue;
            }
            let is_unknown = target.shape == Shape::Any;
            let samples = places::samples(self.examples, path);
            let is_foreign = !has_members(declared, &samples.values);
            let rank = (is_foreign, is_unknown, places::depth(path));
            if best_rank.is_none_or(|best| rank < best) {
                best.clear();
                best_rank = Some(rank);
            }
            if best_rank == Some(rank) {
                best.push(path.clone());
            }
        }
        best
    }

    pub(super) fn float(&mut self, name: &'a str, property: &'a Property, level: Level) {
        if self.floating.len() < MAX_FLOATING && level.depth < limits::MAX_NESTING {
            self.floating.push(Floating {
                name,
                property,
                level: level.below(),
            });
        }
    }

    pub(super) fn float_all(&mut self, object: &'a Object, level: Level) {
        for (name, property) in &object.properties {
            self.float(name, property, level);
        }
    }

    /// Lets the properties of a schema float that has no place itself.
    pub(super) fn float_parts(&mut self, declared: &'a Schema, level: Level) {
        match &declared.shape {
            Shape::Object(object) => self.float_all(object, level),
            Shape::Array(items) => self.float_parts(items, level),
            _ => {}
        }
    }

    /// Reports a declared property that no property of its name and kind was found for.
    pub(super) fn report_unplaced(&mut self, floating: Floating<'a>, other_kind: Option<&Path>) {
        if floating.level.is_alternative {
            return;
        }
        let declared = &floating.property.schema;
        let (place, kind) = if let Some(path) = other_kind {
            let shown = places::schema_at(&mut self.schema, path).map_or("", |s| type_name(s));
            let declared = type_name(declared);
            (
                places::shown(path),
                ContradictionKind::Kind { declared, shown },
            )
        } else {
            let required = floating.property.required;
            (String::new(), ContradictionKind::NotShown { required })
        };
        self.contradictions.push(Contradiction {
            property: floating.name.to_owned(),
            place,
            kind,
        });
        if other_kind.is_some() {
            self.float_parts(declared, floating.level);
        }
    }
}

/// The depth at which most properties were found; of several the least deep.
fn home_depth<'p>(found: impl Iterator<Item = &'p Path>) -> Option<usize> {
    let mut counts: Vec<usize> = Vec::new();
    for depth in found.map(|path| places::depth(path)) {
        counts.resize(counts.len().max(depth + 1), 0);
        counts[depth] += 1;
    }
    let most = counts.iter().copied().max()?;
    counts.iter().position(|&count| count == most)
}
