//! JSON and YAML, with the places of their parts.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Context;
use apib::openapi::{Origins, pointer_step};
use apib::source::Span;
use serde_json::Value;
use serde_json::value::RawValue;

/// What an OpenAPI document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

impl fmt::Display for Notation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Json => "JSON",
            Self::Yaml => "YAML",
        })
    }
}

/// The value, and where its objects and lists begin. Of YAML only the lines of its top members are
/// known.
pub(crate) fn parse(text: &str, notation: Notation) -> anyhow::Result<(Value, Origins)> {
    let mut origins = Origins::default();
    let value = match notation {
        Notation::Json => {
            let value: Value = serde_json::from_str(text)
                .context("it looks like JSON, but cannot be read as such")?;
            locate(text, text, "", &mut origins);
            value
        }
        Notation::Yaml => {
            let value: Value = serde_saphyr::from_str(text)
                .context("it looks like an OpenAPI document in YAML, but cannot be read as such")?;
            locate_top_members(text, &mut origins);
            value
        }
    };
    Ok((value, origins))
}

/// Remembers where each object and list of `part` begins. The time is that of reading the text once
/// for each level of nesting.
fn locate(text: &str, part: &str, pointer: &str, origins: &mut Origins) {
    let part = part.trim_start();
    if !part.starts_with(['{', '[']) {
        return;
    }
    // Both are slices of one text, so that the distance is the offset.
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    origins.insert(pointer, Span::new(start, start + 1));
    if part.starts_with('{') {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(part).unwrap_or_default();
        for (key, value) in members {
            let pointer = format!("{pointer}/{}", pointer_step(&key));
            locate(text, value.get(), &pointer, origins);
        }
    } else {
        let items: Vec<&RawValue> = serde_json::from_str(part).unwrap_or_default();
        for (index, value) in items.into_iter().enumerate() {
            locate(text, value.get(), &format!("{pointer}/{index}"), origins);
        }
    }
}

fn locate_top_members(text: &str, origins: &mut Origins) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split(':').next().unwrap_or_default();
        let is_key = !key.is_empty()
            && key.len() < line.len()
            && key
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || character == '-');
        if is_key {
            origins.insert(format!("/{key}"), Span::new(start, start + key.len()));
        }
        start += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_json_are_found_where_they_begin() {
        let text = "\u{20}{\n \"paths\": {\"/a\": {\"get\": {\"tags\": [\"ä\", {}]}}}}";
        let (_, origins) = parse(text, Notation::Json).unwrap();
        let found = |pointer: &str| &text[origins.nearest(pointer).unwrap().start..];
        assert!(found("/paths/~1a/get").starts_with("{\"tags\""));
        assert!(found("/paths/~1a/get/tags/1").starts_with("{}]"));
        assert!(found("/paths/~1a/get/summary").starts_with("{\"tags\""));
    }

    #[test]
    fn members_of_yaml_are_found_on_their_lines() {
        let (value, origins) = parse("openapi: 3.1.0\npaths: {}\n", Notation::Yaml).unwrap();
        assert_eq!(value, serde_json::json!({"openapi": "3.1.0", "paths": {}}));
        assert_eq!(origins.nearest("/paths/~1a"), Some(Span::new(15, 20)));
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        let error = parse("{\n\"a\": 1,\n}", Notation::Json).unwrap_err();
        assert!(format!("{error:#}").contains("line 3"), "{error:#}");
        let error = parse("openapi: 3.1.0\npaths: [\n", Notation::Yaml).unwrap_err();
        assert!(format!("{error:#}").contains("line "), "{error:#}");
    }
}
