//! Places in a schema that came from examples, and the samples that stand there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::names::folded;
use crate::limits;
use crate::model::schema::{Additional, Property, Schema, Shape};

/// One step from a schema to a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    Property(String),
    /// The elements of a list.
    Elements,
    /// The values of a map.
    Values,
    /// One of several alternatives.
    Alternative(usize),
    /// One of the parts that a declaration is composed of.
    Part(usize),
}

/// The way from a schema to a part of it.
pub(super) type Path = Vec<Step>;

/// The places of all properties at any depth, by their folded names, in the order of the schema.
pub(super) fn properties(schema: &Schema) -> BTreeMap<String, Vec<Path>> {
    let mut places = BTreeMap::new();
    collect(schema, &mut Vec::new(), &mut places);
    places
}

fn collect(schema: &Schema, path: &mut Path, places: &mut BTreeMap<String, Vec<Path>>) {
    // A path costs its length, so that the limit also keeps this linear.
    if path.len() > limits::MAX_NESTING {
        return;
    }
    let mut visit = |step: Step, schema: &Schema, places: &mut BTreeMap<String, Vec<Path>>| {
        path.push(step);
        if let Some(Step::Property(name)) = path.last() {
            places.entry(folded(name)).or_default().push(path.clone());
        }
        collect(schema, path, places);
        path.pop();
    };
    match &schema.shape {
        Shape::Object(object) => {
            for (name, property) in &object.properties {
                visit(Step::Property(name.clone()), &property.schema, places);
            }
            if let Additional::Values(values) = &object.additional {
                visit(Step::Values, values, places);
            }
        }
        Shape::Array(items) => visit(Step::Elements, items, places),
        Shape::OneOf(alternatives) | Shape::AnyOf(alternatives) => {
            for (index, alternative) in alternatives.iter().enumerate() {
                visit(Step::Alternative(index), alternative, places);
            }
        }
        _ => {}
    }
}

/// How many properties deep a place is.
pub(super) fn depth(path: &[Step]) -> usize {
    let is_property = |step: &&Step| matches!(step, Step::Property(_));
    path.iter().filter(is_property).count()
}

/// The schema at a place.
pub(super) fn schema_at<'s>(schema: &'s mut Schema, path: &[Step]) -> Option<&'s mut Schema> {
    path.iter()
        .try_fold(schema, |schema, step| match (step, &mut schema.shape) {
            (Step::Property(name), Shape::Object(object)) => object
                .properties
                .get_mut(name)
                .map(|property| &mut property.schema),
            (Step::Values, Shape::Object(object)) => match &mut object.additional {
                Additional::Values(values) => Some(&mut **values),
                _ => None,
            },
            (Step::Elements, Shape::Array(items)) => Some(&mut **items),
            (Step::Alternative(index), Shape::OneOf(schemas) | Shape::AnyOf(schemas))
            | (Step::Part(index), Shape::AllOf(schemas)) => schemas.get_mut(*index),
            _ => None,
        })
}

/// The property at a place that ends with one.
pub(super) fn property_at<'s>(schema: &'s mut Schema, path: &[Step]) -> Option<&'s mut Property> {
    let (Step::Property(name), parent) = path.split_last()? else {
        return None;
    };
    match &mut schema_at(schema, parent)?.shape {
        Shape::Object(object) => object.properties.get_mut(name),
        _ => None,
    }
}

/// What the examples have at a place.
#[derive(Debug, Default)]
pub(super) struct Samples<'v> {
    /// The values there, `null` left out.
    pub(super) values: Vec<&'v Value>,
    /// Whether an object that could have the property lacks it.
    pub(super) any_absent: bool,
}

pub(super) fn samples<'v>(examples: &[&'v Value], path: &[Step]) -> Samples<'v> {
    let mut samples = Samples {
        values: examples.to_vec(),
        any_absent: false,
    };
    for step in path {
        let values = std::mem::take(&mut samples.values);
        samples.any_absent = false;
        for value in values {
            match (step, value) {
                (Step::Property(name), Value::Object(members)) => match members.get(name) {
                    Some(value) => samples.values.push(value),
                    None => samples.any_absent = true,
                },
                (Step::Values, Value::Object(members)) => samples.values.extend(members.values()),
                (Step::Elements, Value::Array(values)) => samples.values.extend(values),
                (Step::Alternative(_) | Step::Part(_), value) => samples.values.push(value),
                _ => {}
            }
        }
    }
    samples.values.retain(|value| !value.is_null());
    samples
}

/// A place as people read it: `data[].attributes.state`.
pub(super) fn shown(path: &[Step]) -> String {
    path.iter().fold(String::new(), |mut shown, step| {
        match step {
            Step::Property(name) if shown.is_empty() => shown.push_str(name),
            Step::Property(name) => {
                shown.push('.');
                shown.push_str(name);
            }
            Step::Elements => shown.push_str("[]"),
            Step::Values => shown.push_str(".*"),
            Step::Alternative(_) | Step::Part(_) => {}
        }
        shown
    })
}
