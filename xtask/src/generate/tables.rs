//! What is known of the operations beside their types: media types, and lists of types to test.

use std::collections::BTreeMap;

use apib::codegen::{LoweredOperation, Response};
use apib::generate::TypedOperation;
use serde_json::Value;

use super::rust_types::{COMPANY_ID, takes};

/// The table of operations, and the macros that go through their types.
pub(super) fn tables(
    document: &Value,
    operations: &[LoweredOperation],
    typed: &BTreeMap<String, TypedOperation>,
) -> String {
    let mut sorted: Vec<&LoweredOperation> = operations.iter().collect();
    sorted.sort_by(|left, right| left.operation_id.cmp(&right.operation_id));
    let answers = sorted
        .iter()
        .filter(|operation| operation.response == Response::Json);
    let answers = answers.filter_map(|operation| {
        let id = operation.operation_id.as_str();
        Some((id, typed.get(id)?.answer.as_str()))
    });
    let bodies = sorted.iter().filter_map(|operation| {
        let id = operation.operation_id.as_str();
        operation
            .content_type
            .as_ref()
            .filter(|media_type| media_type.contains("json"))?;
        Some((id, typed.get(id)?.body.as_deref()?))
    });
    [
        operation_table(document, &sorted),
        paged_lists(document, &sorted, typed),
        type_list(
            "for_each_json_response",
            "answer is JSON, with the type of that answer",
            answers,
        ),
        type_list(
            "for_each_json_body",
            "request body is JSON, with the type of that body",
            bodies,
        ),
    ]
    .join("\n")
}

fn operation_table(document: &Value, operations: &[&LoweredOperation]) -> String {
    let mut text = String::from(
        "/// Every operation, in the order of the identifiers.\npub static OPERATIONS: &[crate::Operation] = &[\n",
    );
    for operation in operations {
        let json_response = operation.response == Response::Json;
        let described = &document["paths"][&operation.path][operation.method.to_lowercase()];
        let company_id = takes(described, COMPANY_ID);
        // A line each: a table is read by column.
        text.extend(
            [
                &format!("    crate::Operation {{ id: {:?}, ", operation.operation_id),
                &format!(
                    "method: {:?}, path: {:?}, ",
                    operation.method, operation.path
                ),
                &format!("accept: {:?}, ", operation.accept),
                &format!("content_type: {:?}, ", operation.content_type),
                &format!("json_response: {json_response}, company_id: {company_id} }},\n"),
            ]
            .map(String::as_str),
        );
    }
    text + "];\n"
}

/// Streams for the lists that have pages.
fn paged_lists(
    document: &Value,
    operations: &[&LoweredOperation],
    typed: &BTreeMap<String, TypedOperation>,
) -> String {
    let mut text = String::from("crate::json_api::macros::paged! {\n");
    for operation in operations {
        let described = &document["paths"][&operation.path][operation.method.to_lowercase()];
        let Some(typed) = typed.get(&operation.operation_id) else {
            continue;
        };
        let item = typed.answer.strip_prefix("::flowii_api::json_api::List<");
        let item = item.and_then(|item| item.strip_suffix('>'));
        let item = item.filter(|_| takes(described, "page[number]"));
        if let (Some(builder), Some(item)) = (&typed.builder, item) {
            text.extend(["    ", builder, ": ", item, ",\n"]);
        }
    }
    text + "}\n"
}

/// A macro that hands `("operation_id", Type)` for each operation to the macro it is given.
fn type_list<'a>(
    name: &str,
    what: &str,
    types: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut text = format!(
        "/// Calls the macro `$callback` with the identifier of every operation whose {what}.\n\
         #[doc(hidden)]\n\
         #[macro_export]\n\
         macro_rules! {name} {{\n    ($callback:ident) => {{\n        $callback! {{\n"
    );
    for (id, ty) in types {
        // As a type of ours is named elsewhere: `::flowii_api::types::Partner` or `types::Token`.
        let ty = ty
            .replace("::flowii_api::", "")
            .replace("types::", "$crate::types::")
            .replace("json_api::", "$crate::json_api::");
        text.extend(["            (\"", id, "\", ", &ty, "),\n"]);
    }
    text + "        }\n    };\n}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_sorted_and_types_are_found_from_other_crates() {
        let operation = |id: &str, response| LoweredOperation {
            operation_id: id.to_owned(),
            method: "GET".to_owned(),
            path: "/x".to_owned(),
            tag: None,
            accept: Some("application/vnd.api+json".to_owned()),
            content_type: Some("application/json".to_owned()),
            response,
        };
        let operations = [
            operation("b", Response::Stream),
            operation("a", Response::Json),
        ];
        let typed = BTreeMap::from([
            (
                "a".to_owned(),
                TypedOperation {
                    answer: "::std::vec::Vec<types::A>".to_owned(),
                    ..TypedOperation::default()
                },
            ),
            (
                "b".to_owned(),
                TypedOperation {
                    answer: "ByteStream".to_owned(),
                    body: Some("types::B".to_owned()),
                    ..TypedOperation::default()
                },
            ),
        ]);
        let document = serde_json::json!({"paths": {"/x": {"get": {
            "parameters": [{"name": "companyId", "in": "query"}],
        }}}});
        let text = tables(&document, &operations, &typed);
        assert!(text.contains("company_id: true }"));
        assert!(text.find("id: \"a\"").unwrap() < text.find("id: \"b\"").unwrap());
        assert!(text.contains("(\"a\", ::std::vec::Vec<$crate::types::A>),"));
        assert!(text.contains("(\"b\", $crate::types::B),"));
        assert!(!text.contains("ByteStream"));
        assert!(syn::parse_file(&text).is_ok());
    }
}
