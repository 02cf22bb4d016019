//! Error documents, as JSON:API has them. FLOWii documents none; one title was observed.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use super::{Answer, JSON_API};

/// Why a call is not carried out.
#[derive(Debug)]
pub(crate) struct Failure(Box<Parts>);

#[derive(Debug)]
struct Parts {
    status: StatusCode,
    headers: HeaderMap,
    errors: Vec<ErrorObject>,
    /// `error` and `error_description` of OAuth 2.0, beside `errors`.
    oauth: Option<(&'static str, String)>,
}

#[derive(Debug)]
struct ErrorObject {
    title: String,
    detail: Option<String>,
    source: Option<(&'static str, String)>,
}

impl Failure {
    /// A failure of one kind.
    pub(crate) fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            status,
            headers: HeaderMap::new(),
            errors: vec![ErrorObject {
                title: title.into(),
                detail: None,
                source: None,
            }],
            oauth: None,
        }))
    }

    /// What is wrong in this case, and what to do.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        if let Some(error) = self.0.errors.last_mut() {
            error.detail = Some(detail.into());
        }
        self
    }

    /// Where in the body it is.
    pub(crate) fn pointer(mut self, pointer: impl Into<String>) -> Self {
        if let Some(error) = self.0.errors.last_mut() {
            error.source = Some(("pointer", pointer.into()));
        }
        self
    }

    /// In which query parameter it is.
    pub(crate) fn parameter(mut self, name: impl Into<String>) -> Self {
        if let Some(error) = self.0.errors.last_mut() {
            error.source = Some(("parameter", name.into()));
        }
        self
    }

    /// A header of the answer.
    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// The code of OAuth 2.0 (RFC 6749, section 5.2).
    pub(crate) fn oauth(mut self, code: &'static str) -> Self {
        let detail = self.0.errors.last().and_then(|error| error.detail.clone());
        self.0.oauth = Some((code, detail.unwrap_or_default()));
        self
    }

    /// One more thing that is wrong.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.errors.extend(other.0.errors);
        self
    }

    pub(crate) fn into_answer(self) -> Answer {
        let parts = *self.0;
        let status = parts.status.as_u16().to_string();
        let errors = parts.errors.into_iter().map(|error| {
            let mut object = Map::new();
            object.insert("status".into(), status.clone().into());
            object.insert("title".into(), error.title.into());
            if let Some(detail) = error.detail {
                object.insert("detail".into(), detail.into());
            }
            if let Some((member, place)) = error.source {
                object.insert("source".into(), json!({ member: place }));
            }
            Value::Object(object)
        });
        let mut document = json!({"errors": errors.collect::<Vec<_>>()});
        if let Some((code, description)) = parts.oauth {
            document["error"] = code.into();
            document["error_description"] = description.into();
        }
        let mut answer = Answer::json(parts.status, JSON_API, document);
        answer.headers.extend(parts.headers);
        answer
    }
}
