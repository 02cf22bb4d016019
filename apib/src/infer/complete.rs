//! A declaration that accepts its examples, but does not name everything that they show.

use crate::model::schema::{Additional, Object, Property, Schema, Shape};

/// A declared schema with what its examples show beyond it.
#[derive(Clone, Debug, PartialEq)]
pub struct Completed {
    /// The schema.
    pub schema: Schema,
    /// The properties that were added, such as `data.relationships.invoice`, in order.
    pub added: Vec<String>,
}

/// Adds to a declaration the properties that only the examples have, each of them optional.
///
/// Where a declaration says nothing but "any value", "a list" or "an object", what the examples
/// show takes its place. Everything else stays as it is declared. Objects that forbid other properties or say what those
/// are, named types and unions are left alone: they say more than a list of names.
///
/// ```
/// use apib::infer::{complete, from_examples};
/// use apib::model::schema::{Object, Property, Schema, Shape};
/// use serde_json::json;
///
/// let mut declared = Object::default();
/// let property = Property { schema: Schema::of(Shape::String), required: true };
/// declared.properties.insert("name".to_owned(), property);
/// let shown = from_examples([&json!({ "name": "A", "note": "B" })]);
///
/// let completed = complete(Schema::of(Shape::Object(declared)), &shown);
/// assert_eq!(completed.added, ["note"]);
/// ```
pub fn complete(declared: Schema, shown: &Schema) -> Completed {
    let mut completed = Completed {
        schema: declared,
        added: Vec::new(),
    };
    add(&mut completed.schema, shown, "", &mut completed.added);
    completed
}

/// Both sides are trees that were read with a limit of depth, so this ends.
fn add(declared: &mut Schema, shown: &Schema, path: &str, added: &mut Vec<String>) {
    if declared.is_any() {
        declared.shape = shown.shape.clone();
        declared.nullable |= shown.nullable;
        return;
    }
    match (&mut declared.shape, &shown.shape) {
        (Shape::Object(declared), Shape::Object(shown)) => {
            add_properties(declared, shown, path, added);
        }
        (Shape::Array(declared), Shape::Array(shown)) => {
            add(declared, shown, &format!("{path}[]"), added);
        }
        _ => {}
    }
}

fn add_properties(declared: &mut Object, shown: &Object, path: &str, added: &mut Vec<String>) {
    if declared.additional != Additional::Unspecified {
        return;
    }
    if declared.properties.is_empty() {
        // "Some object": the examples tell which one, be it a record or a map.
        declared.clone_from(shown);
        return;
    }
    for (name, property) in &shown.properties {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        if let Some(known) = declared.properties.get_mut(name) {
            add(&mut known.schema, &property.schema, &path, added);
        } else {
            added.push(path);
            let property = Property {
                schema: property.schema.clone(),
                required: false,
            };
            declared.properties.insert(name.clone(), property);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infer::from_examples;
    use serde_json::json;

    fn declared(additional: Additional) -> Schema {
        let Shape::Object(mut object) = from_examples([&json!({"a": [{"b": 1}]})]).shape else {
            panic!()
        };
        object.additional = additional;
        Schema::of(Shape::Object(object))
    }

    #[test]
    fn what_only_examples_show_is_added_at_any_depth() {
        let shown = from_examples([&json!({"a": [{"b": 2, "c": "x"}], "d": null})]);
        let completed = complete(declared(Additional::Unspecified), &shown);
        assert_eq!(completed.added, ["a[].c", "d"]);
    }

    #[test]
    fn a_closed_object_stays_closed() {
        let shown = from_examples([&json!({"d": 1})]);
        let before = declared(Additional::Forbidden);
        let completed = complete(before.clone(), &shown);
        assert_eq!(completed.schema, before);
        assert!(completed.added.is_empty());
    }
}
