//! Schema objects.

use serde_json::{Map, Value, json};

use crate::model::schema::{Additional, Member, Object, Schema, Shape};

use super::components::ComponentNames;
use super::constraints;
use super::put;

/// Writes a schema in the dialect of OpenAPI 3.0.
pub(super) fn write(schema: &Schema, names: &ComponentNames) -> Value {
    let mut object = Map::new();
    put(&mut object, "title", schema.title.as_deref());
    put(&mut object, "description", description(schema).as_deref());
    if let Shape::Reference(name) = &schema.shape {
        if !names.contains(name) {
            return annotated(object, schema, names);
        }
        let reference = json!({ "$ref": format!("#/components/schemas/{}", names.key(name)) });
        if is_bare(schema) {
            return reference;
        }
        if schema.nullable {
            object.insert("anyOf".to_owned(), json!([reference, only_null()]));
            return annotated(object, schema, names);
        }
        // Fields beside a reference are ignored in OpenAPI 3.0, so it goes into an `allOf`.
        object.insert("allOf".to_owned(), json!([reference]));
        return annotated(object, schema, names);
    }
    match &schema.shape {
        Shape::AllOf(_) if schema.nullable => {
            let whole = write(&Schema::of(schema.shape.clone()), names);
            object.insert("anyOf".to_owned(), json!([whole, only_null()]));
        }
        shape => add_shape(&mut object, shape, names),
    }
    if let (true, Shape::OneOf(_) | Shape::AnyOf(_)) = (schema.nullable, &schema.shape) {
        let lists = object.iter_mut().filter(|(key, _)| key.ends_with("Of"));
        for (_, list) in lists {
            if let Value::Array(alternatives) = list {
                alternatives.push(only_null());
            }
        }
    }
    annotated(object, schema, names)
}

/// The schema of `null` alone. `nullable` counts only beside a `type` (OpenAPI 3.0.3, proposal
/// "Clarify Nullable"), which references and combinations have not, so that `null` has to be an
/// alternative of theirs.
fn only_null() -> Value {
    json!({ "enum": [null], "nullable": true })
}

/// True if nothing is said beside the shape.
fn is_bare(schema: &Schema) -> bool {
    *schema == Schema::of(schema.shape.clone())
}

fn add_shape(object: &mut Map<String, Value>, shape: &Shape, names: &ComponentNames) {
    let all = |schemas: &[Schema]| -> Value {
        schemas.iter().map(|schema| write(schema, names)).collect()
    };
    let kind = match shape {
        Shape::Any | Shape::Reference(_) => return,
        Shape::OneOf(schemas) => {
            object.insert("oneOf".to_owned(), all(schemas));
            return;
        }
        Shape::AnyOf(schemas) => {
            object.insert("anyOf".to_owned(), all(schemas));
            return;
        }
        Shape::AllOf(schemas) => {
            object.insert("allOf".to_owned(), all(schemas));
            return;
        }
        Shape::Boolean => "boolean",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::String => "string",
        Shape::Array(_) => "array",
        Shape::Object(_) => "object",
    };
    object.insert("type".to_owned(), json!(kind));
    match shape {
        Shape::Array(items) => {
            object.insert("items".to_owned(), write(items, names));
        }
        Shape::Object(parts) => add_parts(object, parts, names),
        _ => {}
    }
}

fn add_parts(object: &mut Map<String, Value>, parts: &Object, names: &ComponentNames) {
    let required: Vec<&String> = parts
        .properties
        .iter()
        .filter(|(_, property)| property.required)
        .map(|(name, _)| name)
        .collect();
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    if !parts.properties.is_empty() {
        let properties = parts
            .properties
            .iter()
            .map(|(name, property)| (name.clone(), write(&property.schema, names)))
            .collect();
        object.insert("properties".to_owned(), Value::Object(properties));
    }
    match &parts.additional {
        Additional::Unspecified => {}
        Additional::Forbidden => {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        Additional::Values(schema) => {
            object.insert("additionalProperties".to_owned(), write(schema, names));
        }
    }
}

/// Adds what is said beside the shape.
fn annotated(mut object: Map<String, Value>, schema: &Schema, names: &ComponentNames) -> Value {
    if let Some(format) = &schema.format {
        object.insert("format".to_owned(), json!(format));
    }
    if !schema.members.is_empty() {
        let mut values: Vec<Value> = schema
            .members
            .iter()
            .map(|member| member.value.clone())
            .collect();
        // `null` has to be among the values even where the schema is nullable (OpenAPI 3.0.3).
        if schema.nullable {
            values.push(Value::Null);
        }
        object.insert("enum".to_owned(), Value::Array(values));
        if schema
            .members
            .iter()
            .any(|member| member.description.is_some())
        {
            let descriptions: Vec<&str> = schema
                .members
                .iter()
                .map(|member| member.description.as_deref().unwrap_or_default())
                .collect();
            object.insert("x-enum-descriptions".to_owned(), json!(descriptions));
        }
    }
    if schema.nullable {
        object.insert("nullable".to_owned(), json!(true));
    }
    constraints::add(&mut object, &schema.constraints, names);
    if let Some(default) = &schema.default {
        object.insert("default".to_owned(), default.clone());
    }
    if let Some(example) = schema.examples.first() {
        object.insert("example".to_owned(), example.clone());
    }
    Value::Object(object)
}

/// The description with the meaning of each member of an enumeration, which OpenAPI has no other
/// place for.
fn description(schema: &Schema) -> Option<String> {
    let meaning = |member: &Member| {
        let description = member.description.as_ref()?;
        let value = match &member.value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        Some(format!("- `{value}`: {description}"))
    };
    let members: Vec<String> = schema.members.iter().filter_map(meaning).collect();
    let parts: Vec<String> = schema
        .description
        .iter()
        .cloned()
        .chain((!members.is_empty()).then(|| members.join("\n")))
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_keeps_what_is_said_beside_it() {
        let name = "Note".to_owned();
        let names = ComponentNames::new(std::iter::once(&name));
        let mut schema = Schema::of(Shape::Reference(name.clone()));
        assert_eq!(
            write(&schema, &names),
            json!({"$ref": "#/components/schemas/Note"})
        );
        schema.nullable = true;
        assert_eq!(
            write(&schema, &names),
            json!({
                "anyOf": [
                    {"$ref": "#/components/schemas/Note"},
                    {"enum": [null], "nullable": true}
                ],
                "nullable": true
            })
        );
        let unknown = Schema::of(Shape::Reference("Nobody".to_owned()));
        assert_eq!(write(&unknown, &names), json!({}));
    }

    #[test]
    fn members_explain_themselves() {
        let member = |value: i64, text: &str| Member {
            value: json!(value),
            description: Some(text.to_owned()),
        };
        let schema = Schema {
            members: vec![member(1, "Open"), member(2, "Done")],
            nullable: true,
            description: Some("State.".to_owned()),
            ..Schema::of(Shape::Integer)
        };
        assert_eq!(
            write(&schema, &ComponentNames::default()),
            json!({
                "description": "State.\n\n- `1`: Open\n- `2`: Done",
                "type": "integer",
                "enum": [1, 2, null],
                "x-enum-descriptions": ["Open", "Done"],
                "nullable": true
            })
        );
    }
}
