//! Declarations laid over what examples show.

use serde_json::{Value, json};

use super::contradiction::ContradictionKind;
use super::reconcile::Reconciled;
use super::{accepts, from_examples, reconcile};
use crate::model::schema::{Member, Object, Property, Schema, Shape};

mod landing;

fn object(properties: Vec<(&str, Schema, bool)>) -> Schema {
    let property = |(name, schema, required): (&str, Schema, bool)| {
        (name.to_owned(), Property { schema, required })
    };
    Schema::of(Shape::Object(Box::new(Object {
        properties: properties.into_iter().map(property).collect(),
        ..Object::default()
    })))
}

fn number() -> Schema {
    Schema::of(Shape::Number)
}

fn text() -> Schema {
    Schema::of(Shape::String)
}

fn one_of(base: Shape, values: &[Value]) -> Schema {
    let member = |value: &Value| Member {
        value: value.clone(),
        description: None,
    };
    Schema {
        members: values.iter().map(member).collect(),
        ..Schema::of(base)
    }
}

fn laid(examples: &[Value], declared: &Schema) -> Reconciled {
    let examples: Vec<&Value> = examples.iter().collect();
    let inferred = from_examples(examples.iter().copied());
    reconcile(inferred, &examples, declared, &|_| None)
}

/// The property at a path such as `data[].attributes`.
#[track_caller]
fn at(schema: &Schema, path: &str) -> Property {
    let mut found = Property {
        schema: schema.clone(),
        required: false,
    };
    for name in path.split('.') {
        let Shape::Object(object) = found.schema.shape else {
            panic!("no object before {name}");
        };
        found = object.properties[name.trim_end_matches("[]")].clone();
        if name.ends_with("[]") {
            let Shape::Array(items) = found.schema.shape else {
                panic!("{name} is no list");
            };
            found.schema = *items;
        }
    }
    found
}

fn messages(reconciled: &Reconciled) -> Vec<String> {
    let contradictions = reconciled.contradictions.iter();
    contradictions.map(ToString::to_string).collect()
}

#[test]
fn a_value_never_seen_but_as_null_is_what_the_declaration_says() {
    let declared = object(vec![
        ("state", one_of(Shape::Number, &[json!(1)]), false),
        ("note", text(), false),
    ]);
    let reconciled = laid(
        &[json!({ "data": { "state": null, "note": null } })],
        &declared,
    );
    let state = at(&reconciled.schema, "data.state").schema;
    assert_eq!((state.shape, state.nullable), (Shape::Integer, true));
    let note = at(&reconciled.schema, "data.note").schema;
    assert_eq!((note.shape, note.nullable), (Shape::String, true));
}

#[test]
fn a_nested_declaration_is_laid_where_it_says() {
    let example =
        json!({ "data": { "type": "flow", "id": "1", "attributes": { "type": 1, "tax": 2 } } });
    let attributes = object(vec![
        ("type", one_of(Shape::Any, &[json!(1), json!(2)]), true),
        (
            "tax",
            Schema {
                format: Some("int64".into()),
                description: Some("T".to_owned()),
                ..Schema::of(Shape::Integer)
            },
            false,
        ),
    ]);
    let data = object(vec![
        ("type", text(), true),
        ("id", Schema::of(Shape::Integer), false),
        ("attributes", attributes, true),
    ]);
    let reconciled = laid(&[example], &object(vec![("data", data, true)]));
    let schema = &reconciled.schema;
    assert!(at(schema, "data.type").required);
    assert_eq!(at(schema, "data.type").schema.members.len(), 0);
    assert_eq!(at(schema, "data.attributes.type").schema.members.len(), 2);
    let tax = at(schema, "data.attributes.tax").schema;
    assert_eq!(
        (tax.shape, tax.format.as_deref(), tax.description.as_deref()),
        (Shape::Integer, Some("int64"), Some("T"))
    );
    assert_eq!(
        messages(&reconciled),
        ["`id` is declared as integer, but the examples show string (at `data.id`)"]
    );
}

#[test]
fn types_and_formats_give_way_to_samples() {
    let declared = object(vec![
        ("amount", Schema::of(Shape::Integer), false),
        (
            "from",
            Schema {
                format: Some("date-time".into()),
                ..text()
            },
            false,
        ),
    ]);
    let reconciled = laid(
        &[json!({ "amount": 2.5, "from": "2017-10-16T00:00:00" })],
        &declared,
    );
    assert_eq!(at(&reconciled.schema, "amount").schema, number());
    assert_eq!(
        at(&reconciled.schema, "from").schema.format.as_deref(),
        Some("date-time-local")
    );
    assert_eq!(
        messages(&reconciled),
        [
            "`amount` is declared as integer, but the examples show number",
            "`from` is declared as `date-time`, but a sample is not",
        ]
    );
}

#[test]
fn references_are_followed_and_may_be_recursive() {
    let link = || Schema::of(Shape::Reference("Node".to_owned()));
    let node = object(vec![
        ("next", link(), false),
        ("other", link(), false),
        (
            "id",
            Schema {
                description: Some("I".to_owned()),
                ..number()
            },
            true,
        ),
    ]);
    let example = json!({ "id": "x", "next": { "id": 1 } });
    let resolve = |name: &str| (name == "Node").then_some(&node);
    let declared = link();
    let reconciled = reconcile(from_examples([&example]), &[&example], &declared, &resolve);
    let id = at(&reconciled.schema, "next.id");
    assert!(id.required);
    assert_eq!(id.schema.description.as_deref(), Some("I"));
    assert_eq!(at(&reconciled.schema, "id").schema, text());
}

#[test]
fn laying_keeps_the_examples_acceptable() {
    let example =
        json!({ "data": { "id": "7", "n": 1, "s": "2017-10-16", "list": [], "none": null } });
    let declared = object(vec![
        ("id", number(), true),
        ("n", text(), true),
        (
            "s",
            Schema {
                format: Some("uuid".into()),
                ..text()
            },
            true,
        ),
        ("list", Schema::of(Shape::Array(Box::new(number()))), true),
        ("none", object(vec![("x", number(), true)]), true),
    ]);
    let reconciled = laid(std::slice::from_ref(&example), &declared);
    assert_eq!(accepts(&reconciled.schema, &example, &|_| None), Ok(()));
}

#[test]
fn without_samples_the_types_alone_are_held_against_each_other() {
    let example = json!({ "data": { "type": "a", "state": 1 } });
    let declared = object(vec![
        ("state", one_of(Shape::Number, &[json!(1)]), true),
        ("type", number(), true),
    ]);
    let reconciled = reconcile(from_examples([&example]), &[], &declared, &|_| None);
    assert_eq!(at(&reconciled.schema, "data.state").schema.members.len(), 1);
    assert_eq!(at(&reconciled.schema, "data.type").schema, text());
}
