//! Types under other names, and those that many places refer to.

use super::*;

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
