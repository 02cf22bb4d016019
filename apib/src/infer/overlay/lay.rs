//! What is where the declaration has it.

use super::{Level, Overlay};
use crate::infer::contradiction::{Contradiction, ContradictionKind};
use crate::infer::facts::{Kind, lay_scalar, taken_over, type_name};
use crate::infer::names::folded;
use crate::infer::places::{self, Path, Step};
use crate::limits;
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

use serde_json::Value;

impl<'a> Overlay<'a, '_> {
    /// Lays a declared schema over the place that it is declared for.
    pub(super) fn lay(&mut self, path: &mut Path, declared: &'a Schema, level: Level) {
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
    pub(super) fn lay_kind(&mut self, path: &mut Path, declared: &'a Schema, level: Level) {
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

    pub(super) fn lay_object(&mut self, path: &mut Path, declared: &'a Object, level: Level) {
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
    pub(super) fn same_property(
        &mut self,
        path: &Path,
        name: &str,
        declared: &'a Property,
    ) -> Option<String> {
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
    pub(super) fn lay_property(
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

    /// The kind of a declared schema, references followed.
    pub(super) fn declared_kind(&self, declared: &Schema, level: usize) -> Kind {
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

    pub(super) fn report_kind(&mut self, path: &Path, declared: &Schema) {
        let shown = places::schema_at(&mut self.schema, path).map_or("", |s| type_name(s));
        let declared = type_name(declared);
        self.report(
            path,
            ContradictionKind::Kind { declared, shown },
            Level::default(),
        );
    }

    pub(super) fn report(&mut self, path: &Path, kind: ContradictionKind, level: Level) {
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

/// The samples that belong to one of several alternatives.
fn samples_of_kind<'v>(samples: &[&'v Value], target: &Schema) -> Vec<&'v Value> {
    let kind = Kind::of(target);
    let samples = samples.iter().copied();
    samples
        .filter(|value| kind.goes_with(Kind::of_value(value)))
        .collect()
}
