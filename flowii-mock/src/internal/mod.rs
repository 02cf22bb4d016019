//! What the mock tells of itself, apart from the API: everything below `/_mock/`.

mod documents;
mod records;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use serde_json::{Value, json};

use crate::server::Server;

/// The routes of the mock's own pages.
pub(crate) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/_mock/operations", get(operations))
        .route("/_mock/state", get(state))
        .route("/_mock/companies/{company}/{kind}", get(list))
        .route("/_mock/companies/{company}/{kind}/{id}", get(record))
        .route("/_mock/requests", get(requests))
        .route("/_mock/openapi.json", get(openapi))
}

async fn operations(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::operations(&server))
}

async fn state(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::state(&server))
}

async fn list(
    State(server): State<Arc<Server>>,
    Path((company, kind)): Path<(String, String)>,
) -> Response<Body> {
    json_if_there(records::list(&server, &company, &kind))
}

async fn record(
    State(server): State<Arc<Server>>,
    Path((company, kind, id)): Path<(String, String, String)>,
) -> Response<Body> {
    json_if_there(records::record(&server, &company, &kind, &id))
}

/// All of the last requests, or those after a number: `?after=17`.
async fn requests(State(server): State<Arc<Server>>, RawQuery(query): RawQuery) -> Response<Body> {
    let query = query.unwrap_or_default();
    let mut parameters = url::form_urlencoded::parse(query.as_bytes());
    let after = parameters.find(|(name, _)| name == "after");
    let Ok(after) = after.map_or(Ok(0), |(_, number)| number.parse()) else {
        let problem = json!({"error": "after is the number of a request, such as 17"});
        return answer(StatusCode::BAD_REQUEST, &problem);
    };
    json(&documents::requests(&server, after))
}

async fn openapi(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::openapi(&server))
}

fn json(document: &Value) -> Response<Body> {
    answer(StatusCode::OK, document)
}

fn json_if_there(document: Option<Value>) -> Response<Body> {
    match document {
        Some(document) => json(&document),
        None => answer(
            StatusCode::NOT_FOUND,
            &json!({"error": "there is no such record"}),
        ),
    }
}

fn answer(status: StatusCode, document: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, "application/json");
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}
