//! Schemas: JSON Schema (draft 2020-12) in the dialect of OpenAPI 3.0.

use apib::openapi::pointer_step;
use serde_json::{Map, Value, json};

use crate::description::Finding;

/// What a keyword of draft 2020-12 holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Data,
    Schema,
    Schemas,
    SchemasByName,
}

/// Keywords that 3.0 has as well, and what they hold.
const SHARED: &[(&str, Holds)] = &[
    ("$ref", Holds::Data),
    ("title", Holds::Data),
    ("description", Holds::Data),
    ("type", Holds::Data),
    ("format", Holds::Data),
    ("enum", Holds::Data),
    ("default", Holds::Data),
    ("example", Holds::Data),
    ("nullable", Holds::Data),
    ("pattern", Holds::Data),
    ("minLength", Holds::Data),
    ("maxLength", Holds::Data),
    ("minItems", Holds::Data),
    ("maxItems", Holds::Data),
    ("uniqueItems", Holds::Data),
    ("required", Holds::Data),
    ("minProperties", Holds::Data),
    ("maxProperties", Holds::Data),
    ("minimum", Holds::Data),
    ("maximum", Holds::Data),
    ("multipleOf", Holds::Data),
    ("readOnly", Holds::Data),
    ("writeOnly", Holds::Data),
    ("deprecated", Holds::Data),
    ("discriminator", Holds::Data),
    ("externalDocs", Holds::Data),
    ("xml", Holds::Data),
    ("properties", Holds::SchemasByName),
    ("items", Holds::Schema),
    ("not", Holds::Schema),
    ("additionalProperties", Holds::Schema),
    ("allOf", Holds::Schemas),
    ("anyOf", Holds::Schemas),
    ("oneOf", Holds::Schemas),
];

/// Keywords that 3.0 lacks and that hold schemas; they become extensions.
const EXTENSIONS: &[(&str, Holds)] = &[
    ("if", Holds::Schema),
    ("then", Holds::Schema),
    ("else", Holds::Schema),
    ("contains", Holds::Schema),
    ("propertyNames", Holds::Schema),
    ("unevaluatedItems", Holds::Schema),
    ("unevaluatedProperties", Holds::Schema),
    ("prefixItems", Holds::Schemas),
    ("patternProperties", Holds::SchemasByName),
    ("dependentSchemas", Holds::SchemasByName),
    ("$defs", Holds::SchemasByName),
];

/// Keywords that tell what a schema is, after which `nullable` is written.
const SHAPE: &[&str] = &[
    "type",
    "items",
    "properties",
    "additionalProperties",
    "format",
    "enum",
    "x-enum-descriptions",
];

/// Rewrites a schema and all in it.
pub(super) fn lower(schema: Value, pointer: &str, findings: &mut Vec<Finding>) -> Value {
    let members = match schema {
        Value::Bool(true) => return json!({}),
        Value::Bool(false) => return json!({"not": {}}),
        Value::Object(members) => members,
        other => return other,
    };
    let mut written = Map::new();
    let mut nullable = false;
    for (keyword, value) in members {
        let at = format!("{pointer}/{}", pointer_step(&keyword));
        let value = lower_parts(&keyword, value, &at, findings);
        match (keyword.as_str(), value) {
            ("type", value) => nullable |= add_type(&mut written, value),
            ("const", value) => set(&mut written, "enum", json!([value])),
            ("examples", Value::Array(samples)) => add_samples(&mut written, samples),
            ("exclusiveMinimum", value) if value.is_number() => {
                add_exclusive(&mut written, "minimum", "exclusiveMinimum", value, f64::gt);
            }
            ("exclusiveMaximum", value) if value.is_number() => {
                add_exclusive(&mut written, "maximum", "exclusiveMaximum", value, f64::lt);
            }
            ("minimum", _) if written.contains_key("exclusiveMinimum") => {}
            ("maximum", _) if written.contains_key("exclusiveMaximum") => {}
            ("contentEncoding", value) if value == "base64" => {
                set(&mut written, "format", json!("byte"));
            }
            ("contentMediaType", value) if value == "application/octet-stream" => {
                set(&mut written, "format", json!("binary"));
            }
            ("$ref", Value::String(reference)) => {
                let reference = reference.replace("/$defs/", "/x-defs/");
                set(&mut written, "$ref", json!(reference));
            }
            (keyword, value) if is_shared(keyword) || keyword.starts_with("x-") => {
                set(&mut written, keyword, value);
            }
            (keyword, value) => {
                let extension = format!("x-{}", keyword.trim_start_matches('$'));
                if EXTENSIONS.iter().any(|(known, _)| *known == keyword) && keyword != "$defs" {
                    let message = format!(
                        "OpenAPI 3.0 has no `{keyword}`; it is kept as `{extension}`, which nothing checks"
                    );
                    findings.push(Finding::new(at, message));
                }
                set(&mut written, &extension, value);
            }
        }
    }
    widen_items(&mut written);
    if nullable {
        written = with_nullable(written);
    }
    Value::Object(with_reference_alone(written))
}

fn set(written: &mut Map<String, Value>, keyword: &str, value: Value) {
    written.insert(keyword.to_owned(), value);
}

fn is_shared(keyword: &str) -> bool {
    SHARED.iter().any(|(known, _)| *known == keyword)
}

/// Rewrites the schemas that a keyword holds.
fn lower_parts(keyword: &str, value: Value, pointer: &str, findings: &mut Vec<Finding>) -> Value {
    let mut known = SHARED.iter().chain(EXTENSIONS);
    let holds = known.find(|(known, _)| *known == keyword);
    match (holds.map_or(Holds::Data, |(_, holds)| *holds), value) {
        // The one place where 3.0 has schemas that are true or false.
        (Holds::Schema, Value::Bool(flag)) if keyword == "additionalProperties" => {
            Value::Bool(flag)
        }
        (Holds::Schema, value) => lower(value, pointer, findings),
        (Holds::Schemas, Value::Array(schemas)) => schemas
            .into_iter()
            .enumerate()
            .map(|(index, schema)| lower(schema, &format!("{pointer}/{index}"), findings))
            .collect(),
        (Holds::SchemasByName, Value::Object(schemas)) => schemas
            .into_iter()
            .map(|(name, schema)| {
                let at = format!("{pointer}/{}", pointer_step(&name));
                (name, lower(schema, &at, findings))
            })
            .collect(),
        (_, value) => value,
    }
}

/// Writes one type or several; true if `null` is one of several.
fn add_type(written: &mut Map<String, Value>, value: Value) -> bool {
    let kinds = match value {
        Value::Array(kinds) => kinds,
        only => vec![only],
    };
    let is_null = |kind: &Value| kind == "null";
    let nullable = kinds.iter().any(is_null);
    let kinds: Vec<Value> = kinds.into_iter().filter(|kind| !is_null(kind)).collect();
    match &kinds[..] {
        // `null` alone, in the form that tools for 3.0 know.
        [] if nullable => {
            set(written, "type", json!("object"));
            set(written, "nullable", json!(true));
            set(written, "enum", json!([null]));
            false
        }
        [] => false,
        [only] => {
            set(written, "type", only.clone());
            nullable
        }
        several => {
            let alternative = |kind: &Value| match (kind == "array", nullable) {
                (true, true) => json!({"type": kind, "items": {}, "nullable": true}),
                (true, false) => json!({"type": kind, "items": {}}),
                (false, true) => json!({"type": kind, "nullable": true}),
                (false, false) => json!({"type": kind}),
            };
            set(written, "anyOf", several.iter().map(alternative).collect());
            false
        }
    }
}

fn add_samples(written: &mut Map<String, Value>, samples: Vec<Value>) {
    if let Some(first) = samples.first() {
        set(written, "example", first.clone());
    }
    if samples.len() > 1 {
        set(written, "x-examples", Value::Array(samples));
    }
}

/// A bound that 3.0 has a flag for. Of an inclusive and an exclusive bound the tighter one stays.
fn add_exclusive(
    written: &mut Map<String, Value>,
    bound: &str,
    flag: &str,
    value: Value,
    is_tighter: fn(&f64, &f64) -> bool,
) {
    let inclusive = written.get(bound).and_then(Value::as_f64);
    let exclusive = value.as_f64().unwrap_or_default();
    if inclusive.is_some_and(|inclusive| is_tighter(&inclusive, &exclusive)) {
        return;
    }
    set(written, bound, value);
    set(written, flag, json!(true));
}

/// Gives lists the `items` that 3.0 demands: what any of their items may be.
fn widen_items(written: &mut Map<String, Value>) {
    if written.get("type").is_none_or(|kind| kind != "array") {
        return;
    }
    let first = written
        .get("x-prefixItems")
        .and_then(Value::as_array)
        .cloned();
    match (first, written.get("items").cloned()) {
        (None, None) => set(written, "items", json!({})),
        (None, Some(_)) => {}
        (Some(mut kinds), rest) => {
            // `items: false` says that no others follow.
            kinds.extend(rest.filter(|rest| *rest != json!({"not": {}})));
            set(written, "items", json!({"anyOf": kinds}));
        }
    }
}

/// Puts `nullable` behind what tells the shape.
fn with_nullable(written: Map<String, Value>) -> Map<String, Value> {
    let last = written
        .keys()
        .rposition(|keyword| SHAPE.contains(&keyword.as_str()))
        .unwrap_or_default();
    let mut all = Map::new();
    for (index, (keyword, value)) in written.into_iter().enumerate() {
        all.insert(keyword, value);
        if index == last {
            set(&mut all, "nullable", json!(true));
        }
    }
    all
}

/// What stands beside a reference is ignored in 3.0, so there the reference goes into an `allOf`.
fn with_reference_alone(written: Map<String, Value>) -> Map<String, Value> {
    if !written.contains_key("$ref") || written.len() == 1 {
        return written;
    }
    let mut all = Map::new();
    let mut others = Vec::new();
    for (keyword, value) in written {
        match (keyword.as_str(), value) {
            ("$ref", reference) => {
                let reference = json!({"$ref": reference});
                others.insert(0, reference);
                all.insert("allOf".to_owned(), Value::Null);
            }
            ("allOf", Value::Array(schemas)) => {
                others.extend(schemas);
                all.insert("allOf".to_owned(), Value::Null);
            }
            (_, value) => {
                all.insert(keyword, value);
            }
        }
    }
    all.insert("allOf".to_owned(), Value::Array(others));
    all
}

#[cfg(test)]
mod tests;
