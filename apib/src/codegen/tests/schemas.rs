//! Schemas, unions, and the names of types.

use serde_json::{Value, json};

use super::{answer, codes, component, with_answer};
use crate::codegen::Lowered;
use crate::diagnostic::Code;

/// The property `p` of a record that is answered, after lowering.
fn property(schema: &Value) -> (Value, Lowered) {
    let lowered = with_answer(
        &json!({"type": "object", "properties": {"p": schema}}),
        &json!({}),
    );
    let property = component(&lowered, "ReadResponse")["properties"]["p"].clone();
    (property, lowered)
}

#[test]
fn records_are_named_after_their_place() {
    let schema = json!({"type": "object", "properties": {
        "data": {"type": "array", "items": {"type": "object", "properties": {
            "attributes": {"type": "object", "properties": {"name": {"type": "string"}}},
        }}},
        "contacts": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
    }});
    let lowered = with_answer(&schema, &json!({}));
    let schemas = lowered.document["components"]["schemas"]
        .as_object()
        .unwrap();
    assert_eq!(
        schemas.keys().collect::<Vec<_>>(),
        [
            "ReadResponse",
            "ReadResponseDataItem",
            "ReadResponseDataItemAttributes",
            "ReadResponseContact",
        ]
    );
}

#[test]
fn siblings_of_one_shape_share_a_type() {
    let link = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let other = json!({"type": "object", "properties": {"x": {"type": "string"}}});
    let schema = json!({"type": "object", "properties": {
        "relationships": {"type": "object", "properties": {"user": link, "partner": link, "place": other}},
    }});
    let lowered = with_answer(&schema, &json!({}));
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(
        component(&lowered, "ReadResponseRelationships")["properties"],
        json!({
            "user": reference("ReadResponseRelationship"),
            "partner": reference("ReadResponseRelationship"),
            "place": reference("ReadResponseRelationshipsPlace"),
        })
    );
}

#[test]
fn component_names_are_ascii_and_distinct() {
    let record = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let reference = json!({"$ref": "#/components/schemas/%C5%BDiados%C5%A5%20o%20platbu"});
    let components =
        json!({"Žiadosť o platbu": record, "Foo.Bar": record, "FooBar": record, "Default": record});
    let lowered = with_answer(&reference, &components);
    assert_eq!(
        answer(&lowered),
        &json!({"$ref": "#/components/schemas/ZiadostOPlatbu"})
    );
    let schemas = lowered.document["components"]["schemas"]
        .as_object()
        .unwrap();
    let mut names: Vec<_> = schemas.keys().collect();
    names.sort();
    assert_eq!(names, ["Default2", "FooBar", "FooBar2", "ZiadostOPlatbu"]);
    assert!(codes(&lowered).contains(&Code::COMPONENT_RENAMED));
}

#[test]
fn rules_about_values_are_left_to_the_api() {
    let schema = json!({"type": "string", "format": "date-time", "pattern": "([a-z", "default": 5, "minLength": 1});
    let (property, lowered) = property(&schema);
    assert_eq!(property, json!({"type": "string"}));
    let finding = &lowered.diagnostics[0];
    assert_eq!(finding.code, Code::CONSTRAINT_LEFT_OUT);
    assert!(finding.message.contains("`pattern`"), "{}", finding.message);
}

#[test]
fn sizes_of_numbers_are_kept() {
    for (kind, format) in [
        ("integer", "int32"),
        ("integer", "int64"),
        ("number", "float"),
        ("number", "double"),
    ] {
        let schema = json!({"type": kind, "format": format});
        assert_eq!(property(&schema).0, schema);
    }
    assert_eq!(
        property(&json!({"type": "integer", "format": "uint8"})).0,
        json!({"type": "integer"})
    );
}

#[test]
fn enumerations_are_open() {
    let (property, lowered) = property(&json!({"enum": ["a", "A", null], "description": "Which."}));
    assert_eq!(
        property,
        json!({"type": "string", "nullable": true, "description": "Which.\n\nKnown values:\n\n- `a`\n- `A`"})
    );
    assert_eq!(codes(&lowered), [Code::ENUMERATION_OPENED]);
}

#[test]
fn members_that_the_description_names_are_not_listed_again() {
    let description = "Which.\n\n- `1`: Open\n- `2`: Closed";
    let (named, _) =
        property(&json!({"type": "integer", "enum": [1, 2], "description": description}));
    assert_eq!(named["description"], description);
    let (property, _) =
        property(&json!({"type": "integer", "enum": [1, 2, 3], "description": description}));
    assert_eq!(
        property["description"],
        format!("{description}\n\nOther known values:\n\n- `3`")
    );
}

#[test]
fn optional_lists_and_maps_may_be_null() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    assert_eq!(property(&list).0["nullable"], true);
    assert_eq!(property(&json!({"type": "object"})).0["nullable"], true);
    let required = json!({"type": "object", "required": ["p"], "properties": {"p": list}});
    let lowered = with_answer(&required, &json!({}));
    assert_eq!(component(&lowered, "ReadResponse")["properties"]["p"], list);
}

#[test]
fn null_is_told_in_one_way() {
    let expected = json!({"type": "string", "nullable": true});
    for schema in [
        json!({"type": ["string", "null"]}),
        json!({"oneOf": [{"type": "string"}, {"type": "null"}]}),
        json!({"anyOf": [{"type": "string"}, {"enum": [null]}]}),
        json!({"type": "string", "nullable": true}),
    ] {
        assert_eq!(property(&schema).0, expected, "{schema}");
    }
    assert_eq!(property(&json!({"type": "null"})).0, json!({}));
}

#[test]
fn properties_with_one_field_share_a_map() {
    let schema = json!({"type": "object", "properties": {"foo-bar": {"type": "string"}, "fooBar": {"type": "string"}}});
    let lowered = with_answer(&schema, &json!({}));
    let record = component(&lowered, "ReadResponse");
    assert_eq!(record["properties"].as_object().unwrap().len(), 1);
    assert_eq!(record["additionalProperties"], json!({}));
    assert_eq!(codes(&lowered), [Code::PROPERTY_WITHOUT_FIELD]);
}

#[test]
fn new_properties_do_not_make_an_answer_unreadable() {
    let schema = json!({"type": "object", "additionalProperties": false, "properties": {"a": {"type": "string"}}});
    let lowered = with_answer(&schema, &json!({}));
    assert_eq!(
        component(&lowered, "ReadResponse").get("additionalProperties"),
        None
    );
}

#[test]
fn all_of_is_one_record() {
    let schema = json!({"allOf": [
        {"$ref": "#/components/schemas/Base"},
        {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
    ]});
    let base =
        json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "number"}}});
    let lowered = with_answer(&schema, &json!({"Base": base}));
    let record = component(&lowered, "ReadResponse");
    assert_eq!(
        record["properties"],
        json!({"a": {"type": "string"}, "b": {"type": "integer"}})
    );
    assert_eq!(record["required"], json!(["b"]));
}

#[test]
fn a_contradiction_is_free_form() {
    let (property, lowered) =
        property(&json!({"allOf": [{"type": "string"}, {"type": "integer"}]}));
    assert_eq!(property, json!({}));
    assert_eq!(codes(&lowered), [Code::UNION_MERGED]);
}

#[test]
fn alternative_records_lose_nothing() {
    let record = |name: &str| json!({"type": "object", "required": ["type", name], "properties": {"type": {"type": "string"}, name: {"type": "string"}}});
    let (property, lowered) = property(&json!({"oneOf": [record("a"), record("b")]}));
    assert_eq!(
        property,
        json!({"$ref": "#/components/schemas/ReadResponseP"})
    );
    let merged = component(&lowered, "ReadResponseP");
    let names: Vec<_> = merged["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["type", "a", "b"]);
    assert_eq!(merged["required"], json!(["type"]));
}

#[test]
fn alternatives_of_different_kinds_stay_apart() {
    let (_, lowered) =
        property(&json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "number"}]}));
    assert_eq!(
        component(&lowered, "ReadResponseP"),
        &json!({"oneOf": [{"type": "string", "title": "Text"}, {"type": "number", "title": "Number"}]})
    );
}

#[test]
fn unions_and_records_may_contain_themselves() {
    let components = json!({
        "Tree": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}]},
        "Node": {"type": "object", "properties": {
            "next": {"oneOf": [{"$ref": "#/components/schemas/Node"}, {"type": "object", "properties": {"end": {"type": "boolean"}}}]},
        }},
        "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}, {"type": "object", "properties": {"a": {"type": "string"}}}]},
        "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
    });
    let lowered = with_answer(&json!({"$ref": "#/components/schemas/Node"}), &components);
    let next = &component(&lowered, "Node")["properties"]["next"];
    assert_eq!(next, &json!({"$ref": "#/components/schemas/NodeNext"}));
    assert_eq!(&component(&lowered, "NodeNext")["properties"]["next"], next);
    assert_eq!(
        component(&lowered, "Tree")["oneOf"][1]["items"]["$ref"],
        "#/components/schemas/Tree"
    );
}

#[test]
fn references_into_schemas_get_components_of_their_own() {
    let components = json!({"A": {"type": "object", "properties": {"b": {"type": "object", "properties": {"c": {"type": "string"}}}}}});
    let lowered = with_answer(
        &json!({"$ref": "#/components/schemas/A/properties/b"}),
        &components,
    );
    assert_eq!(
        answer(&lowered),
        &json!({"$ref": "#/components/schemas/Ab"})
    );
}

#[test]
fn a_dangling_reference_is_free_form_and_an_error() {
    let lowered = with_answer(&json!({"$ref": "other.json#/Foo"}), &json!({}));
    assert_eq!(answer(&lowered), &json!({}));
    assert_eq!(codes(&lowered), [Code::REFERENCE_DANGLING]);
}

#[test]
fn descriptions_of_references_stay() {
    let components = json!({"A": {"type": "object", "properties": {"b": {"type": "string"}}}});
    let schema = json!({"type": "object", "properties": {
        "a": {"allOf": [{"$ref": "#/components/schemas/A"}], "description": "See [A]."},
    }});
    let lowered = with_answer(&schema, &components);
    assert_eq!(
        component(&lowered, "ReadResponse")["properties"]["a"],
        json!({"allOf": [{"$ref": "#/components/schemas/A"}], "description": "See \\[A]."})
    );
}
