//! What a body shows, by the kind of its media type.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::infer;
use crate::json;
use crate::media_type;
use crate::source::MappedText;

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyKind {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and the other multiparts
    Multipart,
    Text,
    Binary,
}

impl BodyKind {
    /// The kind that a media type announces. A type that says nothing of how its bodies are
    /// written, such as `application/vnd.example.v1`, is what all of them are: JSON or bytes.
    pub(super) fn of<'b>(media_type: &str, bodies: impl Iterator<Item = &'b MappedText>) -> Self {
        if media_type::is_json(media_type) {
            return Self::Json;
        }
        if media_type::is_form(media_type) {
            return Self::Form;
        }
        if media_type::is_multipart(media_type) {
            return Self::Multipart;
        }
        if media_type::is_text(media_type) {
            return Self::Text;
        }
        let mut bodies = bodies.peekable();
        if !media_type::is_file(media_type) && bodies.peek().is_some() && bodies.all(is_json) {
            return Self::Json;
        }
        Self::Binary
    }
}

fn is_json(body: &MappedText) -> bool {
    strict_json(body).is_some_and(|value| value.is_object() || value.is_array())
}

fn strict_json(body: &MappedText) -> Option<Value> {
    serde_json::from_str(body.text()).ok()
}

/// The values that a body holds, as a rule one; none where it is only a text.
pub(super) fn values(
    kind: BodyKind,
    body: &MappedText,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Value> {
    let fields = match kind {
        BodyKind::Json => {
            let reading = json::read(body);
            diagnostics.extend(reading.diagnostics());
            return reading.value.into_iter().chain(reading.others).collect();
        }
        BodyKind::Form => infer::form_fields(body.text().trim()),
        BodyKind::Multipart => infer::multipart_fields(body.text()).map(|read| read.fields),
        BodyKind::Text | BodyKind::Binary => return Vec::new(),
    };
    let fields = fields.or_else(|| json_fields(body, diagnostics));
    fields.map(Value::Object).into_iter().collect()
}

/// The names of the fields of a body that are files.
pub(super) fn files(kind: BodyKind, body: &MappedText) -> BTreeSet<String> {
    match kind {
        BodyKind::Multipart => infer::multipart_fields(body.text())
            .map(|read| read.files)
            .unwrap_or_default(),
        _ => BTreeSet::new(),
    }
}

/// The fields of a form that is shown as a JSON object.
fn json_fields(body: &MappedText, diagnostics: &mut Vec<Diagnostic>) -> Option<Map<String, Value>> {
    if !body.text().trim_start().starts_with('{') {
        return None;
    }
    let reading = json::read(body);
    let Some(Value::Object(fields)) = reading.value.clone() else {
        return None;
    };
    diagnostics.extend(reading.diagnostics());
    diagnostics.push(Diagnostic::new(
        Code::BODY_OF_OTHER_MEDIA_TYPE,
        body.whole_span(),
        "the media type is that of a form, but the body is JSON",
    ));
    Some(fields)
}
