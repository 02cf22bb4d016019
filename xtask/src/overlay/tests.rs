use serde_json::json;

use super::Overlay;

fn overlay(actions: &serde_json::Value) -> Overlay {
    let text =
        json!({"overlay": "1.0.0", "info": {"title": "T", "version": "1"}, "actions": actions});
    Overlay::parse(&text.to_string()).unwrap()
}

#[test]
fn updates_merge_and_removals_take_out() {
    let mut document = json!({
        "paths": {"/a/{id}": {"get": {"operationId": "a", "tags": ["x"], "responses": {"200": {"content": {"a/b": {}}}}}}}
    });
    let overlay = overlay(&json!([
        {"target": "$.paths['/a/{id}'].get", "update": {"operationId": "b", "tags": ["y"], "summary": "S"}},
        {"target": "$.paths['/a/{id}'].get.responses['200'].content", "remove": true},
        {"target": "$.paths['/a/{id}'].get.tags", "update": "z"},
    ]));
    assert_eq!(overlay.apply(&mut document).unwrap(), Vec::<String>::new());
    assert_eq!(
        document,
        json!({
            "paths": {"/a/{id}": {"get": {"operationId": "b", "tags": ["x", "y", "z"], "responses": {"200": {}}, "summary": "S"}}}
        })
    );
}

#[test]
fn a_value_is_copied_to_another_place() {
    let mut document = json!({"content": {"a/json": {"schema": {"type": "string"}}}});
    let overlay = overlay(&json!([
        {"target": "$.content", "update": {"b/json": {}}},
        {"target": "$.content['b/json']", "copy": "$.content['a/json']"},
        {"target": "$.content['a/json']", "remove": true},
    ]));
    overlay.apply(&mut document).unwrap();
    assert_eq!(
        document,
        json!({"content": {"b/json": {"schema": {"type": "string"}}}})
    );
}

#[test]
fn an_action_that_changes_nothing_is_named() {
    let mut document = json!({"paths": {}});
    let overlay = overlay(&json!([
        {"target": "$.paths['/gone'].get", "description": "It was wrong", "update": {"operationId": "b"}},
    ]));
    let missed = overlay.apply(&mut document).unwrap();
    assert_eq!(
        missed,
        ["action 1 (It was wrong): `$.paths['/gone'].get` matches nothing"]
    );
    assert_eq!(document, json!({"paths": {}}));
}

#[test]
fn faults_of_the_overlay_are_errors() {
    assert!(Overlay::parse("{}").is_err());
    assert!(Overlay::parse(r#"{"overlay": "2.0.0", "actions": []}"#).is_err());
    let overlay = overlay(&json!([{"target": "paths[", "remove": true}]));
    let error = overlay.apply(&mut json!({})).unwrap_err();
    assert!(error.to_string().contains("action 1"), "{error}");
    let overlay = self::overlay(&json!([{"target": "$", "copy": "$.gone"}]));
    let error = overlay.apply(&mut json!({})).unwrap_err();
    assert!(
        format!("{error:#}").contains("`$.gone` leads to 0 values"),
        "{error:#}"
    );
}

#[test]
fn every_action_of_ours_has_its_reason() {
    let overlay = Overlay::parse(include_str!("../../../spec/overlay.json")).unwrap();
    for action in overlay.actions {
        assert!(
            action.description.is_some_and(|reason| !reason.is_empty()),
            "{}",
            action.target
        );
    }
}
