//! Makes one shape of `allOf`, `oneOf` and `anyOf`.
//!
//! A generated union takes the first variant that fits, and of two records with optional members
//! the first always fits, so the content of the second is lost (oxidecomputer/typify#498); a
//! contradictory `allOf` gives a type without values. So records are merged into one record that
//! can hold either, and what remains of a union has one variant for each kind of JSON value,
//! which can always be told apart.

use super::components::Components;
use super::types::{Object, Property, Shape, Type};

/// More than any hierarchy a person writes; beyond it a value is free form.
const DEPTH_LIMIT: usize = 32;

/// A type whose outermost shape is neither `allOf` nor an ambiguous `oneOf`, and what was lost
/// on the way.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) value: Type,
    pub(super) losses: Vec<String>,
}

/// Resolves the outermost shape of `value`; what is inside stays as it is.
pub(super) fn resolve(components: &Components, value: &Type) -> Resolved {
    let mut losses = Vec::new();
    let value = Resolver {
        components,
        losses: &mut losses,
    }
    .resolve(value, 0);
    Resolved { value, losses }
}

struct Resolver<'a> {
    components: &'a Components,
    losses: &'a mut Vec<String>,
}

impl Resolver<'_> {
    fn resolve(&mut self, value: &Type, depth: usize) -> Type {
        if depth > DEPTH_LIMIT {
            self.lose("the schema refers to itself without end and becomes free form");
            return Type::default();
        }
        match &value.shape {
            Shape::AllOf(parts) => {
                let merged = self.all_of(parts, depth);
                merged
                    .or_null(value.nullable)
                    .described(value.description.as_ref())
            }
            Shape::OneOf(branches) => {
                let merged = self.one_of(branches, depth);
                let nullable = value.nullable;
                Type {
                    description: value.description.clone().or(merged.description.clone()),
                    ..merged.or_null(nullable)
                }
            }
            _ => value.clone(),
        }
    }

    /// The same, with a reference replaced by what it refers to.
    fn expand(&mut self, value: &Type, depth: usize) -> Type {
        let resolved = self.resolve(value, depth);
        let Shape::Reference(reference) = &resolved.shape else {
            return resolved;
        };
        let Some((_, component)) = self.components.follow(reference) else {
            return Type::default();
        };
        let nullable = resolved.nullable;
        self.resolve(&component.value.clone(), depth + 1)
            .or_null(nullable)
    }

    fn all_of(&mut self, parts: &[Type], depth: usize) -> Type {
        let parts: Vec<&Type> = parts
            .iter()
            .filter(|part| part.shape != Shape::Any)
            .collect();
        if let [only] = parts[..] {
            return self.resolve(only, depth + 1);
        }
        let mut merged: Option<Type> = None;
        for part in parts {
            let part = self.expand(part, depth + 1);
            merged = Some(match merged {
                None => part,
                Some(before) => self.both(before, part),
            });
        }
        merged.unwrap_or_default()
    }

    /// A value that fits both.
    fn both(&mut self, left: Type, right: Type) -> Type {
        let nullable = left.nullable && right.nullable;
        let shape = match (left.shape, right.shape) {
            (Shape::Any, other) | (other, Shape::Any) => other,
            (Shape::Object(left), Shape::Object(right)) => Shape::Object(both_objects(left, right)),
            (Shape::Array(left), Shape::Array(right)) => {
                Shape::Array(Box::new(Type::of(Shape::AllOf(vec![*left, *right]))))
            }
            (Shape::Number(_), Shape::Integer(format))
            | (Shape::Integer(format), Shape::Number(_)) => Shape::Integer(format),
            (left, right) => {
                if let Some(shape) = same_kind(&left, &right) {
                    shape
                } else {
                    self.lose(
                        "`allOf` asks for values of different kinds at once and becomes free form",
                    );
                    Shape::Any
                }
            }
        };
        Type {
            shape,
            nullable,
            description: left.description.or(right.description),
        }
    }

    fn one_of(&mut self, branches: &[Type], depth: usize) -> Type {
        let distinct = distinct(branches);
        if let [only] = &distinct[..] {
            return self.resolve(only, depth + 1);
        }
        let mut kinds: Vec<Type> = Vec::new();
        let mut nullable = false;
        let mut records = 0;
        for branch in &distinct {
            let branch = self.expand(branch, depth + 1);
            nullable |= branch.nullable;
            let variants = match branch.shape {
                Shape::OneOf(variants) => variants,
                shape => vec![Type {
                    nullable: false,
                    shape,
                    description: branch.description,
                }],
            };
            for variant in variants {
                records += usize::from(matches!(variant.shape, Shape::Object(_)));
                add_variant(&mut kinds, variant);
            }
        }
        if kinds.iter().any(|kind| kind.shape == Shape::Any) {
            self.lose("one of the alternatives may be anything, so the value is free form");
            return Type::default().or_null(nullable);
        }
        if records > 1 {
            self.lose("the alternatives are one record with the properties of all of them");
        }
        match kinds.len() {
            0 => Type::default(),
            1 => kinds.remove(0),
            _ => Type::of(Shape::OneOf(kinds)),
        }
        .or_null(nullable)
    }

    fn lose(&mut self, what: &str) {
        self.losses.push(what.to_owned());
    }
}

/// The alternatives that differ in what goes over the wire.
fn distinct(branches: &[Type]) -> Vec<Type> {
    let mut distinct: Vec<Type> = Vec::new();
    for branch in branches {
        if !distinct.iter().any(|known| known.bare() == branch.bare()) {
            distinct.push(branch.clone());
        }
    }
    distinct
}

/// Adds a variant to those of other kinds, or widens the one of its own kind.
fn add_variant(kinds: &mut Vec<Type>, variant: Type) {
    for known in &mut *kinds {
        if let Some(shape) = either(&known.shape, &variant.shape) {
            known.shape = shape;
            if known.description != variant.description {
                known.description = None;
            }
            return;
        }
    }
    kinds.push(variant);
}

/// A shape that holds values of both, if they are of one kind.
fn either(left: &Shape, right: &Shape) -> Option<Shape> {
    match (left, right) {
        (Shape::Any, _) | (_, Shape::Any) => Some(Shape::Any),
        (Shape::Object(left), Shape::Object(right)) => {
            Some(Shape::Object(either_object(left, right)))
        }
        (Shape::Array(left), Shape::Array(right)) => {
            Some(Shape::Array(Box::new(either_type(left, right))))
        }
        (Shape::Integer(_), Shape::Number(format)) | (Shape::Number(format), Shape::Integer(_)) => {
            Some(Shape::Number(format.clone()))
        }
        _ => same_kind(left, right),
    }
}

fn either_type(left: &Type, right: &Type) -> Type {
    if left.bare() == right.bare() {
        return left.clone();
    }
    let mut branches = Vec::new();
    for side in [left, right] {
        match &side.shape {
            Shape::OneOf(inner) if !side.nullable => branches.extend(inner.clone()),
            _ => branches.push(side.clone()),
        }
    }
    Type::of(Shape::OneOf(distinct(&branches)))
}

/// The shape of two scalars of one kind; a format only if they agree on it.
fn same_kind(left: &Shape, right: &Shape) -> Option<Shape> {
    let agreed =
        |left: &Option<String>, right: &Option<String>| left.clone().filter(|_| left == right);
    match (left, right) {
        (Shape::Boolean, Shape::Boolean) => Some(Shape::Boolean),
        (Shape::Integer(left), Shape::Integer(right)) => Some(Shape::Integer(agreed(left, right))),
        (Shape::Number(left), Shape::Number(right)) => Some(Shape::Number(agreed(left, right))),
        (Shape::String(left), Shape::String(right)) => Some(Shape::String(agreed(left, right))),
        _ => None,
    }
}

fn both_objects(mut left: Object, right: Object) -> Object {
    for (name, property) in right.properties {
        match left.properties.get_mut(&name) {
            None => {
                left.properties.insert(name, property);
            }
            Some(known) => {
                known.required |= property.required;
                if known.value.bare() != property.value.bare() {
                    let parts = vec![known.value.clone(), property.value];
                    known.value = Type::of(Shape::AllOf(parts));
                }
            }
        }
    }
    left.additional = left.additional.or(right.additional);
    left
}

fn either_object(left: &Object, right: &Object) -> Object {
    let optional = |property: &Property| Property {
        required: false,
        ..property.clone()
    };
    let mut properties = left.properties.clone();
    for (name, known) in &mut properties {
        match right.properties.get(name) {
            None => known.required = false,
            Some(other) => {
                known.required &= other.required;
                known.value = either_type(&known.value, &other.value);
            }
        }
    }
    for (name, property) in &right.properties {
        if !properties.contains_key(name) {
            properties.insert(name.clone(), optional(property));
        }
    }
    // Where one side is a map of anything, its entries must find a place in the merged record.
    let open = [left, right]
        .iter()
        .any(|object| object.properties.is_empty() && object.additional.is_none());
    let additional = match (&left.additional, &right.additional) {
        _ if open => Some(Type::default()),
        (Some(left), Some(right)) => Some(either_type(left, right)),
        (Some(_), None) | (None, Some(_)) => Some(Type::default()),
        (None, None) => None,
    };
    Object {
        properties,
        additional: additional.map(Box::new),
    }
}
