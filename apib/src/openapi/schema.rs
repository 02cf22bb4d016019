//! Schema objects.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::schema::{Additional, Member, Object, Property, Schema, Shape};

use super::constraints;
use super::context::Context;
use super::dialect;
use super::reserved;
use super::{put, put_list};

#[cfg(test)]
mod tests;

/// Writes a schema in the dialect of the version.
pub(super) fn write(schema: &Schema, context: &mut Context) -> Value {
    let mut object = Map::with_capacity(keywords(schema));
    put(&mut object, "title", schema.title.as_deref());
    put(&mut object, "description", description(schema).as_deref());
    add_shape(&mut object, &schema.shape, context);
    let version = context.version;
    if let Some(format) = &schema.format {
        dialect::add_format(&mut object, format, version);
    }
    if !schema.members.is_empty() {
        dialect::add_values(&mut object, schema, version);
        add_meanings(&mut object, schema);
    }
    if schema.nullable {
        dialect::add_null(&mut object, &schema.shape, version);
    }
    constraints::add(&mut object, &schema.constraints, context);
    set_aside_pattern(&mut object, context);
    if let Some(default) = &schema.default {
        object.insert("default".to_owned(), Value::clone(default));
    }
    dialect::add_examples(&mut object, &schema.examples, version);
    dialect::finish(object, version)
}

/// How many keywords a schema has, as a rule: most have one or two, for which a map that grows
/// by itself takes three times the space.
fn keywords(schema: &Schema) -> usize {
    let of_shape = match &schema.shape {
        Shape::Any => 0,
        Shape::Object(parts) => {
            let is_any_required = parts.properties.values().any(|property| property.required);
            let is_closed = parts.additional != Additional::Unspecified;
            2 + usize::from(is_any_required) + usize::from(is_closed)
        }
        Shape::Array(_) => 2,
        _ => 1,
    };
    let others = [
        schema.title.is_some(),
        schema.description.is_some(),
        schema.format.is_some(),
        !schema.members.is_empty(),
        schema.nullable,
        schema.default.is_some(),
        !schema.examples.is_empty(),
    ];
    let others = others.into_iter().filter(|is_there| *is_there).count();
    of_shape + others + schema.constraints.len()
}

fn add_shape(object: &mut Map<String, Value>, shape: &Shape, context: &mut Context) {
    let kind = match shape {
        Shape::Any => return,
        Shape::Reference(name) => {
            if context.names.contains(name) {
                let key = context.names.key(name);
                object.insert(
                    "$ref".to_owned(),
                    json!(format!("#/components/schemas/{key}")),
                );
            }
            return;
        }
        Shape::OneOf(schemas) => return add_all(object, "oneOf", schemas, context),
        Shape::AnyOf(schemas) => return add_all(object, "anyOf", schemas, context),
        Shape::AllOf(schemas) => return add_all(object, "allOf", schemas, context),
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
            object.insert("items".to_owned(), write(items, context));
        }
        Shape::Object(parts) => add_parts(object, parts, context),
        _ => {}
    }
}

fn add_all(
    object: &mut Map<String, Value>,
    keyword: &str,
    schemas: &[Schema],
    context: &mut Context,
) {
    // None of them may be missing altogether.
    if !schemas.is_empty() {
        let schemas = schemas
            .iter()
            .map(|schema| write(schema, context))
            .collect();
        object.insert(keyword.to_owned(), schemas);
    }
}

fn add_parts(object: &mut Map<String, Value>, parts: &Object, context: &mut Context) {
    let required = parts
        .properties
        .iter()
        .filter(|(_, property)| property.required);
    let required: Vec<String> = required.map(|(name, _)| name.clone()).collect();
    put_list(object, "required", &required);
    let (taken, plain): (Vec<_>, Vec<_>) = parts
        .properties
        .iter()
        .partition(|(name, _)| reserved::is_reserved(name));
    if !plain.is_empty() {
        let properties = plain
            .into_iter()
            .map(|(name, property)| (name.clone(), write(&property.schema, context)))
            .collect();
        object.insert("properties".to_owned(), Value::Object(properties));
    }
    add_reserved(object, &taken, context);
    match &parts.additional {
        Additional::Unspecified => {}
        // What cannot be named is an additional property.
        Additional::Forbidden if object.contains_key(dialect::X_PROPERTIES) => {}
        Additional::Forbidden => {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        Additional::Values(schema) => {
            let schema = write(schema, context);
            object.insert("additionalProperties".to_owned(), schema);
        }
    }
}

/// Adds the properties whose names tools would take for keywords.
fn add_reserved(
    object: &mut Map<String, Value>,
    properties: &[(&String, &Property)],
    context: &mut Context,
) {
    if properties.is_empty() {
        return;
    }
    for (name, _) in properties {
        context.diagnostics.push(Diagnostic::new(
            Code::PROPERTY_NAME_RESERVED,
            context.span,
            format!("a property is called `{name}`"),
        ));
    }
    let properties = properties
        .iter()
        .map(|(name, property)| ((*name).clone(), write(&property.schema, context)))
        .collect();
    dialect::add_reserved(object, properties, context.version);
}

/// Takes a pattern that is no regular expression out of the way of validators.
fn set_aside_pattern(object: &mut Map<String, Value>, context: &mut Context) {
    let is_illegal = |pattern: &&str| regress::Regex::with_flags(pattern, "u").is_err();
    let pattern = object.get("pattern").and_then(Value::as_str);
    let Some(pattern) = pattern.filter(is_illegal).map(str::to_owned) else {
        return;
    };
    context.diagnostics.push(Diagnostic::new(
        Code::PATTERN_ILLEGAL,
        context.span,
        format!("`{pattern}` is no regular expression"),
    ));
    object.shift_remove("pattern");
    object.insert("x-pattern".to_owned(), json!(pattern));
}

/// Adds what the values of an enumeration mean.
fn add_meanings(object: &mut Map<String, Value>, schema: &Schema) {
    let meanings = schema
        .members
        .iter()
        .map(|member| member.description.as_deref());
    if meanings.clone().any(|meaning| meaning.is_some()) {
        let meanings: Vec<&str> = meanings.map(Option::unwrap_or_default).collect();
        object.insert("x-enum-descriptions".to_owned(), json!(meanings));
    }
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
