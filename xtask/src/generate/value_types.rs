//! The Rust types of attributes and relationships.

use anyhow::{Context, bail};
use serde_json::{Map, Value};

/// The type of an attribute's value.
pub(super) fn attribute_type(schema: &Value) -> anyhow::Result<String> {
    if let Some(component) = referenced(schema) {
        return Ok(component.to_owned());
    }
    let name = match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date-time-local")) => "DateTime",
        (Some("string"), Some("date")) => "Date",
        (Some("string"), Some("byte")) => "Content",
        (Some("string"), _) => "String",
        (Some("integer"), _) => "i64",
        (Some("number"), _) => "Decimal",
        (Some("boolean"), _) => "bool",
        (None, _) => "Value",
        (Some(other), _) => bail!("there is no type for an attribute that is an {other}"),
    };
    Ok(name.to_owned())
}

/// The type of a relationship that is read.
pub(super) fn read_relationship(
    components: &Map<String, Value>,
    schema: &Value,
) -> anyhow::Result<String> {
    let target = Target::of(components, schema)?;
    Ok(target.linked())
}

/// The type of a relationship that is sent.
pub(super) fn written_relationship(
    components: &Map<String, Value>,
    schema: &Value,
) -> anyhow::Result<String> {
    let target = Target::of(components, schema)?;
    let (new, patch) = (target.model("new"), target.model("patch"));
    let name = if target.many { "WriteMany" } else { "WriteOne" };
    Ok(match (new, patch) {
        (None, None) => target.linked(),
        (Some(new), None) => format!("{name}<{new}>"),
        (Some(new), Some(patch)) => format!("{name}<{new}, {patch}>"),
        (None, Some(patch)) => bail!("`{patch}` can be changed in place, but not be created"),
    })
}

/// What a relationship leads to.
struct Target<'d> {
    many: bool,
    /// The components that may stand in it, with their models.
    components: Vec<(&'d str, Option<&'d str>)>,
    /// The resource to read.
    resource: Option<&'d str>,
}

impl<'d> Target<'d> {
    fn of(components: &'d Map<String, Value>, schema: &'d Value) -> anyhow::Result<Self> {
        let data = &schema["properties"]["data"];
        let many = data["type"] == "array";
        let one = if many { &data["items"] } else { data };
        let names: Vec<&str> = match one["anyOf"].as_array() {
            Some(kinds) => kinds.iter().filter_map(referenced).collect(),
            None => referenced(one).into_iter().collect(),
        };
        let first = *names.first().context("the relationship leads nowhere")?;
        let marker = |name: &str| Some(&components.get(name)?["x-json-api"]);
        let resource_type = marker(first).and_then(|marker| marker["type"].as_str());
        let resource = components.iter().find(|(_, schema)| {
            let marker = &schema["x-json-api"];
            marker["model"] == "read" && marker["type"].as_str() == resource_type
        });
        Ok(Self {
            many,
            components: names
                .into_iter()
                .map(|name| {
                    (
                        name,
                        marker(name).and_then(|marker| marker["model"].as_str()),
                    )
                })
                .collect(),
            resource: resource_type.and(resource).map(|(name, _)| name.as_str()),
        })
    }

    fn model(&self, model: &str) -> Option<&'d str> {
        let found = self.components.iter().find(|(_, own)| *own == Some(model));
        found.map(|(name, _)| *name)
    }

    fn linked(&self) -> String {
        let name = if self.many { "ToMany" } else { "ToOne" };
        format!("{name}<{}>", self.resource.unwrap_or("OtherResource"))
    }
}

/// The name of the component that a schema refers to, alone or before anything less.
fn referenced(schema: &Value) -> Option<&str> {
    let parts = [&schema["allOf"], &schema["anyOf"]];
    let first = parts.into_iter().find_map(|parts| parts.get(0));
    let reference = &first.unwrap_or(schema)["$ref"];
    reference.as_str()?.rsplit('/').next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn formats_have_types() {
        let cases = [
            (
                json!({"type": "string", "format": "date-time-local"}),
                "DateTime",
            ),
            (
                json!({"type": "string", "format": "byte", "nullable": true}),
                "Content",
            ),
            (json!({"type": "number", "format": "decimal"}), "Decimal"),
            (
                json!({"allOf": [{"$ref": "#/components/schemas/Kind"}], "nullable": true}),
                "Kind",
            ),
            (json!({"nullable": true}), "Value"),
        ];
        for (schema, expected) in cases {
            assert_eq!(attribute_type(&schema).unwrap(), expected);
        }
        assert!(attribute_type(&json!({"type": "object"})).is_err());
    }

    #[test]
    fn relationships_take_what_may_stand_in_them() {
        let marked = |model: &str| json!({"x-json-api": {"type": "tag", "model": model}});
        let components = json!({
            "Tag": marked("read"), "NewTag": marked("new"), "TagPatch": marked("patch"), "TagIdentifier": marked("identifier"),
        });
        let components = components.as_object().unwrap();
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let one = |kinds: &[&str]| {
            let kinds: Vec<Value> = kinds.iter().map(|name| reference(name)).collect();
            json!({"properties": {"data": {"nullable": true, "anyOf": kinds}}})
        };
        let many =
            json!({"properties": {"data": {"type": "array", "items": reference("TagIdentifier")}}});
        assert_eq!(read_relationship(components, &many).unwrap(), "ToMany<Tag>");
        let written = |schema: &Value| written_relationship(components, schema);
        assert_eq!(written(&many).unwrap(), "ToMany<Tag>");
        assert_eq!(
            written(&one(&["NewTag", "TagPatch", "TagIdentifier"])).unwrap(),
            "WriteOne<NewTag, TagPatch>"
        );
        assert_eq!(written(&one(&["NewTag"])).unwrap(), "WriteOne<NewTag>");
        assert!(written(&one(&["TagPatch"])).is_err());
        assert_eq!(
            read_relationship(components, &one(&["ResourceIdentifier"])).unwrap(),
            "ToOne<OtherResource>"
        );
    }
}
