//! Records that need themselves: they compile, and no value of them can ever be made.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A property that may be left out from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) component: String,
    pub(super) property: String,
}

/// Takes the demand off each property that leads back to its own record by demands alone.
pub(super) fn open_endless(schemas: &mut Map<String, Value>) -> Vec<Opened> {
    let demands: BTreeMap<&str, Vec<(&str, &str)>> = schemas
        .iter()
        .map(|(name, schema)| (name.as_str(), demands(schema)))
        .collect();
    let mut opened = Vec::new();
    // Whether a record has been left again; those that have not are on the way to here.
    let mut left: BTreeMap<&str, bool> = BTreeMap::new();
    for start in demands.keys() {
        if left.contains_key(start) {
            continue;
        }
        left.insert(start, false);
        let mut way = vec![(*start, 0)];
        while let Some((record, next)) = way.last_mut() {
            let Some((property, target)) = demands[record].get(*next) else {
                left.insert(record, true);
                way.pop();
                continue;
            };
            *next += 1;
            match left.get(target) {
                Some(false) => opened.push(Opened {
                    component: (*record).to_owned(),
                    property: (*property).to_owned(),
                }),
                None if demands.contains_key(target) => {
                    left.insert(target, false);
                    way.push((*target, 0));
                }
                _ => {}
            }
        }
    }
    for Opened {
        component,
        property,
    } in &opened
    {
        let required = schemas
            .get_mut(component)
            .and_then(|schema| schema.get_mut("required")?.as_array_mut());
        if let Some(required) = required {
            required.retain(|name| name != property);
        }
    }
    opened
}

/// The properties that have to be there, with the records that they are.
fn demands(schema: &Value) -> Vec<(&str, &str)> {
    let required = schema.get("required").and_then(Value::as_array);
    let names = required.into_iter().flatten().filter_map(Value::as_str);
    names
        .filter_map(|name| Some((name, record(schema.get("properties")?.get(name)?)?)))
        .collect()
}

/// The component that a property is and nothing else.
fn record(schema: &Value) -> Option<&str> {
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return None;
    }
    let reference = schema
        .get("$ref")
        .or_else(|| schema.get("allOf")?.get(0)?.get("$ref"));
    reference?.as_str()?.strip_prefix("#/components/schemas/")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_property_of_each_circle_may_be_left_out() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let record = |properties: Value| {
            let required: Vec<_> = properties.as_object().unwrap().keys().cloned().collect();
            json!({"type": "object", "properties": properties, "required": required})
        };
        let mut schemas = Map::new();
        schemas.insert(
            "A".to_owned(),
            record(json!({"b": to("B"), "leaf": to("L")})),
        );
        schemas.insert(
            "B".to_owned(),
            record(json!({"a": {"allOf": [to("A")]}, "list": {"type": "array", "items": to("B")}})),
        );
        schemas.insert(
            "L".to_owned(),
            record(json!({"none": {"allOf": [to("L")], "nullable": true}})),
        );
        schemas.insert(
            "S".to_owned(),
            record(json!({"s": to("S"), "missing": to("M")})),
        );
        let opened: Vec<_> = open_endless(&mut schemas)
            .into_iter()
            .map(|one| format!("{}.{}", one.component, one.property))
            .collect();
        assert_eq!(opened, ["B.a", "S.s"]);
        assert_eq!(schemas["B"]["required"], json!(["list"]));
        assert_eq!(open_endless(&mut schemas), []);
    }
}
