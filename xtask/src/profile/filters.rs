//! Filters: what the document calls `filter` is a family of parameters, which only a list in its
//! description tells, a line each: `- ?filter[created-from]=value(long, unix_timestamp) -text`.

use anyhow::bail;
use serde_json::{Value, json};

use super::{Enumerations, each_operation, reference, replace_query_parameter};

/// Replaces the query parameter `filter` by one parameter for each line of its description.
pub(super) fn spread(document: &mut Value, enumerations: &Enumerations) -> anyhow::Result<()> {
    each_operation(document, |name, operation| {
        replace_query_parameter(operation, "filter", |filter| {
            let description = filter["description"].as_str().unwrap_or_default();
            let filters: Vec<Filter> = description.lines().filter_map(read).collect();
            if filters.is_empty() {
                bail!("{name}: the description of `filter` lists no filter");
            }
            filters
                .iter()
                .map(|filter| parameter(name, filter, enumerations))
                .collect()
        })
    })
}

/// One line of the list.
#[derive(Debug, PartialEq, Eq)]
struct Filter<'d> {
    /// With its brackets, as it goes over the wire.
    name: &'d str,
    kind: &'d str,
    description: &'d str,
}

fn read(line: &str) -> Option<Filter<'_>> {
    let (name, rest) = line.trim().strip_prefix("- ?")?.split_once("=value(")?;
    let (kind, description) = rest.split_once(") -").or_else(|| rest.split_once(')'))?;
    name.starts_with("filter[").then_some(Filter {
        name,
        kind,
        description: description.trim(),
    })
}

fn parameter(
    operation: &str,
    filter: &Filter,
    enumerations: &Enumerations,
) -> anyhow::Result<Value> {
    let place = format!("{operation} {}", filter.name);
    let (schema, remark) = match (filter.kind, enumerations.at(&place)) {
        (_, Some(enumeration)) => (reference(&enumeration.name), None),
        ("long, unix_timestamp", _) => (
            json!({"type": "integer", "format": "unix-time"}),
            Some("Unix time; whole seconds were observed once."),
        ),
        ("long", _) => (json!({"type": "integer", "format": "int64"}), None),
        ("decimal" | "number", _) => (json!({"type": "number", "format": "decimal"}), None),
        ("string", _) => (json!({"type": "string"}), None),
        ("array, long", _) => (
            json!({"type": "array", "items": {"type": "integer", "format": "int64"}}),
            Some(
                "How several ids are written is not verified; a comma between them is what JSON:API recommends.",
            ),
        ),
        (kind, None) => bail!(
            "{place}: `{kind}` is no type that is known; if it is an enumeration, name this place in spec/enumerations.json"
        ),
    };
    let mut description = filter.description.to_owned();
    if let Some(remark) = remark {
        if !description.is_empty() {
            let stop = if description.ends_with('.') {
                " "
            } else {
                ". "
            };
            description.push_str(stop);
        }
        description.push_str(remark);
    }
    let is_list = schema["type"] == "array";
    let mut parameter = json!({
        "name": filter.name,
        "in": "query",
        "description": description,
        "schema": schema,
    });
    if is_list {
        parameter["style"] = json!("form");
        parameter["explode"] = json!(false);
    }
    Ok(parameter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(list: &str) -> Value {
        json!({"paths": {"/x": {"get": {"parameters": [
            {"name": "filter", "in": "query", "description": list, "schema": {"type": "string"}},
            {"name": "other", "in": "query"},
        ]}}}})
    }

    fn enumerations() -> Enumerations {
        Enumerations::parse(
            r#"{"Kind": {"description": "A kind.", "places": ["GET /x filter[kind]"], "members": {"1": {"name": "One", "label": "Jeden"}}}}"#,
        )
        .unwrap()
    }

    #[test]
    fn each_line_becomes_a_parameter_of_its_type() {
        let mut document = document(
            "Narrows the list.\n\n\
             - ?filter[busines-case-created-to]=value(long, unix_timestamp) -upper bound\n\
             - ?filter[id]=value(long) -an id\n\
             - ?filter[amount-from]=value(decimal) -lower bound\n\
             - ?filter[tag-ids]=value(array, long) -ids of tags\n\
             - ?filter[kind]=value(kind) -the kind\n\
             - ?filter[search-text]=value(string) -full-text search",
        );
        spread(&mut document, &enumerations()).unwrap();
        let parameters = &document["paths"]["/x"]["get"]["parameters"];
        assert_eq!(parameters.as_array().unwrap().len(), 7);
        assert_eq!(parameters[0]["name"], "filter[busines-case-created-to]");
        assert_eq!(parameters[0]["schema"]["format"], "unix-time");
        assert_eq!(
            parameters[1],
            json!({"name": "filter[id]", "in": "query", "description": "an id", "schema": {"type": "integer", "format": "int64"}})
        );
        assert_eq!(parameters[2]["schema"]["format"], "decimal");
        assert_eq!(parameters[3]["explode"], false);
        assert_eq!(
            parameters[4]["schema"],
            json!({"$ref": "#/components/schemas/Kind"})
        );
        assert_eq!(parameters[5]["schema"], json!({"type": "string"}));
        assert_eq!(parameters[6]["name"], "other");
    }

    #[test]
    fn a_type_that_nobody_knows_is_named() {
        let error = spread(
            &mut document("- ?filter[state]=value(mood) -the mood"),
            &enumerations(),
        )
        .unwrap_err();
        let error = error.to_string();
        assert!(error.contains("GET /x filter[state]: `mood`"), "{error}");
    }

    #[test]
    fn a_filter_without_a_list_is_named() {
        let error = spread(&mut document("Some filter."), &enumerations()).unwrap_err();
        assert!(error.to_string().contains("GET /x"), "{error}");
    }
}
