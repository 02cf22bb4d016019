//! Paths, operations and parameters.

use super::*;

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
