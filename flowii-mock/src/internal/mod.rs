//! What the mock tells of itself, apart from the API: everything below `/_mock/`.

mod documents;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, header};
use axum::routing::get;
use serde_json::Value;

use crate::server::Server;

/// The routes of the mock's own pages.
pub(crate) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/_mock/operations", get(operations))
        .route("/_mock/state", get(state))
        .route("/_mock/requests", get(requests))
        .route("/_mock/openapi.json", get(openapi))
}

async fn operations(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::operations(&server))
}

async fn state(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::state(&server))
}

async fn requests(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::requests(&server))
}

async fn openapi(State(server): State<Arc<Server>>) -> Response<Body> {
    json(&documents::openapi(&server))
}

fn json(document: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/json"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}
