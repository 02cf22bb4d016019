//! What kind of body a media type announces.

/// The type without its parameters, in lower case: `application/json` of
/// `Application/JSON; charset=utf-8`.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// True for a type and a subtype, each a token (RFC 9110, section 8.3.1), or the `*` of a range.
pub(crate) fn is_legal(media_type: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    essence(media_type)
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// JSON and every type built on it (RFC 6839, section 3.1).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("/x-json") || essence.ends_with("+json")
}

/// A form of names and values, as HTML sends it.
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// A body of several parts: a form with files, as a rule.
pub(crate) fn is_multipart(media_type: &str) -> bool {
    essence(media_type).starts_with("multipart/")
}

/// The bytes of a file, which no example shows as they are.
pub(crate) fn is_file(media_type: &str) -> bool {
    let essence = essence(media_type);
    ["image/", "audio/", "video/", "font/"]
        .iter()
        .any(|kind| essence.starts_with(kind))
        || [
            "/octet-stream",
            "/pdf",
            "/zip",
            "/gzip",
            "/protobuf",
            "/x-protobuf",
        ]
        .iter()
        .any(|subtype| essence.ends_with(subtype))
}

/// Something that people can read.
pub(crate) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.starts_with("text/")
        || ["xml", "html", "yaml", "javascript", "csv"]
            .iter()
            .any(|subtype| essence.ends_with(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_suffix_and_with_parameters() {
        for json in [
            "application/json",
            "text/json",
            "application/x-json",
            "application/vnd.api+json",
            "Application/Problem+JSON; charset=utf-8",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in ["application/jsonlines", "*/*", "text/plain;charset=utf-8"] {
            assert!(!is_json(other), "{other}");
        }
    }

    #[test]
    fn a_media_type_has_a_type_and_a_subtype() {
        assert!(is_legal("application/vnd.api+json; charset=utf-8"));
        assert!(is_legal("*/*"));
        for other in [
            "json",
            "<<a/b>>",
            "application/",
            "a b/c",
            "application/json,text/xml",
        ] {
            assert!(!is_legal(other), "{other}");
        }
    }

    #[test]
    fn files_are_no_texts() {
        assert!(is_text("application/atom+xml"));
        assert!(is_text("text/calendar"));
        assert!(!is_text("application/pdf"));
    }
}
