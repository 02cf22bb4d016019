//! Lays the parts of a declaration over a schema, each where it belongs.

use std::ops::Range;

use serde_json::Value;

use super::contradiction::{Contradiction, ContradictionKind};
use super::facts::{Kind, has_members, lay_scalar, taken_over, type_name};
use super::names::folded;
use super::places::{self, Path, Step};
use crate::limits;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

/// How many declared properties may be looked for all over the schema. Types that refer to one
/// another could otherwise name more than any example has.
const MAX_FLOATING: usize = 4096;

/// The schema with what the declaration tells, and what it tells in vain.
pub(super) fn overlay<'a>(
    schema: Schema,
    examples: &[&Value],
    declared: &'a Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> (Schema, Vec<Contradiction>) {
    let mut overlay = Overlay {
        schema,
        examples,
        resolve,
        floating: Vec::new(),
        contradictions: Vec::new(),
    };
    overlay.lay(&mut Vec::new(), declared, Level::default());
    // What lands may hold parts that do not fit there and float in their turn.
    let mut from = 0;
    while from < overlay.floating.len() {
        let until = overlay.floating.len();
        overlay.land(from..until);
        from = until;
    }
    (overlay.schema, overlay.contradictions)
}

struct Overlay<'a, 'r> {
    schema: Schema,
    examples: &'r [&'r Value],
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
    /// Declared properties that are not where the declaration has them.
    floating: Vec<Floating<'a>>,
    contradictions: Vec<Contradiction>,
}

#[derive(Clone, Copy)]
struct Floating<'a> {
    name: &'a str,
    property: &'a Property,
    level: Level,
}

/// How far into a declaration something stands.
#[derive(Clone, Copy, Default)]
struct Level {
    depth: usize,
    /// Within one of several alternatives, which need not be what an example shows.
    is_alternative: bool,
}

impl Level {
    fn below(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

impl<'a> Overlay<'a, '_> {
    /// Lays a declared schema over the place that it is declared for.
    fn lay(&mut self, path: &mut Path, declared: &'a Schema, level: Level) {
        if level.depth > limits::MAX_NESTING {
            return;
        }
        let Some(target) = places::schema_at(&mut self.schema, path) else {
            return;
        };
        if declared.description.is_some() {
            target.description.clone_from(&declared.description);
        }
        target.nullable |= declared.nullable;
        match &declared.shape {
            Shape::Reference(name) => {
                if let Some(named) = (self.resolve)(name) {
                    self.lay(path, named, level.below());
                }
            }
            Shape::AllOf(parts) => {
                for part in parts {
                    self.lay(path, part, level.below());
                }
            }
            Shape::OneOf(parts) | Shape::AnyOf(parts) => {
                for part in parts {
                    let level = Level {
                        is_alternative: true,
                        ..level.below()
                    };
                    self.lay(path, part, level);
                }
            }
            _ => self.lay_kind(path, declared, level),
        }
    }

    /// Lays a schema that is neither a reference nor a combination.
    fn lay_kind(&mut self, path: &mut Path, declared: &'a Schema, level: Level) {
        let Some(target) = places::schema_at(&mut self.schema, path) else {
            return;
        };
        match (&target.shape, &declared.shape) {
            // Only `null` was seen, or an empty list: the declaration is all there is.
            (Shape::Any, _) if target.members.is_empty() => {
                let nullable = target.nullable;
                let description = target.description.take();
                *target = Schema {
                    nullable,
                    description,
                    ..taken_over(declared)
                };
            }
            (Shape::OneOf(alternatives) | Shape::AnyOf(alternatives), _) => {
                let fits: Vec<usize> = (0..alternatives.len())
                    .filter(|&index| Kind::of(&alternatives[index]).goes_with(Kind::of(declared)))
                    .collect();
                if fits.is_empty() {
                    self.report_kind(path, declared);
                }
                for index in fits {
                    path.push(Step::Alternative(index));
                    self.lay_kind(path, declared, level);
                    path.pop();
                }
            }
            (Shape::Object(_), Shape::Object(object)) => self.lay_object(path, object, level),
            (Shape::Array(_), Shape::Array(items)) => {
                path.push(Step::Elements);
                self.lay(path, items, level.below());
                path.pop();
            }
            // A list of what is declared, or an envelope around it.
            (_, Shape::Object(object)) if path.is_empty() => self.float_all(object, level),
            (_, Shape::Any) if declared.members.is_empty() => {}
            _ if !Kind::of(target).goes_with(Kind::of(declared)) => {
                self.report_kind(path, declared);
                self.float_parts(declared, level);
            }
            _ => {
                if declared.default.is_some() {
                    target.default.clone_from(&declared.default);
                }
                let samples = places::samples(self.examples, path);
                for kind in lay_scalar(target, declared, &samples_of_kind(&samples.values, target))
                {
                    self.report(path, kind, level);
                }
            }
        }
    }

    fn lay_object(&mut self, path: &mut Path, declared: &'a Object, level: Level) {
        for (name, property) in &declared.properties {
            match self.same_property(path, name, property) {
                Some(found) => {
                    path.push(Step::Property(found));
                    self.lay_property(path, property, level, true);
                    path.pop();
                }
                None => self.float(name, property, level),
            }
        }
        if let Additional::Values(values) = &declared.additional {
            path.push(Step::Values);
            self.lay(path, values, level.below());
            path.pop();
        }
    }

    /// The property of the object at a place that a declared one stands for.
    fn same_property(&mut self, path: &Path, name: &str, declared: &'a Property) -> Option<String> {
        let kind = self.declared_kind(&declared.schema, 0);
        let Shape::Object(object) = &places::schema_at(&mut self.schema, path)?.shape else {
            return None;
        };
        let folded_name = folded(name);
        let (found, property) = object.properties.get_key_value(name).or_else(|| {
            object
                .properties
                .iter()
                .find(|(name, _)| folded(name) == folded_name)
        })?;
        kind.goes_with(Kind::of(&property.schema))
            .then(|| found.clone())
    }

    /// Lays a declared property over the one at a place.
    fn lay_property(
        &mut self,
        path: &mut Path,
        declared: &'a Property,
        level: Level,
        may_require: bool,
    ) {
        if declared.required && may_require && !level.is_alternative {
            if places::samples(self.examples, path).any_absent {
                self.report(path, ContradictionKind::RequiredButAbsent, level);
            } else if let Some(property) = places::property_at(&mut self.schema, path) {
                property.required = true;
            }
        }
        self.lay(path, &declared.schema, level.below());
    }

    /// Lays properties that are not where the declaration has them over those of their names.
    fn land(&mut self, round: Range<usize>) {
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
    fn best_places(&mut self, floating: Floating<'a>, named: &[Path]) -> Vec<Path> {
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

    /// The kind of a declared schema, references followed.
    fn declared_kind(&self, declared: &Schema, level: usize) -> Kind {
        match &declared.shape {
            Shape::Reference(name) if level < limits::MAX_NESTING => (self.resolve)(name)
                .map_or(Kind::Open, |named| self.declared_kind(named, level + 1)),
            Shape::AllOf(parts) if level < limits::MAX_NESTING => parts
                .iter()
                .map(|part| self.declared_kind(part, level + 1))
                .find(|&kind| kind != Kind::Open)
                .unwrap_or(Kind::Open),
            _ => Kind::of(declared),
        }
    }

    fn float(&mut self, name: &'a str, property: &'a Property, level: Level) {
        if self.floating.len() < MAX_FLOATING && level.depth < limits::MAX_NESTING {
            self.floating.push(Floating {
                name,
                property,
                level: level.below(),
            });
        }
    }

    fn float_all(&mut self, object: &'a Object, level: Level) {
        for (name, property) in &object.properties {
            self.float(name, property, level);
        }
    }

    /// Lets the properties of a schema float that has no place itself.
    fn float_parts(&mut self, declared: &'a Schema, level: Level) {
        match &declared.shape {
            Shape::Object(object) => self.float_all(object, level),
            Shape::Array(items) => self.float_parts(items, level),
            _ => {}
        }
    }

    /// Reports a declared property that no property of its name and kind was found for.
    fn report_unplaced(&mut self, floating: Floating<'a>, other_kind: Option<&Path>) {
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

    fn report_kind(&mut self, path: &Path, declared: &Schema) {
        let shown = places::schema_at(&mut self.schema, path).map_or("", |s| type_name(s));
        let declared = type_name(declared);
        self.report(
            path,
            ContradictionKind::Kind { declared, shown },
            Level::default(),
        );
    }

    fn report(&mut self, path: &Path, kind: ContradictionKind, level: Level) {
        if level.is_alternative {
            return;
        }
        let name = path.iter().rev().find_map(|step| match step {
            Step::Property(name) => Some(name.clone()),
            _ => None,
        });
        self.contradictions.push(Contradiction {
            property: name.unwrap_or_default(),
            place: places::shown(path),
            kind,
        });
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

/// The samples that belong to one of several alternatives.
fn samples_of_kind<'v>(samples: &[&'v Value], target: &Schema) -> Vec<&'v Value> {
    let kind = Kind::of(target);
    let samples = samples.iter().copied();
    samples
        .filter(|value| kind.goes_with(Kind::of_value(value)))
        .collect()
}
