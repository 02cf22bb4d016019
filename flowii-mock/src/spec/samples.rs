//! The samples of answers: the records that the mock starts with.

use serde_json::Value;

use super::Operation;
use super::resolve;

/// A sample of an answer to an operation.
#[derive(Debug)]
pub(crate) struct Sample<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) body: &'a Value,
}

/// The samples of the answers to all operations.
pub(crate) fn samples<'a>(document: &'a Value, operations: &'a [Operation]) -> Vec<Sample<'a>> {
    operations
        .iter()
        .filter_map(|operation| {
            let method = operation.method.as_str().to_ascii_lowercase();
            let responses = document.get("paths")?.get(&operation.path)?.get(method)?;
            let responses = responses.get("responses")?.get(operation.status.as_str())?;
            let content = resolve(document, responses).get("content")?.as_object()?;
            let body = content.values().next()?.get("example")?;
            Some(Sample { operation, body })
        })
        .collect()
}
