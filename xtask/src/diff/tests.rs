//! Pairs of small descriptions, and how each difference is judged.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::compare::compare;
use super::finding::Finding;
use super::rules::{Release, Rule, Severity};

/// An API with one type in both directions, to be changed in a test.
fn base() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example.com"}],
        "paths": {
            "/orders": {
                "get": {
                    "operationId": "list_orders",
                    "parameters": [
                        {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 100}},
                        {"name": "state", "in": "query", "schema": {"$ref": "#/components/schemas/State"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "OK",
                            "headers": {"X-Total": {"required": true, "schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}}},
                        },
                        "4XX": {"description": "Refused"},
                    },
                },
                "post": {
                    "operationId": "create_order",
                    "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
                    "responses": {"201": {"description": "Created", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}},
                },
            },
            "/orders/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "get": {
                    "operationId": "read_order",
                    "responses": {"200": {"description": "OK", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}},
                },
                "delete": {"operationId": "delete_order", "responses": {"204": {"description": "Gone"}}},
            },
        },
        "components": {"schemas": {
            "Order": {
                "type": "object",
                "required": ["number"],
                "properties": {
                    "number": {"type": "string"},
                    "state": {"$ref": "#/components/schemas/State"},
                    "note": {"type": "string", "maxLength": 100},
                    "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                    "parent": {"$ref": "#/components/schemas/Order"},
                    "payment": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Cash"}]},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Line": {"type": "object", "properties": {"good": {"type": "string"}, "quantity": {"type": "integer", "format": "int32"}}},
            "State": {"type": "string", "enum": ["open", "paid"]},
            "Card": {"type": "object", "required": ["card"], "properties": {"card": {"type": "string"}}},
            "Cash": {"type": "object", "required": ["cash"], "properties": {"cash": {"type": "number"}}},
        }},
    })
}

/// A change of the description: what stands at a pointer is replaced, or removed with `null`.
type Edit = (&'static str, Value);

fn edited(edits: &[Edit]) -> Value {
    let mut document = base();
    for (pointer, value) in edits {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        match document.pointer_mut(parent).unwrap() {
            Value::Object(object) if value.is_null() => {
                assert!(object.shift_remove(&key).is_some(), "{pointer}");
            }
            Value::Object(object) => {
                object.insert(key, value.clone());
            }
            Value::Array(array) if value.is_null() => {
                array.remove(key.parse().unwrap());
            }
            Value::Array(array) => array.insert(key.parse().unwrap(), value.clone()),
            other => panic!("{pointer} is {other}"),
        }
    }
    document
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings
        .iter()
        .filter(|finding| !finding.rule.is_documentation())
        .map(|finding| finding.rule.name())
        .collect()
}

/// Compares both ways: what the edits bring, and what undoing them does.
fn check(edits: &[Edit], forth: &[&str], back: &[&str]) {
    let (old, new) = (base(), edited(edits));
    let found = compare(&old, &new);
    assert_eq!(names(&found), forth, "{edits:?}: {found:#?}");
    let found = compare(&new, &old);
    assert_eq!(names(&found), back, "{edits:?} undone: {found:#?}");
}

#[test]
fn a_description_does_not_differ_from_itself() {
    check(&[], &[], &[]);
}

#[test]
fn operations() {
    check(
        &[("/paths/~1orders~1{id}/delete", Value::Null)],
        &["operation-removed"],
        &["operation-added"],
    );
    check(
        &[("/paths/~1orders/post/operationId", json!("place_order"))],
        &["operation-id-changed"],
        &["operation-id-changed"],
    );
    check(
        &[("/paths/~1orders/post/deprecated", json!(true))],
        &["deprecated"],
        &["deprecation-withdrawn"],
    );
    check(
        &[("/servers/0", json!({"url": "https://other.example.com/"}))],
        &["server-added"],
        &["server-removed"],
    );
}

#[test]
fn a_moved_path_is_the_same_operation() {
    let moved = |keep_id: bool| {
        let mut document = base();
        let paths = document["paths"].as_object_mut().unwrap();
        let mut item = paths.shift_remove("/orders").unwrap();
        if !keep_id {
            for method in ["get", "post"] {
                item[method]
                    .as_object_mut()
                    .unwrap()
                    .shift_remove("operationId");
            }
        }
        paths.insert("/v2/orders".to_owned(), item);
        document
    };
    for keep_id in [true, false] {
        let found = compare(&base(), &moved(keep_id));
        assert_eq!(names(&found), ["path-moved", "path-moved"]);
        assert_eq!(found[0].before.as_deref(), Some("GET /orders"));
        assert_eq!(found[0].after.as_deref(), Some("GET /v2/orders"));
    }
}

#[test]
fn a_deleted_thing_and_another_deletion_are_not_taken_for_one() {
    let mut document = edited(&[("/paths/~1orders~1{id}/delete", Value::Null)]);
    document["paths"]["/carts/{id}"] = json!({"delete": {"responses": {"204": {}}}});
    let found = compare(&base(), &document);
    assert_eq!(names(&found), ["operation-removed", "operation-added"]);
}

#[test]
fn a_renamed_variable_of_a_path_is_not_sent() {
    let mut document = base();
    let paths = document["paths"].as_object_mut().unwrap();
    let mut item = paths.shift_remove("/orders/{id}").unwrap();
    item["parameters"][0]["name"] = json!("orderId");
    paths.insert("/orders/{orderId}".to_owned(), item);
    let found = compare(&base(), &document);
    assert_eq!(names(&found), ["path-parameter-renamed"; 2]);
    assert_eq!(found[0].rule.severity(), Severity::Harmless);
    assert_eq!(found[0].rule.release(), Release::Breaking);
}

#[test]
fn parameters() {
    check(
        &[("/paths/~1orders/get/parameters/0", Value::Null)],
        &["request-parameter-removed"],
        &["request-parameter-added"],
    );
    check(
        &[("/paths/~1orders/get/parameters/0/required", json!(true))],
        &["request-parameter-became-required"],
        &["request-parameter-became-optional"],
    );
    check(
        &[(
            "/paths/~1orders/get/parameters/0",
            json!({"name": "key", "in": "query", "required": true, "schema": {"type": "string"}}),
        )],
        &["request-parameter-added-required"],
        &["request-parameter-removed"],
    );
    check(
        &[("/paths/~1orders/get/parameters/0/in", json!("header"))],
        &["request-parameter-moved"],
        &["request-parameter-moved"],
    );
    check(
        &[("/paths/~1orders/get/parameters/0/schema/maximum", json!(50))],
        &["request-constraint-narrowed"],
        &["request-constraint-widened"],
    );
    check(
        &[(
            "/paths/~1orders/get/parameters/0/schema/type",
            json!("number"),
        )],
        &["request-type-widened"],
        &["request-type-narrowed"],
    );
    check(
        &[(
            "/paths/~1orders/get/parameters/0/schema/type",
            json!("boolean"),
        )],
        &["request-type-changed"],
        &["request-type-changed"],
    );
}

#[test]
fn bodies_and_answers() {
    check(
        &[("/paths/~1orders/post/requestBody", Value::Null)],
        &["request-body-removed"],
        &["request-body-added-required"],
    );
    check(
        &[("/paths/~1orders/post/requestBody/required", json!(false))],
        &["request-body-became-optional"],
        &["request-body-became-required"],
    );
    check(
        &[(
            "/paths/~1orders/post/requestBody/content/text~1csv",
            json!({}),
        )],
        &["request-media-type-added"],
        &["request-media-type-removed"],
    );
    check(
        &[(
            "/paths/~1orders/get/responses/200/content/text~1csv",
            json!({}),
        )],
        &["response-media-type-added"],
        &["response-media-type-removed"],
    );
    check(
        &[("/paths/~1orders~1{id}/delete/responses/202", json!({}))],
        &["response-success-status-added"],
        &["response-success-status-removed"],
    );
    check(
        &[("/paths/~1orders/post/responses/409", json!({}))],
        &["response-error-status-added"],
        &["response-error-status-removed"],
    );
    // The range had it already.
    check(
        &[("/paths/~1orders/get/responses/404", json!({}))],
        &[],
        &[],
    );
    check(
        &[("/paths/~1orders/post/responses/201/content", Value::Null)],
        &["response-body-removed"],
        &["response-body-added"],
    );
    check(
        &[(
            "/paths/~1orders/get/responses/200/headers/X-Total",
            Value::Null,
        )],
        &["response-header-removed"],
        &["response-header-added"],
    );
    check(
        &[(
            "/paths/~1orders/get/responses/200/headers/X-Total/required",
            Value::Null,
        )],
        &["response-header-became-optional"],
        &["response-header-became-required"],
    );
}

#[test]
fn another_status_of_success_is_one_change() {
    let mut document = base();
    let responses = document["paths"]["/orders"]["post"]["responses"]
        .as_object_mut()
        .unwrap();
    let response = responses.shift_remove("201").unwrap();
    responses.insert("200".to_owned(), response);
    let found = compare(&base(), &document);
    assert_eq!(names(&found), ["response-success-status-changed"]);
}

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

/// The description as text, with one name in place of another.
fn renamed(from: &str, to: &str) -> Value {
    let text = base().to_string();
    let text = text.replace(&format!("schemas/{from}\""), &format!("schemas/{to}\""));
    serde_json::from_str(&text.replace(&format!("\"{from}\":"), &format!("\"{to}\":"))).unwrap()
}

#[test]
fn a_renamed_type_is_told_once() {
    let found = compare(&base(), &renamed("Order", "PurchaseOrder"));
    assert_eq!(names(&found), ["component-renamed"]);
    assert_eq!(found[0].before.as_deref(), Some("Order"));
    assert_eq!(found[0].after.as_deref(), Some("PurchaseOrder"));
    assert_eq!(found[0].rule.severity(), Severity::Harmless);
}

#[test]
fn a_renamed_type_that_also_changed_is_compared_with_what_it_was() {
    let mut document = renamed("Line", "OrderLine");
    document["components"]["schemas"]["OrderLine"]["properties"]["good"]["type"] = json!("integer");
    let found = compare(&base(), &document);
    assert_eq!(
        names(&found),
        [
            "request-type-changed",
            "response-type-changed",
            "component-renamed"
        ]
    );
    assert_eq!(found[0].place.to_string(), "OrderLine.good");
}

#[test]
fn a_type_of_the_same_form_under_another_name_is_harmless() {
    let mut document = base();
    let schemas = &mut document["components"]["schemas"];
    schemas["Money"] = schemas["Cash"].clone();
    schemas["Order"]["properties"]["cash"] = json!({"$ref": "#/components/schemas/Cash"});
    let mut new = document.clone();
    new["components"]["schemas"]["Order"]["properties"]["cash"] =
        json!({"$ref": "#/components/schemas/Money"});
    let found = compare(&document, &new);
    assert_eq!(names(&found), ["component-exchanged"]);
}

#[test]
fn a_type_written_in_place_is_the_same_type() {
    let mut document = base();
    let line = document["components"]["schemas"]["Line"].clone();
    document["components"]["schemas"]["Order"]["properties"]["lines"]["items"] = line;
    assert_eq!(names(&compare(&base(), &document)), Vec::<&str>::new());
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

#[test]
fn the_same_change_everywhere_is_told_once() {
    let secured = |scheme: Value| {
        let mut document = base();
        document["components"]["securitySchemes"] = json!({"key": scheme});
        document["security"] = json!([{"key": []}]);
        document
    };
    let key = secured(json!({"type": "apiKey", "in": "header", "name": "Api-Key"}));
    let found = compare(&base(), &key);
    assert_eq!(names(&found), ["security-narrowed"]);
    assert_eq!(found[0].operations.len(), 4);
    assert_eq!(names(&compare(&key, &base())), ["security-widened"]);
    let bearer = secured(json!({"type": "http", "scheme": "bearer"}));
    assert_eq!(names(&compare(&key, &bearer)), ["security-narrowed"]);
}

#[test]
fn types_that_contain_each_other_come_to_an_end() {
    let tree = |name: &str, other: &str| {
        json!({"type": "object", "properties": {
            "left": {"$ref": format!("#/components/schemas/{name}")},
            "right": {"$ref": format!("#/components/schemas/{other}")},
        }})
    };
    let document = |root: &str| {
        let mut document = base();
        document["components"]["schemas"]["A"] = tree("A", "B");
        document["components"]["schemas"]["B"] = tree("B", "A");
        document["components"]["schemas"]["Loop"] = json!({"$ref": "#/components/schemas/Loop"});
        document["components"]["schemas"]["Order"]["properties"]["tree"] =
            json!({"$ref": format!("#/components/schemas/{root}")});
        document
    };
    assert_eq!(
        names(&compare(&document("A"), &document("B"))),
        ["component-exchanged"]
    );
    // What refers to itself says nothing.
    let found = compare(&document("A"), &document("Loop"));
    assert_eq!(
        names(&found),
        ["response-type-widened", "request-type-widened"]
    );
}

#[test]
fn what_is_no_description_has_nothing_in_it() {
    for nothing in [
        json!({}),
        json!(null),
        json!([]),
        json!({"paths": {"/": null}}),
    ] {
        assert!(compare(&nothing, &nothing).is_empty());
        let found = names(&compare(&nothing, &base()));
        assert!(found.contains(&"operation-added"), "{found:?}");
    }
}

#[test]
fn prose_and_samples_are_told_apart() {
    let found = compare(
        &base(),
        &edited(&[
            ("/paths/~1orders/get/description", json!("Lists.")),
            ("/components/schemas/Line/example", json!({"good": "Oak"})),
        ]),
    );
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&Rule::DescriptionChanged) && rules.contains(&Rule::ExampleChanged));
    assert!(rules.iter().all(|rule| rule.is_documentation()));
}

#[test]
fn names_of_rules_are_unique_and_in_kebab_case() {
    let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        let name = rule.name();
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{name}"
        );
        if rule.severity() != Severity::Harmless {
            assert_eq!(rule.release(), Release::Breaking, "{name}");
        }
    }
}

#[test]
fn the_documentation_lists_the_rules() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/diff-rules.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        text.replace("\r\n", "\n") == super::output::rules(),
        "docs/diff-rules.md is out of date; run `cargo xtask diff --rules > docs/diff-rules.md`"
    );
}
