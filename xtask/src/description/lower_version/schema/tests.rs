//! A schema of 3.1 and what it is in 3.0.

use super::*;

#[test]
fn schemas_say_the_same_in_the_other_dialect() {
    let cases = [
        (json!(true), json!({})),
        (json!(false), json!({"not": {}})),
        (
            json!({"type": ["string", "null"], "maxLength": 3}),
            json!({"type": "string", "nullable": true, "maxLength": 3}),
        ),
        (
            json!({"type": "null"}),
            json!({"type": "object", "nullable": true, "enum": [null]}),
        ),
        (
            json!({"type": ["string", "array"]}),
            json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {}}]}),
        ),
        (json!({"const": 3}), json!({"enum": [3]})),
        (json!({"examples": ["a"]}), json!({"example": "a"})),
        (
            json!({"examples": [1, 2]}),
            json!({"example": 1, "x-examples": [1, 2]}),
        ),
        (
            json!({"exclusiveMinimum": 0}),
            json!({"minimum": 0, "exclusiveMinimum": true}),
        ),
        (
            json!({"minimum": 5, "exclusiveMinimum": 0}),
            json!({"minimum": 5}),
        ),
        (
            json!({"maximum": 5, "exclusiveMaximum": 2}),
            json!({"maximum": 2, "exclusiveMaximum": true}),
        ),
        (
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "format": "byte"}),
        ),
        (
            json!({"$ref": "#/components/schemas/A", "description": "An A."}),
            json!({"allOf": [{"$ref": "#/components/schemas/A"}], "description": "An A."}),
        ),
        (
            json!({"type": "array"}),
            json!({"type": "array", "items": {}}),
        ),
        (
            json!({"type": "array", "prefixItems": [{"type": "integer"}], "items": false}),
            json!({"type": "array", "x-prefixItems": [{"type": "integer"}], "items": {"anyOf": [{"type": "integer"}]}}),
        ),
        (
            json!({"properties": {"const": {"type": ["integer", "null"]}}, "additionalProperties": false}),
            json!({"properties": {"const": {"type": "integer", "nullable": true}}, "additionalProperties": false}),
        ),
        (
            json!({"anyOf": [{"$ref": "#/components/schemas/A/$defs/B"}, {"type": "null"}]}),
            json!({"anyOf": [
                {"$ref": "#/components/schemas/A/x-defs/B"},
                {"type": "object", "nullable": true, "enum": [null]},
            ]}),
        ),
    ];
    for (schema, expected) in cases {
        let text = schema.to_string();
        assert_eq!(lower(schema, "", &mut Vec::new()), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_said_is_kept_and_told() {
    let mut findings = Vec::new();
    let schema = json!({"items": {"if": {"const": 1}}});
    let lowered = lower(schema, "/a", &mut findings);
    assert_eq!(lowered, json!({"items": {"x-if": {"enum": [1]}}}));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].pointer, "/a/items/if");
}
