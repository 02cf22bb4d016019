//! From JSON Schema, drafts 3 to 7 and what people take for it, to schemas.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::names::numbered;
use crate::source::Span;

use super::NamedSchema;
use super::primitive;
use super::schema::{Additional, Object, Property, Schema, Shape};

use keywords::{add_constraints, add_members, text};

mod keywords;

/// Definitions of embedded schemas that became named types, and what each was made from.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) types: IndexMap<String, NamedSchema>,
    sources: BTreeMap<String, Value>,
}

/// Reads one embedded schema. What it refers to becomes named types in `definitions`, under
/// names that `is_taken` does not hold.
pub(super) fn import(
    root: &Value,
    span: Span,
    definitions: &mut Definitions,
    is_taken: &dyn Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Schema {
    let mut importer = Importer {
        root,
        span,
        definitions,
        is_taken,
        names: BTreeMap::new(),
        diagnostics,
    };
    importer.schema(root, 0)
}

struct Importer<'a> {
    root: &'a Value,
    span: Span,
    definitions: &'a mut Definitions,
    is_taken: &'a dyn Fn(&str) -> bool,
    /// The types that references of this schema have led to.
    names: BTreeMap<String, String>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Importer<'_> {
    fn schema(&mut self, value: &Value, depth: usize) -> Schema {
        let Some(keywords) = value.as_object().filter(|_| depth <= limits::MAX_NESTING) else {
            return Schema::default();
        };
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, depth);
        }
        let mut schema = self.shaped(keywords, depth);
        schema.title = text(keywords, "title");
        schema.description = text(keywords, "description");
        schema.default = keywords.get("default").cloned();
        schema.format = text(keywords, "format").or(schema.format);
        schema.nullable |= keywords.get("nullable") == Some(&Value::Bool(true));
        schema.examples = match (keywords.get("examples"), keywords.get("example")) {
            (Some(Value::Array(examples)), _) => examples.clone(),
            (_, Some(example)) => vec![example.clone()],
            _ => Vec::new(),
        };
        add_members(&mut schema, keywords);
        add_constraints(&mut schema, keywords);
        schema
    }

    fn shaped(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        let mut parts = Vec::new();
        for (keyword, shape) in [
            ("allOf", Shape::AllOf as fn(Vec<Schema>) -> Shape),
            ("oneOf", Shape::OneOf),
            ("anyOf", Shape::AnyOf),
        ] {
            if let Some(Value::Array(schemas)) = keywords.get(keyword) {
                let schemas: Vec<Schema> = schemas
                    .iter()
                    .map(|schema| self.schema(schema, depth + 1))
                    .collect();
                if !schemas.is_empty() {
                    parts.push(Schema::of(shape(schemas)));
                }
            }
        }
        let own = self.typed(keywords, depth);
        if parts.is_empty() {
            return own;
        }
        if !own.is_any() {
            parts.push(own);
        }
        if parts.len() == 1 {
            return parts.remove(0);
        }
        Schema::of(Shape::AllOf(parts))
    }

    fn typed(&mut self, keywords: &Map<String, Value>, depth: usize) -> Schema {
        let names: Vec<&str> = match keywords.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ if keywords.contains_key("properties") => vec!["object"],
            _ if keywords.contains_key("items") => vec!["array"],
            _ => Vec::new(),
        };
        let nullable = names.len() > 1 && names.contains(&"null");
        let mut schemas: Vec<Schema> = names
            .iter()
            .filter(|name| !nullable || **name != "null")
            .map(|name| self.of_type(name, keywords, depth))
            .collect();
        let mut schema = match schemas.len() {
            0 => Schema::default(),
            1 => schemas.remove(0),
            _ => Schema::of(Shape::AnyOf(schemas)),
        };
        schema.nullable |= nullable;
        schema
    }

    fn of_type(&mut self, name: &str, keywords: &Map<String, Value>, depth: usize) -> Schema {
        match name {
            "object" => Schema::of(Shape::Object(self.object(keywords, depth))),
            "array" => {
                let items =
                    keywords
                        .get("items")
                        .map_or_else(Schema::default, |items| match items {
                            Value::Array(items) => {
                                let items: Vec<Schema> = items
                                    .iter()
                                    .map(|item| self.schema(item, depth + 1))
                                    .collect();
                                Schema::of(Shape::AnyOf(items))
                            }
                            items => self.schema(items, depth + 1),
                        });
                Schema::of(Shape::Array(Box::new(items)))
            }
            "integer" => Schema::of(Shape::Integer),
            _ => self.by_other_name(name),
        }
    }

    /// A type that JSON Schema has not: `long`, `bool`, `enum[number]`.
    fn by_other_name(&mut self, name: &str) -> Schema {
        let base = name
            .split_once('[')
            .filter(|(outer, _)| *outer == "enum")
            .map_or(name, |(_, inner)| inner.trim_end_matches(']'));
        let known = primitive::of_name(base);
        let is_standard = base == name && ["string", "number", "boolean", "null"].contains(&name);
        if !is_standard {
            self.diagnostics.push(Diagnostic::new(
                Code::SCHEMA_TYPE_UNKNOWN,
                self.span,
                match known {
                    Some(_) => format!(
                        "`{name}` is no type of JSON Schema; it is taken as the nearest one"
                    ),
                    None => format!("`{name}` is no type of JSON Schema; it is taken as any value"),
                },
            ));
        }
        known.map(|known| known.schema).unwrap_or_default()
    }

    fn object(&mut self, keywords: &Map<String, Value>, depth: usize) -> Object {
        let required: Vec<&str> = match keywords.get("required") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let mut object = Object::default();
        if let Some(Value::Object(properties)) = keywords.get("properties") {
            for (name, value) in properties {
                // Draft 3 says `required: true` in the property itself.
                let says_required = value.get("required") == Some(&Value::Bool(true));
                let property = Property {
                    schema: self.schema(value, depth + 1),
                    required: says_required || required.contains(&name.as_str()),
                };
                object.properties.insert(name.clone(), property);
            }
        }
        object.additional = match keywords.get("additionalProperties") {
            Some(Value::Bool(false)) if !keywords.contains_key("patternProperties") => {
                Additional::Forbidden
            }
            Some(value @ Value::Object(_)) => {
                Additional::Values(Box::new(self.schema(value, depth + 1)))
            }
            _ => Additional::Unspecified,
        };
        object
    }

    /// What a reference leads to becomes a named type, so that it may lead back to itself.
    fn reference(&mut self, reference: &str, depth: usize) -> Schema {
        if let Some(name) = self.names.get(reference) {
            return Schema::of(Shape::Reference(name.clone()));
        }
        let pointer = reference
            .strip_prefix('#')
            .map(crate::uri_template::percent_decoded);
        let root = self.root;
        let Some(target) = pointer.as_deref().and_then(|pointer| root.pointer(pointer)) else {
            self.diagnostics.push(Diagnostic::new(
                Code::SCHEMA_REFERENCE_DANGLING,
                self.span,
                format!("`{reference}` leads to nothing in this schema; it is taken as any value"),
            ));
            return Schema::default();
        };
        let wanted = match reference.rsplit('/').next() {
            Some(last) if last != "#" && !last.is_empty() => last.to_owned(),
            _ => text(root.as_object().unwrap_or(&Map::new()), "title")
                .unwrap_or_else(|| "Schema".to_owned()),
        };
        let name = self.free_name(&wanted, target);
        self.names.insert(reference.to_owned(), name.clone());
        if !self.definitions.types.contains_key(&name) {
            self.definitions
                .sources
                .insert(name.clone(), target.clone());
            // Holds the place while the definition is read, which may refer to itself.
            self.put(&name, Schema::default());
            let schema = self.schema(target, depth + 1);
            self.put(&name, schema);
        }
        Schema::of(Shape::Reference(name))
    }

    fn put(&mut self, name: &str, schema: Schema) {
        let span = self.span;
        self.definitions
            .types
            .insert(name.to_owned(), NamedSchema { schema, span });
    }

    /// The wanted name, or one with a number where another type has it.
    fn free_name(&self, wanted: &str, target: &Value) -> String {
        let is_ours = |name: &str| self.definitions.sources.get(name) == Some(target);
        let is_free =
            |name: &str| !(self.is_taken)(name) && !self.definitions.types.contains_key(name);
        numbered(wanted, "", |name| is_ours(name) || is_free(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
}
