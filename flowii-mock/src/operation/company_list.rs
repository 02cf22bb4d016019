//! The list of companies that a user may work for.

use serde_json::json;

use super::Call;
use crate::answer::Answer;

pub(crate) fn carry_out(call: &Call<'_>) -> Answer {
    let companies = call.user.map(|user| call.server.doorkeeper.companies(user));
    let companies = companies
        .into_iter()
        .flatten()
        .map(|company| company.resource.clone());
    let document = json!({"data": companies.collect::<Vec<_>>()});
    Answer::json(call.operation.status, call.media_type(), document)
}
