//! What progenitor can make of a media type.

use crate::media_type;

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
    if media_type::is_json(media_type) {
        MediaKind::Json
    } else if media_type::is_form(media_type) {
        MediaKind::Form
    } else if media_type::essence(media_type) == "text/plain" {
        MediaKind::Text
    } else {
        MediaKind::Raw
    }
}
