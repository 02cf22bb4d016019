//! What an attribute is: the habits of this API with numbers, dates and texts.

use serde_json::{Value, json};

use super::models::{AttributeSeen, ResourceSeen};
use crate::profile::{Enumerations, reference};

/// Words in the names of attributes whose numbers may have a fraction, whatever the samples show.
const DECIMALS: &[&str] = &[
    "amount",
    "balance",
    "discount",
    "duration",
    "price",
    "proportion",
    "quantity",
    "rate",
    "total",
    "unpaid",
    "vacation",
    "value",
];

/// Names of attributes that count or order things.
const INTEGERS: &[&str] = &[
    "company-id",
    "count",
    "invoice-maturity",
    "length",
    "order",
    "priority",
    "size",
];

/// The schema of an attribute, the same in each role of its resource.
///
/// # Errors
///
/// If numbers are listed that the enumerations have no name for.
pub(super) fn schema(
    resource_type: &str,
    resource: &ResourceSeen,
    name: &str,
    enumerations: &Enumerations,
) -> anyhow::Result<Value> {
    let places: Vec<&AttributeSeen> = resource
        .models()
        .filter_map(|model| model.attributes.get(name))
        .collect();
    let place = format!("{resource_type}.{name}");
    let declared = || places.iter().flat_map(|seen| &seen.schemas);
    if let Some(enumeration) = enumerations.at(&place) {
        for schema in declared() {
            enumeration.check(&place, schema)?;
        }
        return Ok(reference(&enumeration.name));
    }
    if let Some(schema) = declared().find(|schema| schema.get("enum").is_some()) {
        return enumerations.name(&place, schema);
    }
    let values: Vec<&Value> = places.iter().flat_map(|seen| &seen.values).collect();
    let kinds: Vec<&str> = declared()
        .filter_map(|schema| schema["type"].as_str())
        .collect();
    Ok(from_values(name, &values, &kinds))
}

fn from_values(name: &str, values: &[&Value], declared: &[&str]) -> Value {
    let all = |is: fn(&Value) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    let only_declared = |kind: &str| values.is_empty() && declared.contains(&kind);
    if all(Value::is_boolean) || only_declared("boolean") {
        json!({"type": "boolean"})
    } else if all(Value::is_number) || only_declared("number") || only_declared("integer") {
        number(name, values, declared)
    } else if all(is_local_date_time) {
        json!({"type": "string", "format": "date-time-local"})
    } else if all(is_date) {
        json!({"type": "string", "format": "date"})
    } else if all(Value::is_string) || only_declared("string") {
        json!({"type": "string"})
    } else {
        json!({})
    }
}

fn number(name: &str, values: &[&Value], declared: &[&str]) -> Value {
    let words: Vec<&str> = name.split('-').collect();
    let has_fraction = values.iter().any(|value| value.is_f64());
    let is_decimal = has_fraction || words.iter().any(|word| DECIMALS.contains(word));
    let is_integer = INTEGERS.contains(&name)
        || words
            .last()
            .is_some_and(|last| INTEGERS.contains(last) || *last == "type")
        || declared.contains(&"integer");
    if is_integer && !is_decimal {
        json!({"type": "integer", "format": "int64"})
    } else {
        json!({"type": "number", "format": "decimal"})
    }
}

/// `2017-10-16T00:00:00`, without a zone.
fn is_local_date_time(value: &Value) -> bool {
    let parts = value.as_str().and_then(|text| text.split_once('T'));
    parts.is_some_and(|(day, time)| is_day(day) && has_form(time, "00:00:00"))
}

fn is_date(value: &Value) -> bool {
    value.as_str().is_some_and(is_day)
}

fn is_day(text: &str) -> bool {
    has_form(text, "0000-00-00")
}

/// Whether the text has digits where the form has them, and its other characters elsewhere.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(own, wanted): (u8, u8)| match wanted {
        b'0' => own.is_ascii_digit(),
        other => own == other,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_decide_and_names_tell_amounts_from_counts() {
        let cases: &[(&str, &[Value], &[&str], Value)] = &[
            ("is-main", &[json!(true)], &[], json!({"type": "boolean"})),
            (
                "created",
                &[json!("2017-10-16T00:00:00")],
                &["string"],
                json!({"type": "string", "format": "date-time-local"}),
            ),
            (
                "date-from",
                &[json!("2017-10-16")],
                &[],
                json!({"type": "string", "format": "date"}),
            ),
            ("zip", &[json!("940 01")], &[], json!({"type": "string"})),
            (
                "amount",
                &[json!(10)],
                &["integer"],
                json!({"type": "number", "format": "decimal"}),
            ),
            (
                "orders-income-amount",
                &[json!(1)],
                &[],
                json!({"type": "number", "format": "decimal"}),
            ),
            (
                "orders-count",
                &[json!(1)],
                &[],
                json!({"type": "integer", "format": "int64"}),
            ),
            (
                "order",
                &[json!(1)],
                &[],
                json!({"type": "integer", "format": "int64"}),
            ),
            (
                "rate-type",
                &[json!(20)],
                &[],
                json!({"type": "number", "format": "decimal"}),
            ),
            (
                "visibility-type",
                &[json!(0)],
                &[],
                json!({"type": "integer", "format": "int64"}),
            ),
            ("due-date", &[], &["string"], json!({"type": "string"})),
            ("link", &[], &[], json!({})),
        ];
        for (name, values, declared, expected) in cases {
            let values: Vec<&Value> = values.iter().collect();
            assert_eq!(from_values(name, &values, declared), *expected, "{name}");
        }
    }
}
