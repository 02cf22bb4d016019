//! What examples show beyond a named type, to stand beside it.

use super::property_names::PropertyNames;
use crate::model::schema::{Object, Property, Schema, Shape};

/// How many references and parts are followed in search of a property.
const MAX_HOPS: usize = 64;

/// The part of what examples show that a declaration does not name, at any depth; None if it
/// names everything. The paths of what is added are collected.
pub(super) fn beside<'a: 's, 's>(
    declared: &'s Schema,
    shown: &Schema,
    resolve: &dyn Fn(&str) -> Option<&'a Schema>,
    path: &str,
    added: &mut Vec<String>,
) -> Option<Schema> {
    let resolve = |name: &str| -> Option<&'s Schema> { resolve(name) };
    find(declared, shown, &resolve, path, added)
}

fn find<'s>(
    declared: &'s Schema,
    shown: &Schema,
    resolve: &dyn Fn(&str) -> Option<&'s Schema>,
    path: &str,
    added: &mut Vec<String>,
) -> Option<Schema> {
    match &shown.shape {
        Shape::Object(shown_object) => {
            let names = PropertyNames::of(declared, resolve)?;
            let mut object = Object::default();
            for (name, property) in &shown_object.properties {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                let schema = if names.contains(name) {
                    property_of(declared, name, resolve).and_then(|declared| {
                        find(declared, &property.schema, resolve, &path, added)
                    })
                } else {
                    added.push(path);
                    Some(property.schema.clone())
                };
                if let Some(schema) = schema {
                    let required = false;
                    object
                        .properties
                        .insert(name.clone(), Property { schema, required });
                }
            }
            (!object.properties.is_empty()).then(|| Schema {
                nullable: path_is_nullable(declared, shown, resolve),
                ..Schema::of(Shape::Object(Box::new(object)))
            })
        }
        Shape::Array(shown_items) => {
            let items = items_of(declared, resolve, MAX_HOPS)?;
            let beside = find(items, shown_items, resolve, &format!("{path}[]"), added)?;
            Some(Schema {
                nullable: path_is_nullable(declared, shown, resolve),
                ..Schema::of(Shape::Array(Box::new(beside)))
            })
        }
        _ => None,
    }
}

/// What stands beside a nullable value must let `null` pass as well.
fn path_is_nullable<'s>(
    declared: &'s Schema,
    shown: &Schema,
    resolve: &dyn Fn(&str) -> Option<&'s Schema>,
) -> bool {
    let named = match &declared.shape {
        Shape::Reference(name) => resolve(name),
        _ => None,
    };
    shown.nullable || declared.nullable || named.is_some_and(|named| named.nullable)
}

/// The declared schema of a property, wherever among the parts it is.
pub(super) fn property_of<'s>(
    schema: &'s Schema,
    name: &str,
    resolve: &dyn Fn(&str) -> Option<&'s Schema>,
) -> Option<&'s Schema> {
    property_within(schema, name, resolve, MAX_HOPS)
}

fn property_within<'s>(
    schema: &'s Schema,
    name: &str,
    resolve: &dyn Fn(&str) -> Option<&'s Schema>,
    left: usize,
) -> Option<&'s Schema> {
    let left = left.checked_sub(1)?;
    match &schema.shape {
        Shape::Object(object) => object.properties.get(name).map(|property| &property.schema),
        Shape::Reference(reference) => property_within(resolve(reference)?, name, resolve, left),
        Shape::AllOf(parts) => parts
            .iter()
            .find_map(|part| property_within(part, name, resolve, left)),
        _ => None,
    }
}

fn items_of<'s>(
    schema: &'s Schema,
    resolve: &dyn Fn(&str) -> Option<&'s Schema>,
    left: usize,
) -> Option<&'s Schema> {
    let left = left.checked_sub(1)?;
    match &schema.shape {
        Shape::Array(items) => Some(items),
        Shape::Reference(reference) => items_of(resolve(reference)?, resolve, left),
        _ => None,
    }
}

/// Composes a declaration with what stands beside it. What is said of the whole stays outside.
pub(super) fn stand_beside(declared: &mut Schema, beside: Schema) {
    if let Shape::AllOf(parts) = &mut declared.shape {
        parts.push(beside);
        return;
    }
    let shape = std::mem::take(&mut declared.shape);
    declared.shape = Shape::AllOf(vec![Schema::of(shape), beside]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::infer::{accepts, complete, from_examples};
    use serde_json::json;

    #[test]
    fn a_named_type_stays_with_what_it_lacks_beside_it() {
        let user =
            from_examples([&json!({ "name": "A", "home": { "city": "B" }, "tags": [{ "a": 1 }] })]);
        let example = json!([{ "name": "A", "home": { "city": "B", "zip": "C" }, "tags": [{ "b": 2 }], "age": 3 }]);
        let declared = Schema::of(Shape::Array(Box::new(Schema::of(Shape::Reference(
            "User".to_owned(),
        )))));
        let completed = complete(declared, &from_examples([&example]), &|_| Some(&user));
        assert_eq!(completed.added, ["[].home.zip", "[].tags[].b", "[].age"]);
        let Shape::Array(items) = &completed.schema.shape else {
            panic!()
        };
        let Shape::AllOf(parts) = &items.shape else {
            panic!()
        };
        assert_eq!(parts[0], Schema::of(Shape::Reference("User".to_owned())));
        assert_eq!(parts.len(), 2);
        let lenient = |_: &str| None;
        assert_eq!(accepts(&completed.schema, &example, &lenient), Ok(()));
    }
}
