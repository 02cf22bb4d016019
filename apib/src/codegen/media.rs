//! What progenitor can make of a media type.

/// How a body of some media type is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MediaKind {
    /// A typed value, sent as `application/json` (oxidecomputer/progenitor#1415).
    Json,
    /// A typed form.
    Form,
    /// A text.
    Text,
    /// Bytes.
    Raw,
}

/// The kind of a media type; parameters such as `charset` do not matter.
pub(super) fn media_kind(media_type: &str) -> MediaKind {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => MediaKind::Form,
        "text/plain" => MediaKind::Text,
        "application/json" | "text/json" | "application/x-json" => MediaKind::Json,
        other if other.ends_with("+json") => MediaKind::Json,
        _ => MediaKind::Raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_suffix_and_with_parameters() {
        for json in [
            "application/json",
            "application/vnd.api+json",
            "Application/Problem+JSON; charset=utf-8",
        ] {
            assert_eq!(media_kind(json), MediaKind::Json, "{json}");
        }
        assert_eq!(media_kind("application/jsonlines"), MediaKind::Raw);
        assert_eq!(media_kind("*/*"), MediaKind::Raw);
        assert_eq!(media_kind("text/plain;charset=utf-8"), MediaKind::Text);
    }
}
