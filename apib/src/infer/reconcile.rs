//! A declaration that does not describe its own examples, laid over the schema that they show.

use serde_json::Value;

use super::contradiction::Contradiction;
use super::overlay;
use crate::model::schema::Schema;

/// The schema of the examples with what the declaration still tells.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reconciled {
    /// The schema.
    pub(crate) schema: Schema,
    /// What the declaration says and the examples do not show.
    pub(crate) contradictions: Vec<Contradiction>,
}

/// Lays what a declaration tells (enumerations, types, formats, descriptions, defaults, whether
/// a property is required or nullable) over the schema that `inferred` is of the `examples`.
///
/// Declared properties are first sought where the declaration has them, and those that are not
/// there by their names at any depth, so that a flat list of fields reaches the members of an
/// envelope. Names are the same in camel, kebab and snake case. A property lands where its type
/// goes with that of the examples; of several such places, where its enumeration holds all
/// samples, and of those, where it is least deep. `required` of a property that was found by name
/// counts only at the depth at which most of its siblings were found. Nothing is added that the
/// examples do not have, and constraints such as `maxLength` are not taken over, since nothing
/// holds them against the examples.
pub(crate) fn reconcile<'a, 'named: 'a>(
    inferred: Schema,
    examples: &[&Value],
    declared: &'a Schema,
    resolve: &dyn Fn(&str) -> Option<&'named Schema>,
) -> Reconciled {
    let resolve = |name: &str| -> Option<&'a Schema> { resolve(name) };
    let (schema, contradictions) = overlay::overlay(inferred, examples, declared, &resolve);
    Reconciled {
        schema,
        contradictions,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_flat_declaration_reaches_into_an_envelope() {
        use crate::infer::{from_examples, reconcile};
        use crate::model::schema::{Member, Object, Property, Schema, Shape};
        use serde_json::json;

        let example = json!({ "data": { "type": "task", "attributes": { "type": 2 } } });
        let members = [1, 2].map(|value| Member {
            value: json!(value),
            description: None,
        });
        let schema = Schema {
            members: members.into(),
            ..Schema::of(Shape::Number)
        };
        let property = Property {
            schema,
            required: true,
        };
        let declared = Schema::of(Shape::Object(Box::new(Object {
            properties: [("type".to_owned(), property)].into_iter().collect(),
            ..Object::default()
        })));

        let inferred = from_examples([&example]);
        let reconciled = reconcile(inferred, &[&example], &declared, &|_| None);
        let part = |schema: &Schema, name: &str| match &schema.shape {
            Shape::Object(object) => object.properties[name].clone(),
            _ => panic!("an object"),
        };
        let data = part(&reconciled.schema, "data").schema;
        assert!(part(&data, "type").schema.members.is_empty());
        let number = part(&part(&data, "attributes").schema, "type");
        assert_eq!(number.schema.shape, Shape::Integer);
        assert_eq!(number.schema.members.len(), 2);
        assert!(number.required);
    }
}
