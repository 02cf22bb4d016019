//! What has to change in a declaration and the types that it refers to.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::Widened;
use crate::infer::contradiction::{Contradiction, ContradictionKind};
use crate::infer::facts::{add_samples, type_name};
use crate::infer::from_examples;
use crate::infer::places::{self, Path, Step};
use crate::model::schema::{Additional, Schema, Shape};

/// What a path starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Anchor<'a> {
    /// The declaration.
    #[default]
    Root,
    /// A named type.
    Type(&'a str),
}

/// A place in a declaration, and how people call it by the properties that lead there.
#[derive(Clone, Debug, Default)]
pub(super) struct Place<'a> {
    pub(super) anchor: Anchor<'a>,
    pub(super) path: Path,
    /// The way to the anchor.
    before: Path,
}

impl<'a> Place<'a> {
    /// The root of a named type that a reference here leads to.
    pub(super) fn of_type(&self, name: &'a str) -> Self {
        let mut before = self.before.clone();
        before.extend(self.path.iter().cloned());
        Self {
            anchor: Anchor::Type(name),
            path: Vec::new(),
            before,
        }
    }

    /// Whether a value here is all of what the place is for. In the declaration itself, what the
    /// examples show is added later; of a type that stands beside others in one object, nobody
    /// knows which part of it the type is.
    pub(super) fn is_told_alone(&self) -> bool {
        let is_part = self.path.is_empty() && matches!(self.before.last(), Some(Step::Part(_)));
        self.anchor != Anchor::Root && !is_part
    }

    pub(super) fn enter(&mut self, step: Step) {
        self.path.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.path.pop();
    }
}

/// One change at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Edit<'v> {
    /// `null` is allowed.
    Nullable,
    /// The property need not be there.
    Optional,
    /// The object may have other properties.
    Open,
    /// An integer may have a fraction.
    Fraction,
    /// The format is left out.
    Format,
    /// A value joins the enumeration.
    Member(&'v Value),
    /// A constraint is left out.
    Constraint(String),
    /// Several exclusive alternatives may fit.
    Loosen,
    /// Values of another kind are allowed.
    Alternative(&'v Value),
    /// Nothing is declared, so that the value tells.
    Fill(&'v Value),
}

/// All changes, in the order in which they were found.
#[derive(Default)]
pub(super) struct Edits<'a, 'v> {
    list: Vec<(Anchor<'a>, Path, Path, Edit<'v>)>,
}

type Grouped<'a, 'v> = IndexMap<(Anchor<'a>, Path), (Path, Vec<Edit<'v>>)>;

impl<'a, 'v> Edits<'a, 'v> {
    pub(super) fn add(&mut self, place: &Place<'a>, edit: Edit<'v>) {
        let before = place.before.clone();
        self.list
            .push((place.anchor, place.path.clone(), before, edit));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// A mark to go back to with [`Self::reset`].
    pub(super) fn mark(&self) -> usize {
        self.list.len()
    }

    pub(super) fn reset(&mut self, mark: usize) {
        self.list.truncate(mark);
    }

    /// The declaration and the types with all changes.
    pub(super) fn applied(
        self,
        declared: &Schema,
        resolve: &dyn Fn(&str) -> Option<&'a Schema>,
    ) -> Widened {
        let mut grouped: Grouped<'_, '_> = IndexMap::new();
        for (anchor, path, before, edit) in self.list {
            let (_, edits) = grouped
                .entry((anchor, path))
                .or_insert_with(|| (before, Vec::new()));
            let is_counted = matches!(edit, Edit::Member(_) | Edit::Alternative(_) | Edit::Fill(_));
            if is_counted || !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        let mut widened = Widened {
            schema: declared.clone(),
            types: BTreeMap::new(),
            contradictions: Vec::new(),
            is_incomplete: false,
        };
        for ((anchor, path), (before, edits)) in &grouped {
            let origin = match anchor {
                Anchor::Root => Some(declared),
                Anchor::Type(name) => resolve(name),
            };
            let target = origin.and_then(|schema| schema_at(schema, path));
            let shown: Path = before.iter().chain(path).cloned().collect();
            if let Some(target) = target {
                widened
                    .contradictions
                    .extend(contradictions(target, &shown, edits));
            }
        }
        // What is deeper first, since an alternative changes the way to what is below it.
        let mut ordered: Vec<_> = grouped.into_iter().collect();
        ordered.sort_by_key(|((_, path), _)| std::cmp::Reverse(path.len()));
        for ((anchor, path), (_, edits)) in ordered {
            let schema = match anchor {
                Anchor::Root => &mut widened.schema,
                Anchor::Type(name) => widened
                    .types
                    .entry(name.to_owned())
                    .or_insert_with(|| resolve(name).cloned().unwrap_or_default()),
            };
            apply(schema, &path, edits);
        }
        widened
    }
}

/// The schema at a place, to read.
fn schema_at<'s>(schema: &'s Schema, path: &[Step]) -> Option<&'s Schema> {
    path.iter()
        .try_fold(schema, |schema, step| match (step, &schema.shape) {
            (Step::Property(name), Shape::Object(object)) => {
                object.properties.get(name).map(|property| &property.schema)
            }
            (Step::Values, Shape::Object(object)) => match &object.additional {
                Additional::Values(values) => Some(&**values),
                _ => None,
            },
            (Step::Elements, Shape::Array(items)) => Some(&**items),
            (Step::Alternative(index), Shape::OneOf(schemas) | Shape::AnyOf(schemas))
            | (Step::Part(index), Shape::AllOf(schemas)) => schemas.get(*index),
            _ => None,
        })
}

fn contradictions(target: &Schema, path: &[Step], edits: &[Edit<'_>]) -> Vec<Contradiction> {
    let property = path.iter().rev().find_map(|step| match step {
        Step::Property(name) => Some(name.clone()),
        _ => None,
    });
    let mut kinds: Vec<ContradictionKind> = Vec::new();
    for edit in edits {
        let kind = match edit {
            Edit::Nullable => ContradictionKind::Null,
            Edit::Optional => ContradictionKind::RequiredButAbsent,
            Edit::Open => ContradictionKind::Closed,
            Edit::Fraction => ContradictionKind::Kind {
                declared: "integer",
                shown: "number",
            },
            Edit::Format => {
                ContradictionKind::Format(target.format.as_deref().unwrap_or_default().to_owned())
            }
            Edit::Member(value) => ContradictionKind::NotAMember((*value).clone()),
            Edit::Constraint(keyword) => ContradictionKind::Constraint(keyword.clone()),
            Edit::Loosen => ContradictionKind::SeveralAlternatives,
            Edit::Alternative(value) => ContradictionKind::Kind {
                declared: type_name(target),
                shown: type_name(&from_examples([*value])),
            },
            Edit::Fill(_) => continue,
        };
        // One of each is enough, and a list may have any number of them.
        let is_known = |known: &ContradictionKind| {
            std::mem::discriminant(known) == std::mem::discriminant(&kind)
                && !matches!(kind, ContradictionKind::Constraint(_))
        };
        if !kinds.iter().any(is_known) {
            kinds.push(kind);
        }
    }
    let contradiction = |kind| Contradiction {
        property: property.clone().unwrap_or_default(),
        place: places::shown(path),
        kind,
    };
    kinds.into_iter().map(contradiction).collect()
}

fn apply(schema: &mut Schema, path: &[Step], edits: Vec<Edit<'_>>) {
    if edits.contains(&Edit::Optional)
        && let Some(property) = places::property_at(schema, path)
    {
        property.required = false;
    }
    let Some(target) = places::schema_at(schema, path) else {
        return;
    };
    let mut members = Vec::new();
    let mut others = Vec::new();
    let mut filling = Vec::new();
    for edit in edits {
        match edit {
            Edit::Optional => {}
            Edit::Nullable => target.nullable = true,
            Edit::Open => {
                if let Shape::Object(object) = &mut target.shape {
                    object.additional = Additional::Unspecified;
                }
            }
            Edit::Fraction => {
                target.shape = Shape::Number;
                target.format = None;
            }
            Edit::Format => target.format = None,
            Edit::Constraint(keyword) => {
                target.constraints.shift_remove(&keyword);
            }
            Edit::Loosen => {
                if let Shape::OneOf(parts) = &mut target.shape {
                    target.shape = Shape::AnyOf(std::mem::take(parts));
                }
            }
            Edit::Member(value) => members.push(value),
            Edit::Alternative(value) => others.push(value),
            Edit::Fill(value) => filling.push(value),
        }
    }
    add_samples(target, &members);
    if !filling.is_empty() {
        target.shape = from_examples(filling).shape;
        if let (true, Shape::Object(object)) = (path.is_empty(), &mut target.shape) {
            // Other places that refer to the type need not have all of them.
            for property in object.properties.values_mut() {
                property.required = false;
            }
        }
    }
    if !others.is_empty() {
        add_alternative(target, from_examples(others));
    }
}

/// Allows for another schema beside what is there, whose title and description go for both.
fn add_alternative(target: &mut Schema, other: Schema) {
    match &mut target.shape {
        Shape::AnyOf(parts) => parts.push(other),
        Shape::OneOf(parts) => {
            let mut parts = std::mem::take(parts);
            parts.push(other);
            target.shape = Shape::AnyOf(parts);
        }
        _ => {
            let mut declared = std::mem::take(target);
            target.title = declared.title.take();
            target.description = declared.description.take();
            target.nullable = declared.nullable;
            target.shape = Shape::AnyOf(vec![declared, other]);
        }
    }
}
