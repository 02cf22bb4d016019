//! Collects what the examples show of each type of resources, and what is declared beside them.

use serde_json::{Map, Value};

use super::models::{ModelSeen, Role, Seen};

/// Goes through all bodies of the document.
pub(super) fn observe(document: &Value) -> Seen {
    let mut seen = Seen::default();
    let paths = document["paths"].as_object().into_iter().flatten();
    for (_, item) in paths {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let role = if method == "patch" {
                Role::Patch
            } else {
                Role::New
            };
            observe_content(&mut seen, &operation["requestBody"]["content"], role);
            let responses = operation["responses"].as_object().into_iter().flatten();
            for (_, response) in responses {
                observe_content(&mut seen, &response["content"], Role::Read);
            }
        }
    }
    seen
}

/// The examples of one media type.
pub(super) fn examples(media: &Value) -> impl Iterator<Item = &Value> {
    let several = media["examples"].as_object().into_iter().flatten();
    let several = several.map(|(_, example)| &example["value"]);
    media.get("example").into_iter().chain(several)
}

/// The items of a `data` that holds one, several or none.
pub(super) fn items(data: &Value) -> &[Value] {
    match data {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn observe_content(seen: &mut Seen, content: &Value, role: Role) {
    for (_, media) in content.as_object().into_iter().flatten() {
        let schema = &media["schema"];
        for example in examples(media) {
            let data = &schema["properties"]["data"];
            let declared = match data.get("items") {
                Some(items) => items,
                None => data,
            };
            for item in items(&example["data"]) {
                let body = Body {
                    description: schema["description"].as_str(),
                    is_whole: true,
                };
                observe_resource(seen, item, declared, role, &body);
            }
            for item in items(&example["included"]) {
                // One schema describes all that is included, whatever its type.
                observe_resource(seen, item, &Value::Null, Role::Read, &Body::default());
            }
        }
    }
}

/// What is known of a resource from where it stands.
#[derive(Default)]
struct Body<'b> {
    description: Option<&'b str>,
    /// Whether it is what is sent or asked for, and not a part of it.
    is_whole: bool,
}

fn observe_resource(seen: &mut Seen, resource: &Value, schema: &Value, role: Role, body: &Body) {
    let Some(resource_type) = resource["type"].as_str() else {
        return;
    };
    let id = resource.get("id");
    let has_parts = ["attributes", "relationships"]
        .iter()
        .any(|part| resource.get(*part).is_some());
    let entry = seen.entry(resource_type.to_owned()).or_default();
    entry.identified |= id.is_some() || role == Role::Read;
    entry.number_id |= id.is_some_and(Value::is_number);
    if !has_parts && !body.is_whole {
        return;
    }
    let role = match role {
        Role::Patch if !body.is_whole && id.is_none() => Role::New,
        Role::New if !body.is_whole && id.is_some() => Role::Patch,
        role => role,
    };
    let declared = &schema["properties"];
    let model = entry.model(role);
    if let Some(description) = body.description {
        model.description.get_or_insert(description.to_owned());
    }
    observe_attributes(model, &resource["attributes"], &declared["attributes"]);
    if body.is_whole && role != Role::Read {
        declare_attributes(model, &declared["attributes"]);
        require(model, &declared["attributes"]);
        require(model, &declared["relationships"]);
    }
    let relationships = resource["relationships"].as_object();
    for (name, relationship) in relationships.into_iter().flatten() {
        let declared = &declared["relationships"]["properties"][name];
        observe_relationship(seen, (resource_type, role), name, relationship, declared);
    }
}

fn observe_attributes(model: &mut ModelSeen, attributes: &Value, declared: &Value) {
    for (name, value) in attributes.as_object().into_iter().flatten() {
        let attribute = model.attributes.entry(name.clone()).or_default();
        match value {
            Value::Null => attribute.null = true,
            value if !attribute.values.contains(value) => attribute.values.push(value.clone()),
            _ => {}
        }
        if let Some(schema) = declared["properties"].get(name) {
            attribute.schemas.push(schema.clone());
        }
    }
}

/// Remembers attributes that are declared for a request, though its sample does not show them.
fn declare_attributes(model: &mut ModelSeen, declared: &Value) {
    for (name, schema) in declared["properties"].as_object().into_iter().flatten() {
        let attribute = model.attributes.entry(name.clone()).or_default();
        if !attribute.schemas.contains(schema) {
            attribute.schemas.push(schema.clone());
        }
    }
}

/// Remembers what is required. In a list the converter concludes that from what all items have;
/// of a whole body there is one, so it is what the document says.
fn require(model: &mut ModelSeen, declared: &Value) {
    let required = declared["required"].as_array().into_iter().flatten();
    model
        .required
        .extend(required.filter_map(Value::as_str).map(str::to_owned));
}

fn observe_relationship(
    seen: &mut Seen,
    (resource_type, role): (&str, Role),
    name: &str,
    relationship: &Value,
    declared: &Value,
) {
    let empty = Map::new();
    let members = relationship.as_object().unwrap_or(&empty);
    let data = members.get("data").unwrap_or(&Value::Null);
    let entry = seen.entry(resource_type.to_owned()).or_default();
    let known = entry
        .model(role)
        .relationships
        .entry(name.to_owned())
        .or_default();
    known.many |= data.is_array();
    if let Some(description) = declared["description"].as_str() {
        known.description.get_or_insert(description.to_owned());
    }
    for item in items(data) {
        let Some(target) = item["type"].as_str() else {
            continue;
        };
        known.targets.insert(target.to_owned());
        if role != Role::Read {
            let has_parts = item.get("attributes").is_some() || item.get("relationships").is_some();
            known.new |= item.get("id").is_none();
            known.patch |= item.get("id").is_some() && has_parts;
        }
    }
    let declared = &declared["properties"]["data"];
    let declared = declared.get("items").unwrap_or(declared);
    for item in items(data) {
        observe_resource(seen, item, declared, role, &Body::default());
    }
}
