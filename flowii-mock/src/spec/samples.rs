//! The samples of answers and requests: the records that the mock starts with.

use serde_json::Value;

use super::Operation;
use super::resolve;

/// A sample of an answer to an operation.
#[derive(Debug)]
pub(crate) struct Sample<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) body: &'a Value,
    /// What was sent, if the operation takes something.
    pub(crate) request: Option<&'a Value>,
}

/// The samples of all operations that have one of an answer or a request.
pub(crate) fn samples<'a>(document: &'a Value, operations: &'a [Operation]) -> Vec<Sample<'a>> {
    operations
        .iter()
        .filter_map(|operation| {
            let method = operation.method.as_str().to_ascii_lowercase();
            let described = document.get("paths")?.get(&operation.path)?.get(method)?;
            let response = described.get("responses")?.get(operation.status.as_str())?;
            let body = example(resolve(document, response));
            let request = described.get("requestBody");
            let request = request.and_then(|request| example(resolve(document, request)));
            let is_shown = body.is_some() || request.is_some();
            is_shown.then(|| Sample {
                operation,
                body: body.unwrap_or(&Value::Null),
                request,
            })
        })
        .collect()
}

fn example(described: &Value) -> Option<&Value> {
    let content = described.get("content")?.as_object()?;
    content.values().next()?.get("example")
}
