//! Pages: what the document calls `page` is a family of parameters, as JSON:API has it.

use serde_json::{Value, json};

use super::{each_operation, replace_query_parameter};

/// Replaces the query parameter `page` by `page[number]` and `page[size]`.
pub(super) fn spread(document: &mut Value) {
    let done = each_operation(document, |_, operation| {
        replace_query_parameter(operation, "page", |_| Ok(parameters()))
    });
    debug_assert!(done.is_ok(), "nothing here can fail");
}

fn parameters() -> Vec<Value> {
    let schema = json!({"type": "integer", "format": "int64", "minimum": 0});
    vec![
        json!({
            "name": "page[number]",
            "in": "query",
            "description": "Page of the list, counted from 0.",
            "schema": schema,
        }),
        json!({
            "name": "page[size]",
            "in": "query",
            "description": "Items of a page. Not documented by the vendor: one integration sends 100 (observed once); the greatest size is not known.",
            "schema": schema,
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_number_and_a_size() {
        let mut document = json!({"paths": {"/x": {"get": {"parameters": [
            {"name": "a", "in": "query"},
            {"name": "page", "in": "query", "schema": {"type": "string"}},
            {"name": "b", "in": "query"},
        ]}}}});
        spread(&mut document);
        let parameters = document["paths"]["/x"]["get"]["parameters"]
            .as_array()
            .unwrap();
        let names: Vec<_> = parameters
            .iter()
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["a", "page[number]", "page[size]", "b"]);
        assert_eq!(parameters[1]["schema"]["minimum"], 0);
    }
}
