//! A declaration that accepts its examples, but does not name everything that they, or another
//! declaration, show.

use super::beside::{beside, stand_beside};
use crate::model::schema::{Additional, Object, Property, Schema, Shape};

/// A declared schema with what its examples show beyond it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Completed {
    /// The schema.
    pub(crate) schema: Schema,
    /// The properties that were added, such as `data.relationships.invoice`, in order.
    pub(crate) added: Vec<String>,
}

/// Adds to a declaration the properties that only the examples have, each of them optional.
///
/// Where a declaration says nothing but "any value", "a list" or "an object", what the examples
/// show takes its place, and where it has no description, that of `shown`, which may as well be a
/// less trusted declaration. Everything else stays as it is declared. A named type stays the type that
/// it is: what the examples show beyond it stands beside the reference, in an `allOf`. Objects
/// that forbid other properties or say what those are, and unions are left alone: they say more
/// than a list of names.
pub(crate) fn complete<'a>(
    declared: Schema,
    shown: &Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
) -> Completed {
    let mut completing = Completing {
        resolve,
        added: Vec::new(),
    };
    let mut schema = declared;
    completing.add(&mut schema, shown, "");
    Completed {
        schema,
        added: completing.added,
    }
}

struct Completing<'a, 'r> {
    resolve: &'r dyn Fn(&str) -> Option<&'a Schema>,
    added: Vec<String>,
}

/// The declaration and the examples are trees that were read with a limit of depth, so this ends.
impl Completing<'_, '_> {
    fn add(&mut self, declared: &mut Schema, shown: &Schema, path: &str) {
        if declared.description.is_none() {
            declared.description.clone_from(&shown.description);
        }
        if declared.is_any() {
            declared.shape = shown.shape.clone();
            declared.nullable |= shown.nullable;
            return;
        }
        match (&mut declared.shape, &shown.shape) {
            (Shape::Object(declared), Shape::Object(shown)) => {
                self.add_properties(declared, shown, path);
            }
            (Shape::Array(declared), Shape::Array(shown)) => {
                self.add(declared, shown, &format!("{path}[]"));
            }
            (Shape::Reference(_) | Shape::AllOf(_), Shape::Object(_)) => {
                let named = declared.clone();
                let beside = beside(&named, shown, self.resolve, path, &mut self.added);
                if let Some(beside) = beside {
                    stand_beside(declared, beside);
                }
            }
            _ => {}
        }
    }

    fn add_properties(&mut self, declared: &mut Object, shown: &Object, path: &str) {
        if declared.additional != Additional::Unspecified {
            return;
        }
        if declared.properties.is_empty() {
            // "Some object": the examples tell which one, be it a record or a map.
            declared.clone_from(shown);
            return;
        }
        for (name, property) in &shown.properties {
            let path = below(path, name);
            if let Some(known) = declared.properties.get_mut(name) {
                self.add(&mut known.schema, &property.schema, &path);
            } else {
                self.added.push(path);
                declared
                    .properties
                    .insert(name.clone(), optional(property.schema.clone()));
            }
        }
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

fn optional(schema: Schema) -> Property {
    Property {
        schema,
        required: false,
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
        let completed = complete(declared(Additional::Unspecified), &shown, &|_| None);
        assert_eq!(completed.added, ["a[].c", "d"]);
    }

    #[test]
    fn a_closed_object_stays_closed() {
        let shown = from_examples([&json!({"d": 1})]);
        let before = declared(Additional::Forbidden);
        let completed = complete(before.clone(), &shown, &|_| None);
        assert_eq!(completed.schema, before);
        assert!(completed.added.is_empty());
    }

    #[test]
    fn what_stands_beside_a_named_type() {
        use crate::infer::{complete, from_examples};
        use crate::model::schema::{Object, Property, Schema, Shape};
        use serde_json::json;

        let mut user = Object::default();
        let property = Property {
            schema: Schema::of(Shape::String),
            required: true,
        };
        user.properties.insert("name".to_owned(), property);
        let user = Schema::of(Shape::Object(user.into()));
        let shown = from_examples([&json!({ "name": "A", "note": "B" })]);

        let completed = complete(user.clone(), &shown, &|_| None);
        assert_eq!(completed.added, ["note"]);

        let reference = Schema::of(Shape::Reference("User".to_owned()));
        let completed = complete(reference.clone(), &shown, &|_| Some(&user));
        let Shape::AllOf(parts) = completed.schema.shape else {
            panic!()
        };
        assert_eq!((&parts[0], parts.len()), (&reference, 2));
    }
}
