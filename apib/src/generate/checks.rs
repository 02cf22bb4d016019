//! What must be true of the generated code, whatever the document.

use std::collections::BTreeMap;

use syn::{File, Item};

use super::{Error, TypedOperation};
use crate::codegen::{Lowered, Response};

/// Checks that each operation is there, with an answer of the kind that is documented, and that
/// no type is without values.
pub(super) fn check(
    lowered: &Lowered,
    client: &File,
    typed: &BTreeMap<String, TypedOperation>,
) -> Result<(), Error> {
    let mut faults = Vec::new();
    for operation in &lowered.operations {
        let id = &operation.operation_id;
        let Some(method) = typed.get(id) else {
            faults.push(format!("`{id}` has no method"));
            continue;
        };
        let fits = match operation.response {
            Response::Json => method.answer != "ByteStream" && method.answer != "()",
            Response::Stream => method.answer == "ByteStream",
            Response::Empty => method.answer == "()",
        };
        if !fits {
            let answer = &method.answer;
            faults.push(format!(
                "`{id}` answers `{answer}`, but is documented as {:?}",
                operation.response
            ));
        }
    }
    if typed.len() > lowered.operations.len() {
        faults.push("there are more methods than operations".to_owned());
    }
    faults.extend(
        uninhabited(&client.items)
            .into_iter()
            .map(|name| format!("the type `{name}` has no value")),
    );
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Unfit(faults))
    }
}

/// Enumerations without variants, which a contradictory schema gives.
fn uninhabited(items: &[Item]) -> Vec<String> {
    let mut names = Vec::new();
    for item in items {
        match item {
            Item::Enum(item) if item.variants.is_empty() => names.push(item.ident.to_string()),
            Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    names.extend(uninhabited(items));
                }
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::LoweredOperation;

    fn lowered(response: Response) -> Lowered {
        let operation = LoweredOperation {
            operation_id: "read_order".to_owned(),
            method: "GET".to_owned(),
            path: "/orders/{id}".to_owned(),
            tag: None,
            accept: None,
            content_type: None,
            response,
        };
        Lowered {
            document: serde_json::Value::Null,
            operations: vec![operation],
            diagnostics: Vec::new(),
        }
    }

    fn answers(answer: &str) -> BTreeMap<String, TypedOperation> {
        let operation = TypedOperation {
            builder: Some("ReadOrder".to_owned()),
            answer: answer.to_owned(),
            ..TypedOperation::default()
        };
        BTreeMap::from([("read_order".to_owned(), operation)])
    }

    #[test]
    fn json_must_not_come_out_as_bytes() {
        let client: File = syn::parse_quote!();
        assert!(check(&lowered(Response::Json), &client, &answers("types::Order")).is_ok());
        let error = check(&lowered(Response::Json), &client, &answers("ByteStream")).unwrap_err();
        assert!(error.to_string().contains("`read_order`"), "{error}");
        assert!(check(&lowered(Response::Stream), &client, &answers("()")).is_err());
    }

    #[test]
    fn a_missing_method_and_an_empty_type_are_faults() {
        let client: File = syn::parse_quote! { pub mod types { pub enum Never {} } };
        let error = check(&lowered(Response::Json), &client, &BTreeMap::new()).unwrap_err();
        let error = error.to_string();
        assert!(error.contains("`read_order` has no method"), "{error}");
        assert!(error.contains("`Never` has no value"), "{error}");
    }
}
