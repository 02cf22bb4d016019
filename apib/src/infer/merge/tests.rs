use serde_json::{Value, json};

use super::from_examples;
use crate::model::schema::{Additional, Property, Schema, Shape};

fn shown(examples: &[Value]) -> Schema {
    from_examples(examples)
}

fn property(schema: &Schema, name: &str) -> Property {
    match &schema.shape {
        Shape::Object(object) => object.properties[name].clone(),
        other => panic!("not an object: {other:?}"),
    }
}

#[test]
fn one_instance_requires_nothing_and_two_require_what_both_have() {
    assert!(!property(&shown(&[json!({ "a": 1 })]), "a").required);
    let list = shown(&[json!([{ "a": 1, "b": 1 }, { "a": 2 }])]);
    let Shape::Array(items) = list.shape else {
        panic!()
    };
    assert!(property(&items, "a").required);
    assert!(!property(&items, "b").required);
    let examples = shown(&[json!({ "a": 1 }), json!({ "a": null })]);
    assert!(property(&examples, "a").required);
    assert!(property(&examples, "a").schema.nullable);
}

#[test]
fn whole_numbers_are_integers_only_by_role_or_size() {
    let schema =
        shown(&[json!({ "id": 1, "total": 2, "big": 9_007_199_254_740_993_i64, "tag-ids": [1] })]);
    assert_eq!(property(&schema, "id").schema.shape, Shape::Integer);
    assert_eq!(property(&schema, "total").schema.shape, Shape::Number);
    assert_eq!(
        property(&schema, "big").schema.format.as_deref(),
        Some("int64")
    );
    let Shape::Array(ids) = property(&schema, "tag-ids").schema.shape else {
        panic!()
    };
    assert_eq!(ids.shape, Shape::Integer);
    let widened = shown(&[json!({ "id": 1 }), json!({ "id": 1.5 })]);
    assert_eq!(property(&widened, "id").schema.shape, Shape::Number);
    assert_eq!(
        property(&shown(&[json!({ "id": 1.0 })]), "id").schema.shape,
        Shape::Number
    );
}

#[test]
fn formats_survive_only_where_all_samples_have_them() {
    let same = shown(&[
        json!("2017-10-16T00:00:00"),
        json!("2018-10-16T00:00:00"),
        json!(null),
    ]);
    assert_eq!(same.format.as_deref(), Some("date-time-local"));
    assert!(same.nullable);
    let mixed = shown(&[
        json!("2017-10-16T00:00:00"),
        json!("2018-10-16T00:00:00Z"),
        json!("2018-10-16T00:00:00Z"),
    ]);
    assert_eq!(mixed.format, None);
    assert_eq!(shown(&[json!("2017-10-16"), json!("")]).format, None);
}

#[test]
fn lists_merge_their_elements_and_an_empty_one_tells_nothing() {
    let Shape::Array(items) = shown(&[json!([]), json!([1])]).shape else {
        panic!()
    };
    assert_eq!(items.shape, Shape::Number);
    let Shape::Array(items) = shown(&[json!([])]).shape else {
        panic!()
    };
    assert!(items.is_any());
}

#[test]
fn objects_named_by_identifiers_are_maps() {
    let schema = shown(&[json!({ "17": { "a": 1 }, "18": { "a": 2, "b": 1 } })]);
    let Shape::Object(map) = schema.shape else {
        panic!()
    };
    assert!(map.properties.is_empty());
    let Additional::Values(values) = map.additional else {
        panic!()
    };
    assert!(property(&values, "a").required);
    assert!(!property(&values, "b").required);
    let record = shown(&[json!({ "17": 1, "name": 2 })]);
    assert_eq!(property(&record, "17").schema.shape, Shape::Number);
    assert_eq!(shown(&[json!({})]).shape, Shape::Object(Box::default()));
}

#[test]
fn kinds_that_differ_are_alternatives() {
    let schema = shown(&[json!("a"), json!(1), json!(null), json!(2.5)]);
    assert!(schema.nullable);
    let kinds = vec![Schema::of(Shape::Number), Schema::of(Shape::String)];
    assert_eq!(schema.shape, Shape::AnyOf(kinds));
    assert_eq!(
        shown(&[json!(null)]),
        Schema {
            nullable: true,
            ..Schema::default()
        }
    );
}
