//! The resources in Rust: invocations of the macros that flowii-api has for them.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, ensure};
use serde_json::{Map, Value};

use super::names::{field_name, module_name};
use super::subjects::groups_of_types;
use super::text::doc_comment;
use super::value_types::{attribute_type, read_relationship, written_relationship};

/// The text of `flowii-api/src/resources.rs`.
pub(super) fn resources(document: &Value) -> anyhow::Result<String> {
    let components = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .context("the document has no schemas")?;
    let schemas = Schemas(components);
    let groups = groups_of_types(document);
    let mut text = String::from(
        "//! Resources: as they are read, created and changed.\n\n\
         use crate::enumerations::*;\n\
         use crate::json_api::macros::{included, nothing_required, record, resource, write_model};\n\
         use crate::json_api::{Field, NoRelationships, OtherResource, ToMany, ToOne, WriteMany, WriteOne};\n\
         use crate::{Content, Decimal, Id};\n\
         use jiff::civil::{Date, DateTime};\n\
         use serde_json::Value;\n",
    );
    let mut read = String::new();
    let mut without_requirements = Vec::new();
    for (name, schema) in components {
        let marker = &schema["x-json-api"];
        let Some(resource_type) = marker["type"].as_str() else {
            continue;
        };
        let mut about = schema["description"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        if let Some(group) = groups.get(resource_type) {
            let module = module_name(group);
            let _ = write!(about, "\n\nSee also: [{group}](crate::groups::{module}).");
        }
        let model = Model {
            name,
            resource_type,
            schema,
            about,
        };
        let item = match marker["model"].as_str() {
            Some("read") => {
                let first_line = schema["description"].as_str().unwrap_or_default();
                read += &doc_comment(first_line, 4);
                let _ = writeln!(read, "    {name} {resource_type:?},");
                schemas.read_model(&model)
            }
            Some("new") => schemas.write_model(&model, &mut without_requirements),
            Some("patch") => schemas.patch_model(&model),
            _ => continue,
        };
        text += &item.with_context(|| format!("the schema `{name}`"))?;
    }
    let _ = writeln!(text, "\nincluded! {{\n{read}}}");
    let _ = write!(
        text,
        "\nnothing_required! {{\n    {}\n}}\n",
        without_requirements.join("\n    ")
    );
    Ok(text)
}

struct Schemas<'d>(&'d Map<String, Value>);

struct Model<'d> {
    name: &'d str,
    resource_type: &'d str,
    schema: &'d Value,
    /// What it is, and where its operations are.
    about: String,
}

/// One field of a record, as the macros take it.
struct Field {
    name: String,
    text: String,
    required: bool,
}

impl Schemas<'_> {
    /// The attributes or the relationships of a model, if it has any.
    fn part(&self, model: &Model, part: &str) -> Option<&Value> {
        let reference = model.schema["properties"][part]["$ref"].as_str()?;
        self.0.get(reference.rsplit('/').next()?)
    }

    fn fields(
        part: Option<&Value>,
        type_of: impl Fn(&Value, bool) -> anyhow::Result<String>,
    ) -> anyhow::Result<Vec<Field>> {
        let empty = Map::new();
        let properties = part.and_then(|part| part["properties"].as_object());
        let required: Vec<&str> = part
            .and_then(|part| part["required"].as_array())
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut fields = Vec::new();
        for (wire_name, schema) in properties.unwrap_or(&empty) {
            let required = required.contains(&wire_name.as_str());
            let rust_type = type_of(schema, required).with_context(|| format!("`{wire_name}`"))?;
            let name = field_name(wire_name);
            let mut text = doc_comment(&described(wire_name, schema), 8);
            let _ = writeln!(text, "        {name} {wire_name:?}: {rust_type},");
            fields.push(Field {
                name,
                text,
                required,
            });
        }
        Ok(fields)
    }

    fn read_model(&self, model: &Model) -> anyhow::Result<String> {
        let name = model.name;
        let attributes = Self::fields(self.part(model, "attributes"), |schema, _| {
            Ok(format!("Option<{}>", attribute_type(schema)?))
        })?;
        let relationships = Self::fields(self.part(model, "relationships"), |schema, _| {
            read_relationship(self.0, schema)
        })?;
        let mut text = record(
            &format!("{name}Attributes"),
            &format!("Attributes of [`{name}`]."),
            &attributes,
        );
        let relationships_name = if relationships.is_empty() {
            "NoRelationships".to_owned()
        } else {
            let relationships_name = format!("{name}Relationships");
            text += &record(
                &relationships_name,
                &format!("Relationships of [`{name}`]."),
                &relationships,
            );
            relationships_name
        };
        let _ = write!(
            text,
            "\nresource! {{\n{}    {name} {:?} = {name}Attributes, {relationships_name}\n}}\n",
            doc_comment(&model.about, 4),
            model.resource_type,
        );
        Ok(text)
    }

    fn write_model(
        &self,
        model: &Model,
        without_requirements: &mut Vec<String>,
    ) -> anyhow::Result<String> {
        let attributes = Self::fields(self.part(model, "attributes"), |schema, required| {
            let rust_type = attribute_type(schema)?;
            Ok(if required {
                rust_type
            } else {
                format!("Option<{rust_type}>")
            })
        })?;
        let relationships = Self::fields(self.part(model, "relationships"), |schema, _| {
            written_relationship(self.0, schema)
        })?;
        let mut fields = attributes.iter().chain(&relationships);
        if !fields.any(|field| field.required) {
            without_requirements.push(model.name.to_owned());
        }
        written(model, &attributes, &relationships)
    }

    fn patch_model(&self, model: &Model) -> anyhow::Result<String> {
        let mut attributes = Self::fields(self.part(model, "attributes"), |schema, required| {
            let rust_type = attribute_type(schema)?;
            Ok(if required {
                rust_type
            } else {
                format!("Field<{rust_type}>")
            })
        })?;
        let id = Field {
            name: "id".to_owned(),
            text: "        /// Which one to change.\n        id \"id\": Id,\n".to_owned(),
            required: true,
        };
        attributes.insert(0, id);
        let relationships = Self::fields(self.part(model, "relationships"), |schema, _| {
            written_relationship(self.0, schema)
        })?;
        written(model, &attributes, &relationships)
    }
}

fn record(name: &str, description: &str, fields: &[Field]) -> String {
    let fields: String = fields.iter().map(|field| field.text.as_str()).collect();
    format!(
        "\nrecord! {{\n{}    {name} {{\n{fields}    }}\n}}\n",
        doc_comment(description, 4)
    )
}

fn written(model: &Model, attributes: &[Field], relationships: &[Field]) -> anyhow::Result<String> {
    let mut owners = BTreeMap::new();
    for (kind, fields) in [("attribute", attributes), ("relationship", relationships)] {
        for field in fields {
            let owner = owners.insert(&field.name, kind);
            ensure!(
                owner.is_none(),
                "an attribute and a relationship are both called `{}` in Rust",
                field.name
            );
        }
    }
    let part = |fields: &[Field], required: bool| -> String {
        fields
            .iter()
            .filter(|field| field.required == required)
            .map(|field| field.text.as_str())
            .collect()
    };
    let name = model.name;
    Ok(format!(
        "\nwrite_model! {{\n{}    {name} {:?}\n    required {{\n{}    }} {{\n{}    }}\n    optional {{\n{}    }} {{\n{}    }}\n}}\n",
        doc_comment(&model.about, 4),
        model.resource_type,
        part(attributes, true),
        part(relationships, true),
        part(attributes, false),
        part(relationships, false),
    ))
}

/// What is said of a property, or its name in words where nothing is.
fn described(wire_name: &str, schema: &Value) -> String {
    let description = schema["description"].as_str().unwrap_or_default();
    if description.is_empty() {
        let mut words = wire_name.replace('-', " ");
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        words + "."
    } else {
        description.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_model_is_a_macro_call() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let document = json!({"components": {"schemas": {
            "Tag": {
                "description": "A tag.",
                "properties": {"attributes": reference("TagAttributes"), "relationships": reference("TagRelationships")},
                "x-json-api": {"type": "tag", "model": "read"},
            },
            "TagAttributes": {"properties": {"name": {"type": "string"}}},
            "TagRelationships": {"properties": {"parent": {"properties": {"data": {"allOf": [reference("TagIdentifier")]}}}}},
            "TagIdentifier": {"x-json-api": {"type": "tag", "model": "identifier"}},
            "NewTag": {
                "description": "A tag to create.",
                "properties": {"attributes": reference("NewTagAttributes")},
                "x-json-api": {"type": "tag", "model": "new"},
            },
            "NewTagAttributes": {"required": ["name"], "properties": {"name": {"type": "string"}, "type": {"type": "boolean"}}},
            "TagPatch": {
                "description": "A tag to change.",
                "properties": {"attributes": reference("TagAttributes")},
                "x-json-api": {"type": "tag", "model": "patch"},
            },
        }}});
        let text = resources(&document).unwrap();
        for expected in [
            "record! {\n    /// Attributes of [`Tag`].\n    TagAttributes {\n        /// Name.\n        name \"name\": Option<String>,\n    }\n}",
            "TagRelationships {\n        /// Parent.\n        parent \"parent\": ToOne<Tag>,\n    }",
            "resource! {\n    /// A tag.\n    Tag \"tag\" = TagAttributes, TagRelationships\n}",
            "NewTag \"tag\"\n    required {\n        /// Name.\n        name \"name\": String,\n    } {\n    }\n    optional {\n        /// Type.\n        type_ \"type\": Option<bool>,\n    } {\n    }\n",
            "TagPatch \"tag\"\n    required {\n        /// Which one to change.\n        id \"id\": Id,\n    } {\n    }\n    optional {\n        /// Name.\n        name \"name\": Field<String>,\n    }",
            "included! {\n    /// A tag.\n    Tag \"tag\",\n}",
        ] {
            assert!(text.contains(expected), "{expected}\n---\n{text}");
        }
        assert!(syn::parse_file(&text).is_ok());
    }
}
