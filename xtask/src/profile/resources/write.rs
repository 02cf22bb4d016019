//! Writes the family of schemas of each type of resources.

use serde_json::{Map, Value, json};

use super::models::{AttributeSeen, ModelSeen, ResourceSeen, Role, Seen};
use super::{marker, names, relationship, scalar};
use crate::profile::{Facts, components, reference};

/// Adds the families to the components of the document.
pub(super) fn write_families(
    document: &mut Value,
    seen: &Seen,
    facts: &Facts,
) -> anyhow::Result<()> {
    let mut schemas = Map::new();
    for (resource_type, resource) in seen {
        let family = Family {
            seen,
            resource_type,
            resource,
            facts,
        };
        if resource.identified {
            let name = names::identifier(resource_type);
            schemas.insert(name, family.identifier());
            family.write(&mut schemas, Role::Read)?;
        }
        if resource.new.is_some() {
            family.write(&mut schemas, Role::New)?;
        }
        if resource.patch.is_some() {
            family.write(&mut schemas, Role::Patch)?;
        }
    }
    let included: Vec<Value> = seen
        .iter()
        .filter(|(_, resource)| resource.identified)
        .map(|(resource_type, _)| reference(&names::resource(resource_type)))
        .collect();
    schemas.extend(shared(included));
    let target = components(document);
    for (name, schema) in schemas {
        target[name] = schema;
    }
    Ok(())
}

struct Family<'s> {
    seen: &'s Seen,
    resource_type: &'s str,
    resource: &'s ResourceSeen,
    facts: &'s Facts,
}

impl Family<'_> {
    fn write(&self, schemas: &mut Map<String, Value>, role: Role) -> anyhow::Result<()> {
        let (name, model, seen) = match role {
            Role::Read => (
                names::resource(self.resource_type),
                "read",
                &self.resource.read,
            ),
            Role::New => (names::new(self.resource_type), "new", &self.resource.new),
            Role::Patch => (
                names::patch(self.resource_type),
                "patch",
                &self.resource.patch,
            ),
        };
        let empty = ModelSeen::default();
        let seen = seen.as_ref().unwrap_or(&empty);
        let mut properties = Map::new();
        properties.insert("type".to_owned(), self.type_schema());
        let mut required = vec!["type"];
        if role != Role::New {
            properties.insert("id".to_owned(), self.id_schema());
            required.push("id");
        }
        let mut parts = Vec::new();
        for (part, described) in [
            ("attributes", self.attributes(seen, role)?),
            ("relationships", self.relationships(seen, role)),
        ] {
            let Some(schema) = described else {
                continue;
            };
            let part_name = match part {
                "attributes" => names::attributes(&name),
                _ => names::relationships(&name),
            };
            if schema.get("required").is_some() {
                required.push(part);
            }
            properties.insert(part.to_owned(), reference(&part_name));
            parts.push((part_name, schema));
        }
        if role == Role::Read {
            properties
                .entry("attributes")
                .or_insert_with(|| json!({"type": "object"}));
            properties.insert("links".to_owned(), reference("Links"));
        }
        let mut schema = json!({
            "type": "object",
            "required": required,
            "properties": properties,
            "x-json-api": marker(self.resource_type, model),
        });
        schema["description"] = json!(self.about(role, seen));
        schemas.insert(name, schema);
        schemas.extend(parts);
        Ok(())
    }

    /// What the model is.
    fn about(&self, role: Role, seen: &ModelSeen) -> String {
        let known = self.facts.resources.get(self.resource_type);
        let known = known
            .cloned()
            .unwrap_or_else(|| format!("A resource of the type `{}`.", self.resource_type));
        let declared = seen.description.clone();
        match role {
            Role::Read => known,
            Role::New => declared.unwrap_or_else(|| format!("To create {}", lower_first(&known))),
            Role::Patch => declared.unwrap_or_else(|| format!("To change {}", lower_first(&known))),
        }
    }

    fn type_schema(&self) -> Value {
        json!({"type": "string", "enum": [self.resource_type]})
    }

    fn id_schema(&self) -> Value {
        if self.resource.number_id {
            json!({"oneOf": [{"type": "string"}, {"type": "integer", "format": "int64"}]})
        } else {
            json!({"type": "string"})
        }
    }

    fn identifier(&self) -> Value {
        json!({
            "type": "object",
            "required": ["type", "id"],
            "properties": {"type": self.type_schema(), "id": self.id_schema()},
            "x-json-api": marker(self.resource_type, "identifier"),
        })
    }

    fn attributes(&self, seen: &ModelSeen, role: Role) -> anyhow::Result<Option<Value>> {
        let mut properties = Map::new();
        for (name, attribute) in &seen.attributes {
            let schema = scalar::schema(
                self.resource_type,
                self.resource,
                name,
                &self.facts.enumerations,
            )?;
            let nullable = role != Role::New || attribute.null;
            let description = self.description(name);
            properties.insert(name.clone(), dressed(schema, nullable, description));
        }
        let required = required(seen, &properties);
        Ok(object(&properties, &required))
    }

    fn relationships(&self, seen: &ModelSeen, role: Role) -> Option<Value> {
        let names = seen.relationships.keys();
        let properties: Map<String, Value> = names
            .map(|name| {
                let schema = relationship::schema(self.seen, self.resource, role, name);
                (name.clone(), schema)
            })
            .collect();
        let required = required(seen, &properties);
        object(&properties, &required)
    }

    /// What is said of an attribute anywhere, without the list of numbers that a component has.
    fn description(&self, name: &str) -> Option<String> {
        let places = self
            .resource
            .models()
            .filter_map(|model| model.attributes.get(name));
        let mut schemas = places.flat_map(|place: &AttributeSeen| &place.schemas);
        let description = schemas.find_map(|schema| schema["description"].as_str())?;
        let text = description.split("\n\n- `").next().unwrap_or_default();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

fn required(seen: &ModelSeen, properties: &Map<String, Value>) -> Vec<String> {
    let required = seen.required.iter();
    required
        .filter(|name| properties.contains_key(*name))
        .cloned()
        .collect()
}

fn object(properties: &Map<String, Value>, required: &[String]) -> Option<Value> {
    if properties.is_empty() {
        return None;
    }
    let mut schema = json!({"type": "object", "properties": properties});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    Some(schema)
}

fn dressed(schema: Value, nullable: bool, description: Option<String>) -> Value {
    let mut schema = if schema.get("$ref").is_some() && (nullable || description.is_some()) {
        json!({"allOf": [schema]})
    } else {
        schema
    };
    if nullable {
        schema["nullable"] = json!(true);
    }
    if let Some(description) = description {
        schema["description"] = json!(description);
    }
    schema
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// What all families share.
fn shared(mut included: Vec<Value>) -> Map<String, Value> {
    let text = json!({"type": "string"});
    let id = json!({"oneOf": [{"type": "string"}, {"type": "integer", "format": "int64"}]});
    included.push(reference("OtherResource"));
    let schemas = json!({
        "Links": {
            "description": "Links of a document, a resource or a relationship. The vendor's samples show `self`, `related` and `first`; the others are those of JSON:API.",
            "type": "object",
            "properties": {"self": text, "related": text, "first": text, "prev": text, "next": text, "last": text},
        },
        "ResourceIdentifier": {
            "description": "A resource of a type that no sample shows.",
            "type": "object",
            "required": ["type", "id"],
            "properties": {"type": text, "id": id},
        },
        "OtherResource": {
            "description": "A resource of a type that this document does not describe.",
            "type": "object",
            "required": ["type"],
            "properties": {"type": text, "id": id},
        },
        "Included": {
            "description": "A resource that comes along with those that were asked for.",
            "anyOf": included,
        },
    });
    match schemas {
        Value::Object(schemas) => schemas,
        _ => Map::new(),
    }
}
