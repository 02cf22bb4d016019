//! Which type of resource a parameter names.
//!
//! Everything here is concluded from the specification: from the type that is read, changed or created
//! at a path, from the lists above it, and from names.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToKebabCase;
use serde_json::Value;

use super::{essence, resolve};

/// The types of resources (`type` of JSON:API) that parameters name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceTypes {
    /// By the path up to the parameter: `/partners/{id}` has `partner`.
    by_path: BTreeMap<String, String>,
    /// All that are described.
    known: BTreeSet<String>,
}

impl ResourceTypes {
    pub(super) fn read(document: &Value) -> Self {
        let mut types = Self::default();
        collect_types(document, &mut types.known);
        let paths = document["paths"].as_object();
        for (path, _) in paths.into_iter().flatten() {
            for prefix in prefixes(path) {
                if !types.by_path.contains_key(prefix)
                    && let Some(found) = types.find(document, prefix)
                {
                    types.by_path.insert(prefix.to_owned(), found);
                }
            }
        }
        types
    }

    /// The type of what the last variable of `prefix` names: `/partners/{id}`.
    pub fn of_path(&self, prefix: &str) -> Option<&str> {
        self.by_path.get(prefix).map(String::as_str)
    }

    /// The type that a query parameter names: `companyDataId` is about `company-data`.
    pub fn of_name(&self, name: &str) -> Option<&str> {
        let name = name.to_kebab_case();
        let name = name.strip_suffix("-id")?;
        self.known.get(name).map(String::as_str)
    }

    fn find(&self, document: &Value, prefix: &str) -> Option<String> {
        let (collection, variable) = prefix.rsplit_once('/')?;
        let name = variable.trim_matches(['{', '}']);
        // What is read or changed there; what the collection lists; what is created in it.
        let places = [
            (prefix, "get", "responses"),
            (prefix, "patch", "requestBody"),
            (collection, "get", "responses"),
            (collection, "post", "responses"),
        ];
        let described = places.iter().find_map(|(path, method, part)| {
            let operation = &resolve(document, &document["paths"][*path])[*method];
            let body = if *part == "requestBody" {
                resolve(document, &operation["requestBody"])
            } else {
                let mut answers = operation["responses"].as_object().into_iter().flatten();
                let success = answers.find(|(status, _)| status.starts_with('2'))?;
                resolve(document, success.1)
            };
            type_of_body(document, body)
        });
        described
            .or_else(|| self.of_name(name).map(str::to_owned))
            .or_else(|| self.of_segment(collection))
    }

    /// The type that the last segment is the plural of: `goodcategories` of `good-category`.
    fn of_segment(&self, collection: &str) -> Option<String> {
        let segment = collection.rsplit('/').next()?;
        let plain = |name: &str| name.replace(['-', '_'], "").to_lowercase();
        let segment = plain(segment);
        let mut known = self.known.iter();
        known
            .find(|name| {
                let name = plain(name);
                let plural = match name.strip_suffix('y') {
                    Some(stem) => format!("{stem}ies"),
                    None => format!("{name}s"),
                };
                segment == name || segment == plural
            })
            .cloned()
    }
}

/// The paths up to each of the variables: `/a/{x}` and `/a/{x}/b/{y}` of `/a/{x}/b/{y}/c`.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('}').map(|(end, _)| &path[..=end])
}

fn type_of_body(document: &Value, body: &Value) -> Option<String> {
    let mut content = body["content"].as_object().into_iter().flatten();
    let (_, media) = content.find(|(name, _)| essence(name).contains("json"))?;
    let data = field(document, &media["schema"], "data")?;
    let data = through(document, data);
    let item = match data.get("items") {
        Some(items) => through(document, items),
        None => data,
    };
    let kind = field(document, item, "type")?;
    match kind["enum"].as_array().map(Vec::as_slice) {
        Some([only]) => only.as_str().map(str::to_owned),
        _ => kind["const"].as_str().map(str::to_owned),
    }
}

fn field<'a>(document: &'a Value, schema: &'a Value, name: &str) -> Option<&'a Value> {
    through(document, schema)["properties"].get(name)
}

/// The schema itself, behind a reference or an `allOf` of one.
fn through<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let schema = resolve(document, schema);
    match schema["allOf"].as_array().map(Vec::as_slice) {
        Some([only]) => resolve(document, only),
        _ => schema,
    }
}

fn collect_types(value: &Value, types: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            let kind = object
                .get("properties")
                .and_then(|fields| fields.get("type"));
            if let Some(kind) = kind {
                let members = kind["enum"].as_array().into_iter().flatten();
                types.extend(
                    members
                        .chain(kind.get("const"))
                        .filter_map(Value::as_str)
                        .map(str::to_owned),
                );
            }
            object
                .values()
                .for_each(|value| collect_types(value, types));
        }
        Value::Array(array) => array.iter().for_each(|value| collect_types(value, types)),
        _ => {}
    }
}
