//! One answer held against the specification.

use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use crate::deviation::{Deviation, json_type};
use crate::specification::{ReadOperation, Specification, essence};

/// An answer as it came.
#[derive(Clone)]
pub struct Observation {
    /// The status.
    pub status: u16,
    /// `Content-Type`, if there is one.
    pub media_type: Option<String>,
    /// The body; of files, the beginning is enough.
    pub body: Vec<u8>,
}

impl Observation {
    /// The body as JSON, if it is some.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl std::fmt::Debug for Observation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Observation")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// What of an answer is not as the specification says; nothing if all is.
///
/// # Errors
///
/// If the specification's schema is none, in words.
pub fn judge(
    specification: &Specification,
    operation: &ReadOperation,
    observation: &Observation,
) -> Result<BTreeSet<Deviation>, String> {
    let status = observation.status;
    let Some(answer) = operation.answer(status) else {
        return Ok([Deviation::UndocumentedStatus { status }].into());
    };
    if answer.content.is_empty() {
        // No body is described, so none is looked into.
        return Ok(BTreeSet::new());
    }
    let media_type = observation.media_type.as_deref().map(essence);
    let schema = media_type
        .as_ref()
        .and_then(|name| answer.content.get(name));
    let Some(schema) = schema else {
        let media_type = media_type.map_or_else(|| "none".to_owned(), printable_media_type);
        return Ok([Deviation::UndocumentedMediaType { status, media_type }].into());
    };
    if !media_type.is_some_and(|name| name.contains("json")) {
        return Ok(BTreeSet::new());
    }
    let Some(body) = observation.json() else {
        return Ok([Deviation::NotJson { status }].into());
    };
    let validator = specification.validator(schema)?;
    let mut deviations = BTreeSet::new();
    for error in validator.iter_errors(&body) {
        explain(specification, &error, &mut deviations);
    }
    Ok(deviations)
}

/// Turns an error of the validator into what deviates.
fn explain(
    specification: &Specification,
    error: &ValidationError<'_>,
    deviations: &mut BTreeSet<Deviation>,
) {
    let place = || place(specification, error.instance_path().as_str());
    let found = json_type(error.instance());
    let deviation = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            for name in unexpected {
                let value = error.instance().get(name).unwrap_or(&Value::Null);
                let path = format!("{}/{}", error.instance_path().as_str(), escaped(name));
                deviations.insert(Deviation::ExtraField {
                    place: self::place(specification, &path),
                    json_type: json_type(value),
                });
            }
            return;
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let path = format!("{}/{}", error.instance_path().as_str(), escaped(name));
            Deviation::MissingField {
                place: self::place(specification, &path),
            }
        }
        ValidationErrorKind::Type { kind } => Deviation::WrongType {
            place: place(),
            expected: expected(kind),
            found,
        },
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            Deviation::UndocumentedValue {
                place: place(),
                json_type: found,
            }
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            return alternatives(specification, error, context, deviations);
        }
        other => Deviation::BrokenRule {
            place: place(),
            keyword: other.keyword().to_owned(),
        },
    };
    deviations.insert(deviation);
}

/// Explains by the alternative that was meant, as far as that can be told: not one of another type,
/// nor one whose constants are others; of the rest, the one with the fewest errors.
fn alternatives(
    specification: &Specification,
    error: &ValidationError<'_>,
    context: &[Vec<ValidationError<'static>>],
    deviations: &mut BTreeSet<Deviation>,
) {
    let here = error.instance_path().as_str();
    let is_of_another_type = |error: &ValidationError<'_>| {
        matches!(error.kind(), ValidationErrorKind::Type { .. })
            && error.instance_path().as_str() == here
    };
    let is_of_another_kind = |error: &ValidationError<'_>| {
        let path = error.instance_path().as_str();
        let is_mark = path.strip_prefix(here) == Some("/type");
        is_mark
            && matches!(
                error.kind(),
                ValidationErrorKind::Enum { .. }
                    | ValidationErrorKind::Constant { .. }
                    | ValidationErrorKind::Not { .. }
            )
    };
    let mut meant: Option<&Vec<ValidationError<'static>>> = None;
    let mut types = BTreeSet::new();
    for errors in context {
        let other_type = errors.iter().find(|error| is_of_another_type(error));
        if let Some(ValidationErrorKind::Type { kind }) =
            other_type.map(jsonschema::ValidationError::kind)
        {
            types.insert(expected(kind));
            continue;
        }
        if errors.iter().any(is_of_another_kind) {
            continue;
        }
        if meant.is_none_or(|best| errors.len() < best.len()) {
            meant = Some(errors);
        }
    }
    if let Some(errors) = meant {
        for error in errors {
            explain(specification, error, deviations);
        }
        return;
    }
    let place = place(specification, here);
    let found = json_type(error.instance());
    deviations.insert(if types.len() == context.len() {
        Deviation::WrongType {
            place,
            expected: types.into_iter().collect::<Vec<_>>().join(" or "),
            found,
        }
    } else {
        Deviation::BrokenRule {
            place,
            keyword: error.kind().keyword().to_owned(),
        }
    });
}

fn expected(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind.to_string()).collect();
            kinds.join(" or ")
        }
    }
}

/// The place that a JSON pointer leads to: `data[].attributes.name`. Names that are not described and
/// look like values are not printed, as maps have values for names.
fn place(specification: &Specification, pointer: &str) -> String {
    let mut place = String::new();
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        if !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_digit())
            && !specification.knows_field(&name)
        {
            place.push_str("[]");
            continue;
        }
        if !place.is_empty() {
            place.push('.');
        }
        if specification.knows_field(&name) || looks_like_a_name(&name) {
            place.push_str(&name);
        } else {
            place.push('*');
        }
    }
    if place.is_empty() {
        "the body".to_owned()
    } else {
        place
    }
}

/// Whether somebody named a field so: letters, and few digits. Identifiers, dates, addresses and names
/// of people do not look like this, as a rule.
fn looks_like_a_name(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    name.len() <= 48
        && digits <= 2
        && name.bytes().all(is_plain)
        && name
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'_')
}

/// A media type, if it looks like one.
fn printable_media_type(media_type: String) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte);
    if media_type.len() <= 64 && media_type.bytes().all(is_plain) {
        media_type
    } else {
        "*".to_owned()
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests;
