use serde_json::{Value, json};

use super::*;

fn specification() -> Specification {
    let partner = json!({
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "type": {"type": "string", "enum": ["partner"]},
            "id": {"type": "string"},
            "attributes": {"$ref": "#/components/schemas/PartnerAttributes"},
        },
    });
    Specification::read(&json!({
        "openapi": "3.0.3",
        "paths": {"/partners/{id}": {"get": {"responses": {
            "200": {"content": {"application/vnd.api+json": {"schema": {"$ref": "#/components/schemas/Document"}}}},
            "4XX": {"description": "Refused"},
        }}}},
        "components": {"schemas": {
            "Document": {
                "type": "object",
                "required": ["data"],
                "properties": {
                    "data": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Partner"}]},
                    "included": {"type": "array", "items": {"anyOf": [
                        {"$ref": "#/components/schemas/Partner"},
                        {"$ref": "#/components/schemas/Other"},
                    ]}},
                },
            },
            "Partner": partner,
            "PartnerAttributes": {"type": "object", "properties": {
                "name": {"type": "string", "nullable": true},
                "state": {"type": "integer", "nullable": true, "enum": [1, 2]},
                "rate": {"type": "number", "maximum": 1},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "both": {"allOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]},
            }},
            "Other": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}, "id": {"type": "string"}}},
            "A": {"type": "object", "properties": {"a": {"type": "string"}}},
            "B": {"type": "object", "properties": {"b": {"type": "string"}}},
        }},
    }))
    .unwrap()
}

fn observed(status: u16, body: &Value) -> Observation {
    Observation {
        status,
        media_type: Some("application/vnd.api+json; charset=utf-8".to_owned()),
        body: body.to_string().into_bytes(),
    }
}

fn found(observation: &Observation) -> Vec<String> {
    let specification = specification();
    let operation = &specification.operations[0];
    let deviations = judge(&specification, operation, observation).unwrap();
    deviations.iter().map(ToString::to_string).collect()
}

fn attributes(attributes: &Value) -> Value {
    json!({"data": {"type": "partner", "id": "5", "attributes": attributes}})
}

#[test]
fn answers_as_documented() {
    for body in [
        attributes(&json!({"name": "Oak", "state": 1, "rate": 0.5})),
        attributes(&json!({"name": null, "state": null})),
        attributes(&json!({"labels": {"any": "text"}, "both": {"a": "x", "b": "y"}})),
        json!({"data": null}),
        json!({"data": null, "included": [{"type": "partner", "id": "1"}, {"type": "unknown", "id": "2"}]}),
    ] {
        assert_eq!(found(&observed(200, &body)), Vec::<String>::new(), "{body}");
    }
    assert_eq!(
        found(&observed(404, &json!({"any": 1}))),
        Vec::<String>::new()
    );
}

#[test]
fn each_kind_of_deviation_is_named_by_place_and_type() {
    for (body, expected) in [
        (
            attributes(&json!({"vip": true})),
            "extra field data.attributes.vip (boolean)",
        ),
        (
            attributes(&json!({"name": 7})),
            "data.attributes.name is integer instead of null or string",
        ),
        (
            attributes(&json!({"state": 9})),
            "data.attributes.state has a integer that its enumeration does not list",
        ),
        (
            attributes(&json!({"rate": 3.5})),
            "data.attributes.rate breaks the rule `maximum`",
        ),
        (
            attributes(&json!({"labels": {"x": 1}})),
            "data.attributes.labels.x is integer instead of string",
        ),
        (
            attributes(&json!({"both": {"a": "x", "c": 1}})),
            "extra field data.attributes.both.c (integer)",
        ),
        (
            json!({"data": {"type": "partner"}}),
            "missing field data.id",
        ),
        (
            json!({"data": [1]}),
            "data is array instead of null or object",
        ),
        (json!({}), "missing field data"),
        (json!([]), "the body is array instead of object"),
    ] {
        assert_eq!(found(&observed(200, &body)), [expected], "{body}");
    }
}

#[test]
fn what_comes_along_is_held_against_its_own_type() {
    let body = json!({"data": null, "included": [
        {"type": "partner", "id": "1", "attributes": {"name": true}},
        {"type": "elsewhere", "id": "1", "weight": 3},
    ]});
    assert_eq!(
        found(&observed(200, &body)),
        [
            "extra field included[].weight (integer)",
            "included[].attributes.name is boolean instead of null or string",
        ]
    );
}

#[test]
fn statuses_and_media_types_are_held_against_the_operation() {
    assert_eq!(
        found(&observed(302, &json!({}))),
        ["status 302 is not documented"]
    );
    let mut page = observed(200, &json!({}));
    page.media_type = Some("text/html".to_owned());
    assert_eq!(
        found(&page),
        ["media type text/html is not documented for 200"]
    );
    page.media_type = None;
    assert_eq!(found(&page), ["media type none is not documented for 200"]);
    let mut broken = observed(200, &json!({}));
    broken.body = b"{\"data\":".to_vec();
    assert_eq!(found(&broken), ["the body of 200 is not JSON"]);
}

#[test]
fn names_that_are_values_are_not_printed() {
    let body =
        attributes(&json!({"labels": {"Ann Black": 1, "ann@example.com": 2, "2026-01-05": 3}}));
    assert_eq!(
        found(&observed(200, &body)),
        ["data.attributes.labels.* is integer instead of string"]
    );
    let body = attributes(&json!({"SK3112000000198742637541": "x", "123456": 1}));
    for line in found(&observed(200, &body)) {
        assert!(!line.contains("SK31") && !line.contains("123"), "{line}");
    }
    let printed = format!("{:?}", observed(200, &json!({"secret": "s3cret"})));
    assert!(!printed.contains("s3cret"), "{printed}");
}
