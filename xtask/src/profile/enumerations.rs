//! Numbers that stand for words: `spec/enumerations.json` names them, this makes components of
//! them and puts those where the numbers are.

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{components, each_operation, reference};

/// All enumerations of the API, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enumerations(Vec<Enumeration>);

/// One enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Enumeration {
    /// The name of its component, and of its type in Rust.
    pub(crate) name: String,
    /// What it is.
    pub(crate) description: String,
    /// What is inferred or contradictory about it.
    pub(crate) note: Option<String>,
    /// Where its numbers stand: `partner.type` is an attribute of a resource type,
    /// `GET /goods filter[type]` a query parameter.
    pub(crate) places: Vec<String>,
    /// Its members, ascending.
    pub(crate) members: Vec<Member>,
}

/// One number and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The number.
    pub(crate) value: i64,
    /// The name of its variant.
    pub(crate) name: String,
    /// The vendor's word for it.
    pub(crate) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    description: String,
    note: Option<String>,
    places: Vec<String>,
    members: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMember {
    name: String,
    label: String,
}

impl Enumerations {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// If it is not of the form that `spec/README.md` tells, or if a place is named twice.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let written: Map<String, Value> = serde_json::from_str(text)?;
        let mut enumerations: Vec<Enumeration> = Vec::new();
        for (name, value) in written {
            let written: Written =
                serde_json::from_value(value).with_context(|| format!("`{name}`"))?;
            for place in &written.places {
                let taken = enumerations
                    .iter()
                    .find(|other| other.places.contains(place));
                if let Some(other) = taken {
                    bail!("`{place}` is a place of `{}` and of `{name}`", other.name);
                }
            }
            let mut members = Vec::new();
            for (number, member) in written.members {
                let at = || format!("`{name}`, member `{number}`");
                let member: WrittenMember = serde_json::from_value(member).with_context(at)?;
                members.push(Member {
                    value: number.parse().with_context(at)?,
                    name: member.name,
                    label: member.label,
                });
            }
            members.sort_by_key(|member| member.value);
            enumerations.push(Enumeration {
                name,
                description: written.description,
                note: written.note,
                places: written.places,
                members,
            });
        }
        Ok(Self(enumerations))
    }

    /// The enumeration whose numbers stand at `place`.
    pub(crate) fn at(&self, place: &str) -> Option<&Enumeration> {
        self.0
            .iter()
            .find(|enumeration| enumeration.places.iter().any(|other| other == place))
    }

    /// Makes a component of each enumeration.
    pub(super) fn add_components(&self, document: &mut Value) {
        for enumeration in &self.0 {
            components(document)[&enumeration.name] = component(enumeration);
        }
    }

    /// Puts the components in the place of the lists of numbers that parameters have.
    pub(super) fn name_parameters(&self, document: &mut Value) -> anyhow::Result<()> {
        each_operation(document, |operation_name, operation| {
            let parameters = operation
                .get_mut("parameters")
                .and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                if parameter["schema"].get("enum").is_none() {
                    continue;
                }
                let name = parameter["name"].as_str().unwrap_or_default();
                let place = format!("{operation_name} {name}");
                parameter["schema"] = self.name(&place, &parameter["schema"])?;
            }
            Ok(())
        })
    }

    /// Checks that each place is still there.
    ///
    /// # Errors
    ///
    /// If some are not, all of which the error names.
    pub(super) fn check_places(&self, document: &Value) -> anyhow::Result<()> {
        let places = self.0.iter().flat_map(|enumeration| &enumeration.places);
        let gone: Vec<&str> = places
            .filter(|place| !is_there(document, place))
            .map(String::as_str)
            .collect();
        ensure!(
            gone.is_empty(),
            "spec/enumerations.json names places that are not there (any more): {}",
            gone.join(", ")
        );
        Ok(())
    }

    /// A reference to the component for a schema that lists numbers at `place`.
    ///
    /// # Errors
    ///
    /// If no enumeration has this place, or if it lacks one of the numbers.
    pub(super) fn name(&self, place: &str, schema: &Value) -> anyhow::Result<Value> {
        let Some(enumeration) = self.at(place) else {
            bail!("`{place}` is an enumeration without a name; add it to spec/enumerations.json");
        };
        enumeration.check(place, schema)?;
        Ok(reference(&enumeration.name))
    }
}

impl Enumeration {
    /// Checks that each number that `schema` lists has a name.
    ///
    /// A number that the document says nothing of is one that a sample shows and no list has: it
    /// needs no name, as every enumeration may have other numbers.
    ///
    /// # Errors
    ///
    /// If it has not; the error tells which.
    pub(super) fn check(&self, place: &str, schema: &Value) -> anyhow::Result<()> {
        let listed = schema.get("enum").and_then(Value::as_array);
        for (index, number) in listed.into_iter().flatten().enumerate() {
            let Some(number) = number.as_i64() else {
                continue;
            };
            if schema["x-enum-descriptions"][index] == "" {
                continue;
            }
            ensure!(
                self.members.iter().any(|member| member.value == number),
                "`{place}` may be {number}, for which `{}` has no name; add it to spec/enumerations.json",
                self.name
            );
        }
        Ok(())
    }
}

/// Whether the document has a parameter or an attribute at `place`.
fn is_there(document: &Value, place: &str) -> bool {
    if let Some((operation, name)) = place.rsplit_once(' ') {
        let (method, path) = operation.split_once(' ').unwrap_or_default();
        let parameters = document["paths"][path][method.to_lowercase()]["parameters"].as_array();
        let mut parameters = parameters.into_iter().flatten();
        return parameters.any(|parameter| parameter["name"] == name);
    }
    let (resource_type, attribute) = place.split_once('.').unwrap_or_default();
    let schemas = &document["components"]["schemas"];
    let mut models = schemas.as_object().into_iter().flatten();
    models.any(|(_, schema)| {
        let attributes = schema["properties"]["attributes"]["$ref"]
            .as_str()
            .and_then(|reference| reference.rsplit('/').next());
        schema["x-json-api"]["type"] == resource_type
            && attributes.is_some_and(|name| schemas[name]["properties"].get(attribute).is_some())
    })
}

fn component(enumeration: &Enumeration) -> Value {
    let members = &enumeration.members;
    let mut description = enumeration.description.clone();
    if let Some(note) = &enumeration.note {
        description = format!("{description} {note}");
    }
    json!({
        "description": description,
        "type": "integer",
        "enum": members.iter().map(|member| member.value).collect::<Vec<_>>(),
        "x-enum-varnames": members.iter().map(|member| &member.name).collect::<Vec<_>>(),
        "x-enum-descriptions": members.iter().map(|member| &member.label).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"Kind": {
        "description": "A kind.",
        "note": "Inferred.",
        "places": ["GET /x kind"],
        "members": {"2": {"name": "Two", "label": "Dva"}, "-1": {"name": "None", "label": "Nič"}}
    }}"#;

    fn document(schema: &Value) -> Value {
        json!({"paths": {"/x": {"get": {"parameters": [{"name": "kind", "in": "query", "schema": schema}]}}}})
    }

    #[test]
    fn a_list_of_numbers_becomes_a_component_with_names() {
        let enumerations = Enumerations::parse(FILE).unwrap();
        let mut document = document(&json!({"type": "integer", "enum": [2]}));
        enumerations.add_components(&mut document);
        enumerations.name_parameters(&mut document).unwrap();
        assert_eq!(
            document["components"]["schemas"]["Kind"],
            json!({
                "description": "A kind. Inferred.",
                "type": "integer",
                "enum": [-1, 2],
                "x-enum-varnames": ["None", "Two"],
                "x-enum-descriptions": ["Nič", "Dva"],
            })
        );
        assert_eq!(
            document["paths"]["/x"]["get"]["parameters"][0]["schema"],
            json!({"$ref": "#/components/schemas/Kind"})
        );
    }

    #[test]
    fn a_number_without_a_name_is_an_error() {
        let enumerations = Enumerations::parse(FILE).unwrap();
        let error = enumerations
            .name_parameters(&mut document(&json!({"enum": [2, 3]})))
            .unwrap_err();
        assert!(
            error.to_string().contains("`GET /x kind` may be 3"),
            "{error}"
        );
    }

    #[test]
    fn a_number_that_only_a_sample_shows_needs_no_name() {
        let enumerations = Enumerations::parse(FILE).unwrap();
        let schema = json!({"enum": [2, 3], "x-enum-descriptions": ["Dva", ""]});
        let mut document = document(&schema);
        assert!(enumerations.name_parameters(&mut document).is_ok());
    }

    #[test]
    fn a_place_that_is_gone_is_an_error() {
        let places = r#""GET /x kind", "tag.kind""#;
        let text = FILE.replacen(r#""GET /x kind""#, places, 1);
        let enumerations = Enumerations::parse(&text).unwrap();
        let mut document = document(&json!({}));
        let error = enumerations.check_places(&document).unwrap_err();
        assert!(error.to_string().ends_with(": tag.kind"), "{error}");
        document["components"]["schemas"] = json!({
            "Tag": {
                "properties": {"attributes": {"$ref": "#/components/schemas/TagAttributes"}},
                "x-json-api": {"type": "tag"},
            },
            "TagAttributes": {"properties": {"kind": {}}},
        });
        assert!(enumerations.check_places(&document).is_ok());
    }

    #[test]
    fn faults_of_the_file_are_errors() {
        assert!(Enumerations::parse(r#"{"Kind": {}}"#).is_err());
        let twice = FILE.replacen(
            r#"{"Kind":"#,
            r#"{"Other": {"description": "", "places": ["GET /x kind"], "members": {}}, "Kind":"#,
            1,
        );
        let error = Enumerations::parse(&twice).unwrap_err();
        assert!(error.to_string().contains("`GET /x kind`"), "{error}");
    }

    #[test]
    fn ours_can_be_read() {
        let text = include_str!("../../../spec/enumerations.json");
        assert!(Enumerations::parse(text).is_ok());
    }
}
