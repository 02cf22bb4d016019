//! The values that a schema lists, and what they say of its kind.

use serde_json::{Map, Value};

use super::rustdoc::{to_rustdoc_line, visible};

/// The JSON kinds that the schema allows, and whether `null` is among them.
pub(super) fn kinds(schema: &Map<String, Value>) -> (Vec<String>, bool) {
    let mut kinds: Vec<String> = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind.clone()],
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => implied_kinds(schema),
    };
    let members = members(schema);
    let fits = |kind: &String| members.iter().any(|member| kind_fits(kind, member));
    if !members.is_empty() && !kinds.iter().any(fits) {
        // The values are what is really sent; a type that none of them has is a slip.
        kinds = member_kinds(&members);
    }
    let with_null = kinds.len();
    kinds.retain(|kind| kind != "null");
    let null = kinds.len() < with_null;
    (kinds, null)
}

fn implied_kinds(schema: &Map<String, Value>) -> Vec<String> {
    let has = |keyword: &str| schema.contains_key(keyword);
    if has("properties") || has("additionalProperties") {
        vec!["object".to_owned()]
    } else if has("items") {
        vec!["array".to_owned()]
    } else {
        member_kinds(&members(schema))
    }
}

fn member_kinds(members: &[&Value]) -> Vec<String> {
    let mut kinds = Vec::new();
    for member in members {
        let kind = match member {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !kinds.iter().any(|known| known == kind) {
            kinds.push(kind.to_owned());
        }
    }
    kinds
}

fn kind_fits(kind: &str, member: &Value) -> bool {
    match kind {
        "string" => member.is_string(),
        "integer" => member.is_i64() || member.is_u64(),
        "number" => member.is_number(),
        "boolean" => member.is_boolean(),
        "null" => member.is_null(),
        _ => true,
    }
}

/// The values of `enum` or `const`.
fn members(schema: &Map<String, Value>) -> Vec<&Value> {
    match (schema.get("enum"), schema.get("const")) {
        (Some(Value::Array(members)), _) => members.iter().collect(),
        (_, Some(only)) => vec![only],
        _ => Vec::new(),
    }
}

/// Whether the schema says that `null` may stand too.
pub(super) fn is_nullable(schema: &Map<String, Value>) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
        || members(schema).iter().any(|member| member.is_null())
}

/// True for a schema that only `null` fits, as 3.1 and older tools write an optional value.
pub(super) fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "null")
        || schema.get("const").is_some_and(Value::is_null)
        || schema
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|members| members.len() == 1 && members[0].is_null())
}

/// The description with the known values below, one per line.
///
/// The type itself stays open: a value that the document does not know must not make the whole
/// answer unreadable.
pub(super) fn described_members(
    schema: &Map<String, Value>,
    description: Option<String>,
) -> Option<String> {
    let shown = |member: &Value| {
        member.as_str().map_or_else(
            || member.to_string(),
            |text| visible(text).replace('\n', " "),
        )
    };
    let members = members(schema);
    // What the description names already needs no list.
    let named = |member: &&&Value| {
        let name = format!("`{}`", shown(member));
        description
            .as_ref()
            .is_some_and(|text| text.contains(&name))
    };
    let some_told = members.iter().filter(named).count() > 0;
    let told: Vec<bool> = members
        .iter()
        .map(|member| member.is_null() || named(&member))
        .collect();
    if told.iter().all(|told| *told) {
        return description;
    }
    let labels = schema
        .get("x-enum-descriptions")
        .or_else(|| schema.get("x-enumDescriptions"));
    let mut text = description.map(|text| text + "\n\n").unwrap_or_default();
    text.push_str(if some_told {
        "Other known values:\n"
    } else {
        "Known values:\n"
    });
    for (index, member) in members.iter().enumerate() {
        if told.get(index) == Some(&true) {
            continue;
        }
        let shown = shown(member);
        let label = match labels {
            Some(Value::Array(labels)) => labels.get(index).and_then(Value::as_str),
            Some(Value::Object(labels)) => labels.get(&shown).and_then(Value::as_str),
            _ => None,
        };
        text.extend(["\n- `", &shown.replace('`', "'"), "`"]);
        if let Some(label) = label.filter(|label| !label.is_empty()) {
            text.extend([": ", &to_rustdoc_line(label)]);
        }
    }
    Some(text)
}
