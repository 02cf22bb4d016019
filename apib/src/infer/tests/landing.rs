//! What is not where the declaration has it, found by its name.

use super::*;

#[test]
fn an_enumeration_lands_on_the_property_that_can_have_its_values() {
    let example = json!({
        "data": [
            { "type": "partner", "attributes": { "type": 1, "invoice-state": 2 } },
            { "type": "partner", "attributes": { "type": 2, "invoice-state": null } },
        ],
        "included": [{ "type": "country", "attributes": { "type": 9 } }],
    });
    let members = [json!(1), json!(2)];
    let declared = object(vec![
        ("type", one_of(Shape::Number, &members), false),
        ("invoiceState", one_of(Shape::Any, &members), false),
    ]);
    let reconciled = laid(&[example], &declared);
    assert_eq!(messages(&reconciled), [""; 0]);
    let schema = &reconciled.schema;
    assert_eq!(at(schema, "data[].type").schema, text());
    assert_eq!(at(schema, "data[].attributes.type").schema.members.len(), 2);
    assert_eq!(
        at(schema, "data[].attributes.type").schema.shape,
        Shape::Integer
    );
    assert_eq!(
        at(schema, "included[].attributes.type")
            .schema
            .members
            .len(),
        0
    );
    let state = at(schema, "data[].attributes.invoice-state").schema;
    assert!(state.nullable);
    assert_eq!((state.shape, state.members.len()), (Shape::Integer, 2));
}

#[test]
fn a_sample_outside_of_its_enumeration_is_reported() {
    let declared = object(vec![(
        "kind",
        one_of(Shape::Number, &[json!(5), json!(6)]),
        false,
    )]);
    let reconciled = laid(&[json!({ "data": { "kind": 1 } })], &declared);
    assert_eq!(
        messages(&reconciled),
        ["`1` is not among the declared values of `kind` (at `data.kind`)"]
    );
    let members = at(&reconciled.schema, "data.kind").schema.members;
    let values: Vec<&Value> = members.iter().map(|member| &member.value).collect();
    assert_eq!(values, [5, 6, 1]);
}

#[test]
fn an_enumeration_of_another_kind_is_left_off() {
    let declared = object(vec![("type", one_of(Shape::Number, &[json!(1)]), false)]);
    let reconciled = laid(&[json!({ "data": { "type": "good" } })], &declared);
    assert_eq!(
        messages(&reconciled),
        ["`type` is declared as number, but the examples show string (at `data.type`)"]
    );
    assert_eq!(at(&reconciled.schema, "data.type").schema, text());
}

#[test]
fn required_counts_where_most_of_the_declaration_was_found() {
    let example = json!({ "data": {
        "attributes": { "name": "A", "created": "B" },
        "relationships": { "owner": { "data": null }, "address": { "data": { "zip": "C" } } },
    } });
    let declared = object(vec![
        ("company-id", number(), true),
        ("name", text(), true),
        ("created", text(), false),
        ("owner", object(Vec::new()), true),
        ("zip", text(), true),
    ]);
    let reconciled = laid(&[example], &declared);
    let schema = &reconciled.schema;
    assert!(at(schema, "data.attributes.name").required);
    assert!(!at(schema, "data.attributes.created").required);
    assert!(at(schema, "data.relationships.owner").required);
    assert!(!at(schema, "data.relationships.address.data.zip").required);
    assert_eq!(
        messages(&reconciled),
        ["`company-id` is declared as required, but no example has it"]
    );
}

#[test]
fn required_does_not_count_against_an_example() {
    let declared = object(vec![("a", number(), true), ("b", number(), true)]);
    let reconciled = laid(&[json!([{ "a": 1, "b": 2 }, { "a": 1 }])], &declared);
    let Shape::Array(items) = &reconciled.schema.shape else {
        panic!()
    };
    assert!(at(items, "a").required);
    assert!(!at(items, "b").required);
    assert_eq!(
        reconciled.contradictions[0].kind,
        ContradictionKind::RequiredButAbsent
    );
}

#[test]
fn what_stands_below_a_misplaced_list_is_found_by_its_names() {
    let example = json!({ "activities": { "data": [{ "attributes": { "state": 4 } }] } });
    let element = object(vec![("state", one_of(Shape::Number, &[json!(4)]), true)]);
    let list = Schema::of(Shape::Array(Box::new(element)));
    let reconciled = laid(&[example], &object(vec![("activities", list, true)]));
    let state = at(&reconciled.schema, "activities.data[].attributes.state");
    assert_eq!(state.schema.members.len(), 1);
    assert_eq!(
        messages(&reconciled),
        ["`activities` is declared as list, but the examples show object"]
    );
}
