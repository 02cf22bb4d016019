use serde_json::{Value, json};

use super::unify;
use crate::profile::Facts;

fn facts() -> Facts {
    Facts::parse(
        r#"{"Kind": {"description": "", "places": ["partner.type"], "members": {"1": {"name": "One", "label": "Jeden"}}}}"#,
        r#"{"partner": "A partner."}"#,
    )
    .unwrap()
}

fn media(example: &Value, schema: &Value) -> Value {
    json!({"content": {"application/vnd.api+json": {"schema": schema, "example": example}}})
}

/// A document in which partners are read, created and changed.
fn document() -> Value {
    let list = json!({
        "data": [{"type": "partner", "id": "1", "attributes": {"name": "A", "type": 1},
            "relationships": {"tags": {"data": null}, "country": {"data": {"type": "country", "id": "7"}}}}],
        "included": [
            {"type": "country", "id": "7", "attributes": {"name": "SK"}},
            {"type": "partner", "id": "2", "attributes": {"amount": 10}},
        ],
    });
    let new = json!({"data": {"type": "partner", "attributes": {"name": "A", "note": null},
        "relationships": {"contacts": {"data": [{"type": "contact", "attributes": {"phone": "1"}}]}}}});
    let declared = json!({"description": "Partner to create.", "properties": {"data": {"properties": {
        "attributes": {"required": ["name"], "properties": {"name": {"description": "Its name."}, "note": {"type": "string"}}},
    }}}});
    let patch = json!({"data": {"type": "partner", "id": 1, "attributes": {"note": null},
    "relationships": {
        "contacts": {"data": [{"type": "contact", "id": "3", "attributes": {"phone": null}}]},
        "tags": {"data": [{"type": "tag", "id": "5"}]},
    }}});
    json!({
        "components": {},
        "paths": {"/partners": {
            "get": {"responses": {"200": media(&list, &json!({}))}},
            "post": {"requestBody": media(&new, &declared), "responses": {}},
            "patch": {"requestBody": media(&patch, &json!({})), "responses": {}},
        }},
    })
}

fn unified() -> Value {
    let mut document = document();
    unify(&mut document, &facts()).unwrap();
    document
}

#[test]
fn a_resource_is_what_all_examples_show_of_it() {
    let document = unified();
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["PartnerAttributes"]["properties"],
        json!({
            "name": {"type": "string", "nullable": true, "description": "Its name."},
            "type": {"allOf": [{"$ref": "#/components/schemas/Kind"}], "nullable": true},
            "amount": {"type": "number", "format": "decimal", "nullable": true},
        })
    );
    assert_eq!(
        schemas["PartnerRelationships"]["properties"]["tags"]["properties"]["data"],
        json!({"type": "array", "nullable": true, "items": {"$ref": "#/components/schemas/TagIdentifier"}})
    );
    assert_eq!(schemas["Partner"]["x-json-api"]["model"], "read");
    assert_eq!(schemas["Partner"]["description"], "A partner.");
    assert_eq!(schemas["Partner"]["required"], json!(["type", "id"]));
    assert!(schemas["Country"].is_object() && schemas["Tag"].is_object());
    assert_eq!(
        schemas["Contact"]["properties"]["attributes"],
        json!({"type": "object"})
    );
}

#[test]
fn what_is_sent_requires_what_is_declared_and_holds_new_resources() {
    let document = unified();
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        schemas["NewPartner"]["required"],
        json!(["type", "attributes"])
    );
    assert_eq!(schemas["NewPartner"]["description"], "Partner to create.");
    assert_eq!(schemas["NewPartnerAttributes"]["required"], json!(["name"]));
    assert_eq!(
        schemas["NewPartnerAttributes"]["properties"]["note"],
        json!({"type": "string", "nullable": true})
    );
    let items = |model: &str| {
        schemas[model]["properties"]["contacts"]["properties"]["data"]["items"]["anyOf"].clone()
    };
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(
        items("NewPartnerRelationships"),
        json!([reference("NewContact"), reference("ContactIdentifier")])
    );
    assert_eq!(
        items("PartnerPatchRelationships"),
        json!([
            reference("NewContact"),
            reference("ContactPatch"),
            reference("ContactIdentifier")
        ])
    );
    assert!(schemas["PartnerPatch"]["properties"]["id"]["oneOf"].is_array());
}

#[test]
fn bodies_are_documents_of_the_family() {
    let document = unified();
    let partners = &document["paths"]["/partners"];
    let schema = |body: &Value| {
        let reference = &body["content"]["application/vnd.api+json"]["schema"]["$ref"];
        reference
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(schema(&partners["get"]["responses"]["200"]), "PartnerList");
    assert_eq!(
        schema(&partners["post"]["requestBody"]),
        "NewPartnerDocument"
    );
    assert_eq!(
        schema(&partners["patch"]["requestBody"]),
        "PartnerPatchDocument"
    );
    let included = &document["components"]["schemas"]["Included"]["anyOf"];
    assert_eq!(
        included.as_array().unwrap().last().unwrap()["$ref"],
        "#/components/schemas/OtherResource"
    );
}
