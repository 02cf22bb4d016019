use std::collections::BTreeMap;

use serde_json::{Value, json};
use thin_vec::thin_vec;

use super::{Widened, widen};
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

fn reference(name: &str) -> Schema {
    Schema::of(Shape::Reference(name.to_owned()))
}

fn property<'s>(schema: &'s Schema, name: &str) -> &'s Property {
    match &schema.shape {
        Shape::Object(object) => &object.properties[name],
        other => panic!("no object: {other:?}"),
    }
}

fn widened(declared: &Schema, examples: &[Value], types: &[(&str, Schema)]) -> Option<Widened> {
    let types: BTreeMap<&str, &Schema> = types.iter().map(|(name, it)| (*name, it)).collect();
    let examples: Vec<&Value> = examples.iter().collect();
    widen(declared, &examples, &|name| types.get(name).copied())
}

#[test]
fn what_fits_stays_as_it_is() {
    let declared = object(vec![("a", Schema::of(Shape::Number), true)]);
    let same = widened(&declared, &[json!({ "a": 1, "b": 2 })], &[]).unwrap();
    assert_eq!((same.schema, same.contradictions), (declared, vec![]));
}

#[test]
fn what_can_be_let_pass_is() {
    let limited = |keyword: &str, bound: Value, shape| {
        let mut schema = Schema::of(shape);
        schema.constraints.insert(keyword.to_owned(), bound);
        schema
    };
    let state = Schema {
        members: thin_vec![Member {
            value: json!("open"),
            description: None,
        }],
        ..Schema::of(Shape::String)
    };
    let day = Schema {
        format: Some("date".into()),
        ..Schema::of(Shape::String)
    };
    let declared = object(vec![
        ("id", Schema::of(Shape::Integer), true),
        ("state", state, false),
        ("day", day, true),
        ("code", limited("maxLength", json!(2), Shape::String), false),
        ("gone", Schema::of(Shape::String), true),
    ]);
    let examples = [
        json!({ "id": 1.5, "state": "shut", "day": "soon", "code": "abc" }),
        json!({ "id": 1, "state": "open", "day": null, "code": "ab" }),
    ];
    let widened = widened(&declared, &examples, &[]).unwrap();
    let schema = &widened.schema;
    assert_eq!(property(schema, "id").schema.shape, Shape::Number);
    assert_eq!(property(schema, "state").schema.members.len(), 2);
    assert!(property(schema, "day").schema.nullable);
    assert_eq!(property(schema, "day").schema.format, None);
    assert!(property(schema, "code").schema.constraints.is_empty());
    assert!(!property(schema, "gone").required);
    let messages: Vec<String> = widened
        .contradictions
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        messages,
        [
            "`id` is declared as integer, but the examples show number",
            "`shut` is not among the declared values of `state`",
            "`day` is declared as `date`, but a sample is not",
            "`day` is `null` in an example, but not declared nullable",
            "a sample of `code` does not keep to its declared `maxLength`",
            "`gone` is declared as required, but not every example has it",
        ]
    );
}

#[test]
fn named_types_are_widened_themselves_and_stay() {
    let node = object(vec![
        ("id", Schema::of(Shape::Number), true),
        ("next", reference("Node"), false),
        ("tag", Schema::default(), false),
    ]);
    let declared = object(vec![("root", reference("Node"), true)]);
    let example = json!({ "root": { "id": "x", "next": { "id": 1, "next": null, "tag": true } } });
    let widened = widened(&declared, &[example], &[("Node", node)]).unwrap();
    assert_eq!(widened.schema, declared);
    let node = &widened.types["Node"];
    let either = vec![Schema::of(Shape::Number), Schema::of(Shape::String)];
    assert_eq!(property(node, "id").schema.shape, Shape::AnyOf(either));
    assert!(property(node, "next").schema.nullable);
    assert_eq!(property(node, "tag").schema.shape, Shape::Boolean);
    assert_eq!(widened.contradictions[0].place, "root.id");
}

#[test]
fn closed_objects_open_and_exclusive_alternatives_loosen() {
    let mut closed = object(vec![("a", Schema::of(Shape::Number), true)]);
    if let Shape::Object(object) = &mut closed.shape {
        object.additional = Additional::Forbidden;
    }
    let opened = widened(&closed, &[json!({ "a": 1, "b": 2 })], &[]).unwrap();
    assert!(
        matches!(&opened.schema.shape, Shape::Object(it) if it.additional == Additional::Unspecified)
    );
    let part = |name| object(vec![(name, Schema::of(Shape::Number), false)]);
    let one_of = Schema::of(Shape::OneOf(vec![part("a"), part("b")]));
    let loosened = widened(&one_of, &[json!({ "a": 1 })], &[]).unwrap();
    assert!(matches!(loosened.schema.shape, Shape::AnyOf(_)));
}

#[test]
fn what_is_something_else_is_not_widened() {
    let flat = object(vec![("state", Schema::of(Shape::Number), false)]);
    let envelope = json!({ "data": { "state": 1 } });
    assert_eq!(widened(&flat, &[envelope], &[]), None);
    assert_eq!(widened(&flat, &[json!([])], &[]), None);
    assert_eq!(widened(&flat, &[json!({ "state": "x" })], &[]), None);
    let itself = reference("Loop");
    assert!(widened(&itself, &[json!({ "a": 1 })], &[("Loop", itself.clone())]).is_some());
}

#[test]
fn checking_ends_however_many_alternatives_there_are() {
    let alternatives = (0..600).map(|_| object(vec![("a", Schema::of(Shape::Number), true)]));
    let declared = Schema::of(Shape::Array(Box::new(Schema::of(Shape::OneOf(
        alternatives.collect(),
    )))));
    let example = Value::Array(vec![json!({ "b": 1 }); 2000]);
    let widened = widened(&declared, &[example], &[]);
    assert!(widened.is_some_and(|widened| widened.is_incomplete));
}

#[test]
fn a_null_makes_the_property_of_a_named_type_nullable() {
    use crate::infer::widen;
    use crate::model::schema::{Object, Property, Schema, Shape};
    use serde_json::json;

    let mut user = Object::default();
    let property = Property {
        schema: Schema::of(Shape::String),
        required: true,
    };
    user.properties.insert("name".to_owned(), property);
    let user = Schema::of(Shape::Object(user.into()));

    let declared = Schema::of(Shape::Reference("User".to_owned()));
    let example = json!({ "name": null });
    let widened = widen(&declared, &[&example], &|_| Some(&user)).unwrap();
    assert_eq!(widened.schema, declared);
    let Shape::Object(user) = &widened.types["User"].shape else {
        panic!()
    };
    assert!(user.properties["name"].schema.nullable);
    assert_eq!(
        widened.contradictions[0].to_string(),
        "`name` is `null` in an example, but not declared nullable",
    );
}
