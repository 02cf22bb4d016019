//! An answer before it is sent.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::Value;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// What an answer carries.
#[derive(Debug)]
pub(crate) enum Body {
    None,
    Json(Value),
    Bytes(Vec<u8>),
}

impl Answer {
    /// An answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Body::None,
        }
    }

    /// A JSON document.
    pub(crate) fn json(status: StatusCode, media_type: &str, document: Value) -> Self {
        Self::of(status, media_type, Body::Json(document))
    }

    /// A file.
    pub(crate) fn bytes(status: StatusCode, media_type: &str, bytes: Vec<u8>) -> Self {
        Self::of(status, media_type, Body::Bytes(bytes))
    }

    fn of(status: StatusCode, media_type: &str, body: Body) -> Self {
        let mut answer = Self::empty(status);
        let media_type = HeaderValue::from_str(media_type);
        let fallback = HeaderValue::from_static("application/octet-stream");
        answer
            .headers
            .insert(CONTENT_TYPE, media_type.unwrap_or(fallback));
        answer.body = body;
        answer
    }

    pub(crate) fn into_response(self) -> Response<axum::body::Body> {
        let body = match self.body {
            Body::None => axum::body::Body::empty(),
            Body::Json(document) => axum::body::Body::from(document.to_string()),
            Body::Bytes(bytes) => axum::body::Body::from(bytes),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
