//! The document that a create or a change sends.

use axum::http::StatusCode;
use serde_json::Value;

use super::Call;
use crate::answer::Failure;
use crate::store::{Draft, WriteProblem};

/// Reads and checks the body: JSON, as documented, of the type that the operation takes.
pub(crate) fn read(call: &Call<'_>) -> Result<Draft, Failure> {
    let body: Value = serde_json::from_slice(&call.body).map_err(|error| {
        Failure::new(StatusCode::BAD_REQUEST, "Body is not JSON").detail(format!("{error}."))
    })?;
    let sent = body.pointer("/data/type").and_then(Value::as_str);
    if let Some(sent) = sent
        && sent != call.operation.kind
    {
        return Err(Failure::new(StatusCode::CONFLICT, "Wrong type")
            .detail(format!(
                "The operation takes a {}, not a {sent}.",
                call.operation.kind
            ))
            .pointer("/data/type"));
    }
    let problems = call
        .operation
        .request
        .iter()
        .flat_map(|request| request.problems(&body));
    let failures = problems.map(|problem| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "Invalid body")
            .detail(problem.message)
            .pointer(problem.pointer)
    });
    if let Some(failure) = failures.reduce(Failure::and) {
        return Err(failure);
    }
    Draft::read(&body["data"], "/data").ok_or_else(|| {
        Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "Invalid body")
            .detail("The body has no resource object.")
            .pointer("/data")
    })
}

/// Why a write was not done.
pub(crate) fn failure(problem: WriteProblem) -> Failure {
    match problem {
        WriteProblem::NoSuchRecord { key, pointer } => {
            Failure::new(StatusCode::UNPROCESSABLE_ENTITY, "No such record")
                .detail(format!(
                    "There is no {} with the id {} in this company.",
                    key.kind, key.id
                ))
                .pointer(pointer)
        }
        WriteProblem::Gone(key) => super::no_such_record(&key),
    }
}
