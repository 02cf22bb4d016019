//! What FLOWii's document means beyond what it says in `OpenAPI`'s terms.
//!
//! The converter knows nothing of FLOWii: of a `filter` parameter it knows that it is a text, of a
//! number in a body that it is a number. The passes of this room know the habits of this API
//! (JSON:API, families of `filter[…]` parameters, numbers that stand for words) and write them down
//! as `OpenAPI`. Each is a function over the document as JSON with tests of its own; the overlay
//! comes after them, and so can correct what they conclude.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::{Map, Value};

pub(crate) use enumerations::Enumerations;

mod enumerations;
mod filters;
mod pages;
mod resources;

/// What is known of the API beside its description, from files in `spec/`.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// `enumerations.json`.
    pub(crate) enumerations: Enumerations,
    /// `resources.json`: what each type of resources is, in a sentence.
    pub(crate) resources: BTreeMap<String, String>,
}

impl Facts {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// If one of them is not of the form that `spec/README.md` tells.
    pub(crate) fn parse(enumerations: &str, resources: &str) -> anyhow::Result<Self> {
        Ok(Self {
            enumerations: Enumerations::parse(enumerations).context("enumerations.json")?,
            resources: serde_json::from_str(resources).context("resources.json")?,
        })
    }
}

/// Applies all passes, in order.
///
/// # Errors
///
/// If the document has members of an enumeration that have no name yet, or if a name's place is
/// gone: both are for a person to look at.
pub(crate) fn apply(document: &mut Value, facts: &Facts) -> anyhow::Result<()> {
    let enumerations = &facts.enumerations;
    enumerations.add_components(document);
    filters::spread(document, enumerations).context("filters")?;
    pages::spread(document);
    enumerations.name_parameters(document)?;
    resources::unify(document, facts).context("resources")?;
    enumerations.check_places(document)
}

/// Calls `change` with each operation and its name for messages, `GET /partners`.
fn each_operation(
    document: &mut Value,
    mut change: impl FnMut(&str, &mut Map<String, Value>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation
                .as_object_mut()
                .filter(|_| METHODS.contains(&method.as_str()))
            {
                change(&format!("{} {path}", method.to_uppercase()), operation)?;
            }
        }
    }
    Ok(())
}

/// Puts `replacement` in the place of the query parameter called `name`, if there is one.
fn replace_query_parameter(
    operation: &mut Map<String, Value>,
    name: &str,
    replacement: impl FnOnce(&Value) -> anyhow::Result<Vec<Value>>,
) -> anyhow::Result<()> {
    let Some(parameters) = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
    else {
        return Ok(());
    };
    let index = parameters
        .iter()
        .position(|parameter| parameter["name"] == name && parameter["in"] == "query");
    if let Some(index) = index {
        let replacement = replacement(&parameters[index])?;
        parameters.splice(index..=index, replacement);
    }
    Ok(())
}

/// A reference to a component schema.
fn reference(component: &str) -> Value {
    serde_json::json!({"$ref": format!("#/components/schemas/{component}")})
}

/// The component schemas of the document.
fn components(document: &mut Value) -> &mut Value {
    &mut document["components"]["schemas"]
}
