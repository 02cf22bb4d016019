use std::ops::Deref;

use serde_json::json;

use super::*;
use crate::model::schema::{Additional, Property};

fn imported(value: &Value) -> (Schema, Definitions, Vec<Diagnostic>) {
    let mut definitions = Definitions::default();
    let mut diagnostics = Vec::new();
    let schema = import(
        value,
        Span::default(),
        &mut definitions,
        &|_| false,
        &mut diagnostics,
    );
    (schema, definitions, diagnostics)
}

#[test]
fn types_that_json_schema_has_not_are_guessed_and_reported() {
    let (schema, _, diagnostics) = imported(&json!({
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "long"}, "kind": {"type": "enum[number]"}, "x": {"type": "Thing"}}
    }));
    let Shape::Object(object) = schema.shape else {
        panic!("no object")
    };
    assert_eq!(
        object.properties["id"].schema.format.as_deref(),
        Some("int64")
    );
    assert!(object.properties["id"].required);
    assert_eq!(object.properties["kind"].schema.shape, Shape::Number);
    assert!(object.properties["x"].schema.is_any());
    assert_eq!(diagnostics.len(), 3);
}

#[test]
fn references_may_lead_back_to_themselves() {
    let (schema, definitions, diagnostics) = imported(&json!({
        "definitions": {"Node": {"type": "object", "properties": {"next": {"$ref": "#/definitions/Node"}}}},
        "$ref": "#/definitions/Node"
    }));
    assert_eq!(schema.shape, Shape::Reference("Node".to_owned()));
    assert_eq!(definitions.types.len(), 1);
    assert!(diagnostics.is_empty());
    let (schema, _, diagnostics) = imported(&json!({"$ref": "#/definitions/None"}));
    assert!(schema.is_any());
    assert_eq!(diagnostics[0].code, Code::SCHEMA_REFERENCE_DANGLING);
}

#[test]
fn null_among_several_types_means_nullable() {
    let (schema, _, _) =
        imported(&json!({"type": ["string", "null"], "minLength": 1, "maxLength": "x"}));
    assert_eq!(schema.shape, Shape::String);
    assert!(schema.nullable);
    assert_eq!(schema.constraints.len(), 1);
}

fn schema(value: &Value) -> Schema {
    let (schema, _, diagnostics) = imported(value);
    assert_eq!(diagnostics, []);
    schema
}

fn property(schema: &Schema, name: &str) -> Property {
    match &schema.shape {
        Shape::Object(object) => object.properties[name].clone(),
        other => panic!("no object: {other:?}"),
    }
}

#[test]
fn all_definitions_become_types_and_are_told_apart() {
    let (schema, mut definitions, _) = imported(&json!({
        "$defs": { "a/b": { "type": "string" }, "C": { "$ref": "#/$defs/a~1b" } },
        "properties": { "x": { "$ref": "#/$defs/a~1b", "description": "X" }, "y": { "$ref": "#" } }
    }));
    let names: Vec<&String> = definitions.types.keys().collect();
    assert_eq!(names, ["a/b", "C", "Schema"]);
    let x = property(&schema, "x").schema;
    assert_eq!(x.shape, Shape::Reference("a/b".to_owned()));
    assert_eq!(x.description.as_deref(), Some("X"));
    let mut diagnostics = Vec::new();
    let other = json!({ "definitions": { "C": { "type": "number" } }, "type": "object" });
    for _ in 0..2 {
        import(
            &other,
            Span::default(),
            &mut definitions,
            &|_| false,
            &mut diagnostics,
        );
    }
    assert_eq!(definitions.types["C2"].schema.shape, Shape::Number);
    assert_eq!(definitions.types.len(), 4);
}

#[test]
fn references_by_identifier_and_by_anchor() {
    let (schema, definitions, diagnostics) = imported(&json!({
        "$id": "http://example.com/root.json",
        "definitions": { "A": { "$id": "#a", "type": "string" }, "B": { "$id": "/b.json", "type": "number" } },
        "properties": {
            "a": { "$ref": "#a" },
            "b": { "$ref": "b.json" },
            "root": { "$ref": "http://example.com/root.json#/definitions/A" },
            "far": { "$ref": "http://example.com/far.json" }
        }
    }));
    assert_eq!(definitions.types.len(), 2);
    let shape = |name: &str| property(&schema, name).schema.shape;
    assert_eq!(shape("a"), Shape::Reference("A".to_owned()));
    assert_eq!(shape("b"), Shape::Reference("B".to_owned()));
    assert_eq!(shape("root"), Shape::Reference("A".to_owned()));
    assert_eq!(
        property(&schema, "far").schema.constraints["x-ref"],
        "http://example.com/far.json"
    );
    let codes: Vec<Code> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::SCHEMA_REFERENCE_REMOTE]);
}

#[test]
fn bounds_of_all_drafts_are_those_of_the_latest() {
    for (written, constraints) in [
        (
            json!({ "minimum": 1, "exclusiveMinimum": true }),
            json!({ "exclusiveMinimum": 1 }),
        ),
        (
            json!({ "minimum": 1, "exclusiveMinimum": false }),
            json!({ "minimum": 1 }),
        ),
        (
            json!({ "exclusiveMaximum": 2.5 }),
            json!({ "exclusiveMaximum": 2.5 }),
        ),
        (json!({ "divisibleBy": 3 }), json!({ "multipleOf": 3 })),
    ] {
        let mut written = written;
        written["type"] = json!("number");
        assert_eq!(
            Value::Object(schema(&written).constraints.deref().clone()),
            constraints
        );
    }
}

#[test]
fn what_the_model_has_no_field_for_travels_in_constraints() {
    let schema = schema(&json!({
        "type": "object",
        "definitions": { "A": { "type": "string" } },
        "properties": { "pair": { "type": "array", "items": [{ "type": "number" }, { "$ref": "#/definitions/A" }], "additionalItems": false } },
        "patternProperties": { "^x": { "type": "boolean" } },
        "additionalProperties": false,
        "dependencies": { "a": ["b"], "c": { "required": ["d"] } },
        "if": { "properties": { "a": { "const": 1 } } },
        "then": { "$ref": "#/definitions/A" },
        "propertyOrder": 3
    }));
    assert_eq!(
        Value::Object(schema.constraints.deref().clone()),
        json!({
            "patternProperties": { "^x": { "type": "boolean" } },
            "additionalProperties": false,
            "dependentRequired": { "a": ["b"] },
            "dependentSchemas": { "c": { "required": ["d"] } },
            "if": { "properties": { "a": { "const": 1 } } },
            "then": { "$ref": "#/components/schemas/A" },
            "x-propertyOrder": 3
        })
    );
    let Shape::Object(object) = &schema.shape else {
        panic!()
    };
    assert_eq!(
        object.additional,
        Additional::Values(Box::new(Schema::of(Shape::Boolean)))
    );
    let pair = &object.properties["pair"].schema;
    let prefix = json!([{ "type": "number" }, { "$ref": "#/components/schemas/A" }]);
    assert_eq!(pair.constraints["prefixItems"], prefix);
    assert_eq!(pair.constraints["items"], false);
    assert!(matches!(&pair.shape, Shape::Array(items) if matches!(items.shape, Shape::AnyOf(_))));
}

#[test]
fn draft_3_unions_extensions_and_required() {
    let schema = schema(&json!({
        "extends": { "properties": { "a": { "type": "string", "required": true } } },
        "properties": { "b": { "type": ["string", { "type": "number" }, "null"] }, "c": { "disallow": "string" } }
    }));
    let Shape::AllOf(parts) = &schema.shape else {
        panic!()
    };
    assert!(property(&parts[0], "a").required);
    let b = property(&parts[1], "b").schema;
    assert!(b.nullable && matches!(b.shape, Shape::AnyOf(_)));
    let c = property(&parts[1], "c").schema;
    assert_eq!(c.constraints["not"], json!({ "type": "string" }));
}

#[test]
fn null_alone_constants_and_booleans() {
    let schema = schema(&json!({
        "required": ["none", "late"],
        "properties": {
            "none": { "type": "null" },
            "maybe": { "oneOf": [{ "type": "null" }, { "type": "string" }] },
            "one": { "const": "x" },
            "never": false,
            "always": true
        }
    }));
    assert_eq!(property(&schema, "none").schema, types::null());
    let maybe = property(&schema, "maybe").schema;
    assert!(maybe.nullable && maybe.shape == Shape::String);
    assert_eq!(property(&schema, "one").schema.members[0].value, "x");
    assert_eq!(property(&schema, "never").schema, nothing());
    assert!(property(&schema, "always").schema.is_any());
    assert!(property(&schema, "late").required);
}

#[test]
fn what_only_looks_like_a_schema() {
    let (sample, _, diagnostics) = imported(&json!({ "id": 1, "type": "user", "tags": ["a"] }));
    assert_eq!(diagnostics[0].code, Code::SCHEMA_IS_SAMPLE);
    assert_eq!(property(&sample, "type").schema.shape, Shape::String);
    let (misplaced, _, diagnostics) =
        imported(&json!({ "type": "object", "name": { "type": "string" }, "note": "n" }));
    assert_eq!(diagnostics[0].code, Code::SCHEMA_PROPERTY_MISPLACED);
    assert_eq!(property(&misplaced, "name").schema.shape, Shape::String);
    assert_eq!(misplaced.constraints["x-note"], "n");
}

#[test]
fn nesting_is_limited_and_said_to_be() {
    let mut deep = json!({ "type": "string" });
    for _ in 0..90 {
        deep = json!({ "type": "array", "items": deep, "not": { "not": {} } });
    }
    let (_, _, diagnostics) = imported(&deep);
    let codes: Vec<Code> = diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::SCHEMA_TOO_DEEP]);
}
