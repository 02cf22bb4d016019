//! Base types and the other names that people give them.

use std::borrow::Cow;

use super::schema::{Additional, Object, Schema, Shape};

/// What a type name stands for when no named type has it.
pub(super) struct Primitive {
    pub(super) schema: Schema,
    /// False for the names that MSON itself has.
    pub(super) is_other_name: bool,
}

/// The type of a name that MSON has or that is commonly used in its place; `None` for a name
/// that must be a named type.
pub(super) fn of_name(name: &str) -> Option<Primitive> {
    let lower = name.trim().to_ascii_lowercase();
    let (shape, format, is_other_name) = match lower.as_str() {
        "string" => (Shape::String, None, false),
        "number" => (Shape::Number, None, false),
        "boolean" => (Shape::Boolean, None, false),
        "object" => (Shape::Object(Box::default()), None, false),
        "array" => (Shape::Array(Box::default()), None, false),
        "enum" => (Shape::Any, None, false),
        "bool" => (Shape::Boolean, None, true),
        "int" | "integer" | "number(integer)" => (Shape::Integer, None, true),
        "int32" => (Shape::Integer, Some("int32"), true),
        "long" | "int64" | "bigint" | "unsigned long" => (Shape::Integer, Some("int64"), true),
        "decimal" | "numeric" | "real" => (Shape::Number, None, true),
        "float" => (Shape::Number, Some("float"), true),
        "double" => (Shape::Number, Some("double"), true),
        "text" | "str" | "char" | "html" | "xml" | "markdown" | "base64" => {
            (Shape::String, None, true)
        }
        "date" => (Shape::String, Some("date"), true),
        "datetime" | "date-time" | "timestamp" | "time" | "iso8601" => (Shape::String, None, true),
        "uuid" | "guid" => (Shape::String, Some("uuid"), true),
        "uri" | "url" => (Shape::String, Some("uri"), true),
        "email" => (Shape::String, Some("email"), true),
        "password" => (Shape::String, Some("password"), true),
        "file" | "binary" => (Shape::String, Some("binary"), true),
        "list" => (Shape::Array(Box::default()), None, true),
        "map" | "hash" | "dict" | "json" => (
            Shape::Object(Box::new(Object {
                additional: Additional::Values(Box::default()),
                ..Object::default()
            })),
            None,
            true,
        ),
        "any" | "mixed" | "null" | "*" => (Shape::Any, None, true),
        _ => return None,
    };
    Some(Primitive {
        schema: Schema {
            shape,
            nullable: lower == "null",
            format: format.map(Cow::Borrowed),
            ..Schema::default()
        },
        is_other_name,
    })
}
