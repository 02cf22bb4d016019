//! What is sent and read.

use super::*;

#[test]
fn a_type_in_both_directions_is_judged_in_both() {
    check(
        &[(
            "/components/schemas/Order/required",
            json!(["number", "note"]),
        )],
        &[
            "request-property-became-required",
            "response-property-became-required",
        ],
        &[
            "response-property-became-optional",
            "request-property-became-optional",
        ],
    );
    check(
        &[(
            "/components/schemas/State/enum",
            json!(["open", "paid", "lost"]),
        )],
        &["response-enum-widened", "request-enum-widened"],
        &["request-enum-narrowed", "response-enum-narrowed"],
    );
    check(
        &[("/components/schemas/Order/properties/note", Value::Null)],
        &["request-property-removed", "response-property-removed"],
        &["request-property-added", "response-property-added"],
    );
    check(
        &[(
            "/components/schemas/Order/properties/note/nullable",
            json!(true),
        )],
        &["response-became-nullable", "request-became-nullable"],
        &[
            "request-became-not-nullable",
            "response-became-not-nullable",
        ],
    );
    check(
        &[(
            "/components/schemas/Line/properties/quantity/format",
            json!("int64"),
        )],
        &["response-format-widened", "request-format-widened"],
        &["request-format-narrowed", "response-format-narrowed"],
    );
    check(
        &[(
            "/components/schemas/Order/properties/payment/oneOf/1",
            Value::Null,
        )],
        &["request-variant-removed", "response-variant-removed"],
        &["response-variant-added", "request-variant-added"],
    );
    check(
        &[(
            "/components/schemas/Line/additionalProperties",
            json!(false),
        )],
        &[
            "request-additional-properties-narrowed",
            "response-additional-properties-narrowed",
        ],
        &[
            "response-additional-properties-widened",
            "request-additional-properties-widened",
        ],
    );
    check(
        &[(
            "/components/schemas/Order/properties/note/pattern",
            json!("^[a-z]*$"),
        )],
        &[
            "request-constraint-narrowed",
            "response-constraint-narrowed",
        ],
        &["response-constraint-widened", "request-constraint-widened"],
    );
    check(
        &[(
            "/components/schemas/Order/properties/note/not",
            json!({"enum": ["x"]}),
        )],
        &["request-schema-changed", "response-schema-changed"],
        &["request-schema-changed", "response-schema-changed"],
    );
}

#[test]
fn a_new_required_property_breaks_callers() {
    let edits = [
        (
            "/components/schemas/Order/properties/currency",
            json!({"type": "string"}),
        ),
        (
            "/components/schemas/Order/required",
            json!(["number", "currency"]),
        ),
    ];
    let found = compare(&base(), &edited(&edits));
    assert_eq!(
        names(&found),
        ["request-property-added-required", "response-property-added"]
    );
    assert_eq!(found[0].place.to_string(), "Order.currency");
    assert_eq!(found[0].operations, ["POST /orders"]);
    assert_eq!(
        found[1].operations,
        ["GET /orders", "GET /orders/{id}", "POST /orders"]
    );
}

#[test]
fn what_is_read_only_is_no_part_of_a_request() {
    check(
        &[(
            "/components/schemas/Order/properties/note/readOnly",
            json!(true),
        )],
        &["request-property-removed"],
        &["request-property-added"],
    );
    check(
        &[(
            "/components/schemas/Order/properties/note/writeOnly",
            json!(true),
        )],
        &["response-property-removed"],
        &["response-property-added"],
    );
}

#[test]
fn openapi_3_1_says_the_same_in_other_words() {
    let (mut old, mut new) = (base(), base());
    new["openapi"] = json!("3.1.0");
    let note = "/components/schemas/Order/properties/note";
    *old.pointer_mut(note).unwrap() =
        json!({"type": "string", "nullable": true, "enum": ["a", null]});
    *new.pointer_mut(note).unwrap() = json!({"type": ["string", "null"], "enum": ["a", null]});
    let parent = "/components/schemas/Order/properties/parent";
    let order = json!({"$ref": "#/components/schemas/Order"});
    *old.pointer_mut(parent).unwrap() = json!({"nullable": true, "allOf": [order]});
    *new.pointer_mut(parent).unwrap() = json!({"anyOf": [order, {"type": "null"}]});
    let page = "/paths/~1orders/get/parameters/0/schema";
    *old.pointer_mut(page).unwrap() =
        json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true});
    *new.pointer_mut(page).unwrap() = json!({"type": "integer", "exclusiveMinimum": 0});
    assert_eq!(names(&compare(&old, &new)), Vec::<&str>::new());
    assert_eq!(names(&compare(&new, &old)), Vec::<&str>::new());
}
