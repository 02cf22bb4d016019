//! `POST /token`.

use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use secrecy::ExposeSecret;
use serde_json::json;

use super::Call;
use crate::answer::{Answer, Failure};
use crate::token::{Grant, GrantProblem, Refusal};

pub(crate) fn carry_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let bad = |title: &str| Failure::new(StatusCode::BAD_REQUEST, title);
    let grant = Grant::read(&call.body).map_err(|problem| match problem {
        GrantProblem::Unsupported => bad("Unsupported grant type")
            .detail("grant_type is password or refresh_token.")
            .oauth("unsupported_grant_type"),
        GrantProblem::Missing(field) => bad("Invalid request")
            .detail(format!("The form has no {field}."))
            .oauth("invalid_request"),
    })?;
    let now = call.server.settings.clock.now();
    let issued = call
        .server
        .with_chance(|chance| call.server.doorkeeper.grant(&grant, now, chance));
    let issued = issued.map_err(|refusal| {
        let detail = match (&grant, refusal) {
            (Grant::Password { .. }, _) => "The user name or password is incorrect.",
            (Grant::Refresh { .. }, Refusal::Expired) => "The refresh token has expired.",
            (Grant::Refresh { .. }, Refusal::Unknown) => {
                "The refresh token is not known, was used before, or is another user's."
            }
        };
        bad("Login refused").detail(detail).oauth("invalid_grant")
    })?;
    let ends = issued.at.checked_add(issued.ttl).unwrap_or(issued.at);
    let document = json!({
        "access_token": issued.access.expose_secret(),
        "token_type": "bearer",
        "expires_in": issued.ttl.as_secs(),
        "refresh_token": issued.refresh.expose_secret(),
        "userName": issued.user,
        ".issued": httpdate::fmt_http_date(issued.at),
        ".expires": httpdate::fmt_http_date(ends),
    });
    let mut answer = Answer::json(call.operation.status, call.media_type(), document);
    answer
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
