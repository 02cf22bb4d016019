//! What FLOWii answers to a call that failed.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// The body of an answer to a failed call.
///
/// The vendor does not describe errors. A document of JSON:API [`errors`](Self::errors) was observed
/// once, and is what is looked for. Any other body stays readable: JSON of another shape, such as
/// `{"Message": "…"}`, and texts that are not JSON at all, such as the page of a gateway, are in
/// [`other`](Self::other).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ErrorDocument {
    /// The errors, if the body is an error document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorObject>,
    /// The body, if it is anything else; nothing if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<Value>,
}

/// One error of a JSON:API document. Which of these members FLOWii sends is not known, except for
/// the title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorObject {
    /// Identifies this very occurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// The HTTP status, as a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Value>,
    /// A code of the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Value>,
    /// What kind of error it is, in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What went wrong this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What part of the request is to blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<ErrorSource>,
    /// Whatever else is told.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The part of a request that is to blame.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErrorSource {
    /// A JSON pointer into the body of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// A query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

impl ErrorDocument {
    /// What is said, in one text for people: titles and details, or the body as it is.
    pub fn message(&self) -> String {
        let errors: Vec<String> = self.errors.iter().map(ErrorObject::to_string).collect();
        match &self.other {
            _ if !errors.is_empty() => errors.join("; "),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Object(members)) => ["Message", "message", "error_description", "error"]
                .iter()
                .find_map(|name| members.get(*name)?.as_str())
                .map_or_else(|| Value::from(members.clone()).to_string(), str::to_owned),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

impl fmt::Display for ErrorDocument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message())
    }
}

impl fmt::Display for ErrorObject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.title.as_deref(), self.detail.as_deref()];
        let mut parts = parts.into_iter().flatten();
        formatter.write_str(parts.next().unwrap_or("an error without a title"))?;
        parts.try_for_each(|part| write!(formatter, ": {part}"))
    }
}

/// Reads any JSON: an error must not get lost because it is of another form.
impl<'de> Deserialize<'de> for ErrorDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let errors = value.get("errors").cloned();
        let errors = errors.and_then(|errors| serde_json::from_value::<Vec<_>>(errors).ok());
        Ok(match errors {
            Some(errors) if !errors.is_empty() => Self {
                errors,
                other: None,
            },
            _ => Self {
                errors: Vec::new(),
                other: Some(value).filter(|value| !value.is_null()),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> ErrorDocument {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn errors_of_json_api_are_read() {
        let document = read(json!({"errors": [
            {"status": "429", "title": "API calls quota exceeded!", "detail": "100 per minute", "links": {}},
            {"source": {"pointer": "/data/attributes/name"}},
        ]}));
        assert_eq!(document.errors.len(), 2);
        assert_eq!(document.errors[0].status, Some(json!("429")));
        assert_eq!(
            document.message(),
            "API calls quota exceeded!: 100 per minute; an error without a title"
        );
    }

    #[test]
    fn bodies_of_any_other_form_stay_readable() {
        let owin = read(json!({"Message": "Authorization has been denied"}));
        assert_eq!(owin.to_string(), "Authorization has been denied");
        let page = read(json!("<h1>Bad Gateway</h1>"));
        assert_eq!(page.to_string(), "<h1>Bad Gateway</h1>");
        assert_eq!(read(json!(null)), ErrorDocument::default());
        assert!(read(json!({"errors": "many"})).other.is_some());
    }
}
