//! The keyword `type`.

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::model::primitive;
use crate::model::schema::{Schema, Shape};

use super::Importer;

/// One of the types that a schema allows.
enum Alternative<'v> {
    Name(&'v str),
    /// A schema in the place of a name, as draft 3 has it.
    Schema(&'v Value),
}

impl Importer<'_> {
    /// The schema of the types that a schema allows, with the keywords that belong to each.
    pub(super) fn typed(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        let alternatives = alternatives(keywords);
        let is_null = |one: &Alternative<'_>| matches!(one, Alternative::Name("null"));
        let nullable = alternatives.len() > 1 && alternatives.iter().any(is_null);
        let mut schemas: Vec<Schema> = alternatives
            .iter()
            .filter(|one| !nullable || !is_null(one))
            .map(|one| match one {
                Alternative::Name(name) => self.of_type(name, keywords, depth),
                Alternative::Schema(schema) => self.schema(schema, depth + 1),
            })
            .collect();
        let mut schema = match schemas.len() {
            0 => Schema::default(),
            1 => schemas.remove(0),
            _ => Schema::of(Shape::AnyOf(schemas)),
        };
        schema.nullable |= nullable;
        schema
    }

    pub(super) fn of_type(
        &mut self,
        name: &str,
        keywords: &Map<String, Value>,
        depth: usize,
    ) -> Schema {
        match name {
            "object" => self.object(keywords, depth),
            "array" => self.array(keywords, depth),
            "integer" => Schema::of(Shape::Integer),
            "null" => null(),
            // Draft 3's name for a schema without a type.
            "any" => Schema::default(),
            _ => self.by_other_name(name, keywords, depth),
        }
    }

    /// A type that JSON Schema has not: `long`, `bool`, `enum[number]`, `array[string]`.
    fn by_other_name(&mut self, name: &str, keywords: &Map<String, Value>, depth: usize) -> Schema {
        if ["string", "number", "boolean"].contains(&name) {
            return primitive::of_name(name)
                .map(|known| known.schema)
                .unwrap_or_default();
        }
        let lower = name.trim().to_lowercase();
        let inner = lower
            .split_once('[')
            .map(|(outer, inner)| (outer, inner.trim_end_matches(']')));
        let schema = match inner {
            Some(("enum", inner)) => primitive::of_name(inner).map(|known| known.schema),
            Some(("array" | "list", inner)) => primitive::of_name(inner)
                .map(|known| Schema::of(Shape::Array(Box::new(known.schema)))),
            // `string[]`
            Some((item, "")) => primitive::of_name(item)
                .map(|known| Schema::of(Shape::Array(Box::new(known.schema)))),
            _ if (self.is_taken)(name) => Some(Schema::of(Shape::Reference(name.to_owned()))),
            _ => match lower.as_str() {
                "object" | "array" | "integer" | "null" | "any" => {
                    Some(self.of_type(&lower, keywords, depth))
                }
                "list" | "collection" => Some(self.array(keywords, depth)),
                _ => primitive::of_name(&lower).map(|known| known.schema),
            },
        };
        let taken_as = match schema {
            Some(_) => "the nearest one",
            None => "any value",
        };
        self.report(
            Code::SCHEMA_TYPE_UNKNOWN,
            format!("`{name}` is no type of JSON Schema; it is taken as {taken_as}"),
        );
        schema.unwrap_or_default()
    }
}

/// The schema of `null` alone, which the model has no shape for.
pub(super) fn null() -> Schema {
    let mut schema = Schema {
        nullable: true,
        ..Schema::default()
    };
    schema.constraints.insert("type".to_owned(), "null".into());
    schema
}

fn of_value(value: &Value) -> Option<Alternative<'_>> {
    match value {
        Value::String(name) => Some(Alternative::Name(name)),
        Value::Object(_) => Some(Alternative::Schema(value)),
        _ => None,
    }
}

/// The types that a schema allows, from its other keywords where it does not say.
fn alternatives(keywords: &Map<String, Value>) -> Vec<Alternative<'_>> {
    match keywords.get("type") {
        Some(Value::Array(values)) => return values.iter().filter_map(of_value).collect(),
        Some(value) => return of_value(value).into_iter().collect(),
        None => {}
    }
    let has = |names: &[&str]| names.iter().any(|name| keywords.contains_key(*name));
    let has_list_of_required = keywords.get("required").is_some_and(Value::is_array);
    if has(&["properties", "patternProperties", "additionalProperties"]) || has_list_of_required {
        vec![Alternative::Name("object")]
    } else if has(&["items", "prefixItems"]) {
        vec![Alternative::Name("array")]
    } else {
        Vec::new()
    }
}
