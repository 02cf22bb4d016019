//! What FLOWii says of a call that failed.

use flowii_api::json_api::ErrorDocument;
use serde_json::Value;

/// Reads the body of an answer, whatever it is.
pub(crate) fn read_document(body: &[u8]) -> ErrorDocument {
    serde_json::from_slice(body).unwrap_or_else(|_| {
        let text = String::from_utf8_lossy(body);
        ErrorDocument {
            errors: Vec::new(),
            other: Some(text.trim())
                .filter(|text| !text.is_empty())
                .map(Value::from),
        }
    })
}

/// Whether FLOWii says that its quota is used up: seen in the title of an error, in words of its
/// throttling library.
pub(crate) fn tells_of_quota(document: &ErrorDocument) -> bool {
    document
        .errors
        .iter()
        .flat_map(|error| [&error.title, &error.detail])
        .flatten()
        .any(|text| text.to_ascii_lowercase().contains("quota exceeded"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_any_form_is_read() {
        for (body, errors, other) in [
            (r#"{"errors": [{"title": "Invalid"}]}"#, 1, None),
            (r#"{"errors": 1}"#, 0, Some(r#"{"errors":1}"#)),
            (" <html> ", 0, Some(r#""<html>""#)),
            ("", 0, None),
            ("null", 0, None),
        ] {
            let document = read_document(body.as_bytes());
            assert_eq!(document.errors.len(), errors, "{body}");
            let found = document.other.map(|other| other.to_string());
            assert_eq!(found.as_deref(), other, "{body}");
        }
    }

    #[test]
    fn the_quota_is_recognised_in_title_and_detail() {
        let quota = "API calls quota exceeded! maximum admitted 100 per Minute.";
        for member in ["title", "detail"] {
            let body = format!(r#"{{"errors": [{{"{member}": "{quota}"}}]}}"#);
            assert!(tells_of_quota(&read_document(body.as_bytes())), "{member}");
        }
        let other = read_document(br#"{"errors": [{"title": "No."}]}"#);
        assert!(!tells_of_quota(&other));
    }
}
