use thin_vec::thin_vec;

use crate::openapi::components::ComponentNames;
use crate::openapi::version::Version;

use super::*;

fn written(schema: &Schema, version: Version) -> Value {
    let name = "Note".to_owned();
    let mut context = Context {
        version,
        names: ComponentNames::new(std::iter::once(&name)),
        ..Context::default()
    };
    write(schema, &mut context)
}

#[test]
fn a_reference_keeps_what_is_said_beside_it() {
    let reference = json!({"$ref": "#/components/schemas/Note"});
    let mut schema = Schema::of(Shape::Reference("Note".to_owned()));
    assert_eq!(written(&schema, Version::V3_0), reference);
    assert_eq!(written(&schema, Version::V3_1), reference);
    schema.nullable = true;
    assert_eq!(
        written(&schema, Version::V3_0),
        json!({"anyOf": [reference, {"type": "object", "nullable": true, "enum": [null]}]})
    );
    assert_eq!(
        written(&schema, Version::V3_1),
        json!({"anyOf": [reference, {"type": "null"}]})
    );
    schema.nullable = false;
    schema.description = Some("D".to_owned());
    assert_eq!(
        written(&schema, Version::V3_1),
        json!({"description": "D", "$ref": "#/components/schemas/Note"})
    );
    let unknown = Schema::of(Shape::Reference("Nobody".to_owned()));
    assert_eq!(written(&unknown, Version::V3_0), json!({}));
}

#[test]
fn members_explain_themselves() {
    let member = |value: i64, text: &str| Member {
        value: json!(value),
        description: Some(text.to_owned()),
    };
    let mut schema = Schema {
        members: thin_vec![member(1, "Open"), member(2, "Done")],
        nullable: true,
        description: Some("State.".to_owned()),
        ..Schema::of(Shape::Integer)
    };
    assert_eq!(
        written(&schema, Version::V3_0),
        json!({
            "description": "State.\n\n- `1`: Open\n- `2`: Done",
            "type": "integer",
            "enum": [1, 2, null],
            "x-enum-descriptions": ["Open", "Done"],
            "nullable": true
        })
    );
    schema.members.truncate(1);
    schema.nullable = false;
    assert_eq!(
        written(&schema, Version::V3_1),
        json!({
            "description": "State.\n\n- `1`: Open",
            "type": "integer",
            "const": 1,
            "x-enum-descriptions": ["Open"]
        })
    );
}

#[test]
fn the_dialects_say_the_same() {
    let schema = Schema {
        format: Some("binary".into()),
        nullable: true,
        examples: thin_vec![json!("a"), json!("b")],
        ..Schema::of(Shape::String)
    };
    assert_eq!(
        written(&schema, Version::V3_0),
        json!({"type": "string", "format": "binary", "nullable": true, "example": "a", "x-examples": ["a", "b"]})
    );
    assert_eq!(
        written(&schema, Version::V3_1),
        json!({"type": ["string", "null"], "contentMediaType": "application/octet-stream", "examples": ["a", "b"]})
    );
    let mut bounded = Schema::of(Shape::Number);
    bounded
        .constraints
        .insert("exclusiveMinimum".to_owned(), json!(1));
    assert_eq!(
        written(&bounded, Version::V3_0),
        json!({"type": "number", "minimum": 1, "exclusiveMinimum": true})
    );
    assert_eq!(
        written(&bounded, Version::V3_1),
        json!({"type": "number", "exclusiveMinimum": 1})
    );
}

#[test]
fn properties_that_look_like_keywords_are_kept_apart() {
    let mut parts = Object {
        additional: Additional::Forbidden,
        ..Object::default()
    };
    parts
        .properties
        .insert("$ref".to_owned(), Property::default());
    let schema = Schema::of(Shape::Object(Box::new(parts)));
    assert_eq!(
        written(&schema, Version::V3_0),
        json!({"type": "object", "x-properties": [{"name": "$ref", "schema": {}}]})
    );
    assert_eq!(
        written(&schema, Version::V3_1),
        json!({"type": "object", "patternProperties": {"^\\$ref$": {}}, "additionalProperties": false})
    );
}
