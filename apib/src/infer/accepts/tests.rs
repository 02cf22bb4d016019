use serde_json::json;
use thin_vec::thin_vec;

use super::*;
use crate::model::schema::{Additional, Member, Object, Property, Schema, Shape};

fn object(properties: Vec<(&str, Schema, bool)>) -> Schema {
    let property = |(name, schema, required): (&str, Schema, bool)| {
        (name.to_owned(), Property { schema, required })
    };
    Schema::of(Shape::Object(Box::new(Object {
        properties: properties.into_iter().map(property).collect(),
        ..Object::default()
    })))
}

fn check(schema: &Schema, value: &Value) -> Option<String> {
    accepts(schema, value, &|_| None)
        .err()
        .map(|mismatch| mismatch.to_string())
}

#[test]
fn kinds_and_null() {
    let text = Schema::of(Shape::String);
    assert_eq!(check(&text, &json!("a")), None);
    assert_eq!(
        check(&text, &json!(1)).unwrap(),
        "a string expected, `1` found"
    );
    assert_eq!(
        check(&text, &json!(null)).unwrap(),
        "a string expected, null found"
    );
    let nullable = Schema {
        nullable: true,
        ..text
    };
    assert_eq!(check(&nullable, &json!(null)), None);
    assert!(check(&Schema::of(Shape::Integer), &json!(1.5)).is_some());
    assert_eq!(check(&Schema::of(Shape::Number), &json!(1)), None);
}

#[test]
fn required_and_forbidden_properties() {
    let schema = object(vec![
        ("a", Schema::of(Shape::Number), true),
        ("b", Schema::default(), false),
    ]);
    assert_eq!(check(&schema, &json!({ "a": 1, "x": 2 })), None);
    assert_eq!(
        check(&schema, &json!({ "b": 1 })).unwrap(),
        "at `/a`, a value expected, nothing found"
    );
    let Shape::Object(mut closed) = schema.shape else {
        panic!()
    };
    closed.additional = Additional::Forbidden;
    let closed = Schema::of(Shape::Object(closed));
    assert_eq!(
        check(&closed, &json!({ "a": 1, "x/y": 2 })).unwrap(),
        "at `/x~1y`, nothing expected, `2` found"
    );
}

#[test]
fn a_description_of_single_fields_is_no_description_of_the_whole() {
    let flat = object(vec![("state", Schema::of(Shape::Number), false)]);
    assert!(check(&flat, &json!({ "data": { "attributes": { "state": 1 } } })).is_some());
    assert_eq!(check(&flat, &json!({})), None);
    let base = object(vec![("other", Schema::default(), false)]);
    let all = Schema::of(Shape::AllOf(vec![base, flat]));
    assert_eq!(check(&all, &json!({ "state": 1 })), None);
    assert!(check(&all, &json!({ "data": 1 })).is_some());
}

#[test]
fn enumerations_and_formats() {
    let member = |value| Member {
        value,
        description: None,
    };
    let members = thin_vec![member(json!(1)), member(json!(2))];
    let schema = Schema {
        members,
        ..Schema::of(Shape::Number)
    };
    assert_eq!(check(&schema, &json!(2.0)), None);
    assert_eq!(
        check(&schema, &json!(3)).unwrap(),
        "one of the enumerated values expected, `3` found"
    );
    let date_time = Schema {
        format: Some("date-time".into()),
        ..Schema::of(Shape::String)
    };
    assert!(check(&date_time, &json!("2017-10-16T00:00:00")).is_some());
    assert_eq!(check(&date_time, &json!("2017-10-16T00:00:00Z")), None);
}

#[test]
fn references_are_followed_and_may_be_recursive() {
    let link = Schema::of(Shape::Reference("Node".to_owned()));
    let node = object(vec![
        ("next", link.clone(), false),
        ("id", Schema::of(Shape::Number), true),
    ]);
    let resolve = |name: &str| (name == "Node").then_some(&node);
    let value = json!({ "id": 1, "next": { "id": "x" } });
    assert_eq!(
        accepts(&link, &value, &resolve).unwrap_err().pointer,
        "/next/id"
    );
    let itself = Schema::of(Shape::Reference("Node".to_owned()));
    assert!(accepts(&link, &json!({}), &|_| Some(&itself)).is_ok());
    assert!(accepts(&link, &json!({}), &|_| None).is_ok());
}

/// Each level of the value is held against each alternative once, not once for every way down.
#[test]
fn alternatives_that_refer_to_each_other_are_asked_once() {
    let parts = (0..10).map(|kind| {
        let kind = Schema {
            members: thin_vec![Member {
                value: json!(kind),
                description: None,
            }],
            ..Schema::of(Shape::Number)
        };
        let next = Schema::of(Shape::Reference("Node".to_owned()));
        object(vec![("next", next, false), ("kind", kind, false)])
    });
    let node = Schema::of(Shape::OneOf(parts.collect()));
    let resolve = |name: &str| (name == "Node").then_some(&node);
    let value = (0..30).fold(
        json!({ "kind": 3 }),
        |next, _| json!({ "kind": 3, "next": next }),
    );
    let check = Check::new(&resolve);
    assert!(check.schema(&node, &value, 0).is_ok());
    assert!(!check.is_incomplete());
    let value = (0..30).fold(
        json!({ "kind": 10 }),
        |next, _| json!({ "kind": 3, "next": next }),
    );
    assert!(check.schema(&node, &value, 0).is_err());
    assert!(!check.is_incomplete());
}

#[test]
fn one_alternative_must_accept() {
    let either = Schema::of(Shape::OneOf(vec![
        Schema::of(Shape::Number),
        Schema::of(Shape::String),
    ]));
    assert_eq!(check(&either, &json!("a")), None);
    assert!(check(&either, &json!(true)).is_some());
}

#[test]
fn no_more_than_one_alternative_of_one_of_may_let_a_value_pass() {
    let person = object(vec![("name", Schema::of(Shape::String), false)]);
    let dog = object(vec![("bark", Schema::of(Shape::Boolean), false)]);
    let parts = vec![person, dog];
    let any_of = Schema::of(Shape::AnyOf(parts.clone()));
    assert_eq!(check(&any_of, &json!({ "name": "A" })), None);
    let one_of = Schema::of(Shape::OneOf(parts));
    assert_eq!(
        check(&one_of, &json!({ "name": "A" })).unwrap(),
        "exactly one of several alternatives expected, what fits more than one found"
    );
    assert_eq!(check(&one_of, &json!({ "name": "A", "bark": 1 })), None);
}

#[test]
fn constraints_and_widths_count() {
    let mut text = Schema::of(Shape::String);
    text.constraints.insert("maxLength".to_owned(), json!(2));
    assert_eq!(
        check(&text, &json!("abc")).unwrap(),
        "`maxLength` of 2 expected, a string found"
    );
    let narrow = Schema {
        format: Some("int32".into()),
        ..Schema::of(Shape::Integer)
    };
    assert_eq!(check(&narrow, &json!(1)), None);
    assert!(check(&narrow, &json!(3_000_000_000_u64)).is_some());
}
