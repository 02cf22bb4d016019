//! What the lines at the head of a document say of the API.

use indexmap::IndexMap;

use crate::ast::Blueprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Text;

use super::Server;
use super::server;

/// The metadata, as OpenAPI sorts it.
#[derive(Debug, Default)]
pub(super) struct ApiMetadata {
    /// From `HOST`.
    pub(super) servers: Vec<Server>,
    /// `VERSION`.
    pub(super) version: Option<String>,
    /// What has no field in OpenAPI, by its key as written. `FORMAT` is not among them, since it
    /// tells of the blueprint and not of the API.
    pub(super) others: IndexMap<String, String>,
}

/// Sorts the metadata. Of a key that is given several times, the last value counts.
pub(super) fn read(blueprint: &Blueprint, diagnostics: &mut Vec<Diagnostic>) -> ApiMetadata {
    let mut last: IndexMap<String, (&Text, &Text)> = IndexMap::new();
    let mut metadata = ApiMetadata::default();
    for line in &blueprint.metadata {
        let key = line.key.text.to_ascii_uppercase();
        let Some((key_before, before)) = last.insert(key, (&line.key, &line.value)) else {
            continue;
        };
        if before.text == line.value.text {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(
                Code::METADATA_REPEATED,
                line.key.span,
                format!(
                    "`{}` is given more than once; this value counts",
                    line.key.text
                ),
            )
            .with_related(before.span, "the value before"),
        );
        metadata.keep(key_before, before);
    }
    for (key, (written, value)) in last {
        match key.as_str() {
            "FORMAT" => {}
            "VERSION" if !value.text.is_empty() => metadata.version = Some(value.text.clone()),
            "HOST" => {
                metadata.servers = server::of_host(&value.text);
                if metadata.servers.is_empty() && !value.text.is_empty() {
                    diagnostics.push(Diagnostic::new(
                        Code::HOST_IS_NO_URL,
                        value.span,
                        format!("`{}` is no base URL", value.text),
                    ));
                    metadata.keep(written, value);
                }
            }
            _ => metadata.keep(written, value),
        }
    }
    metadata
}

impl ApiMetadata {
    fn keep(&mut self, key: &Text, value: &Text) {
        if !value.text.is_empty() && !key.text.eq_ignore_ascii_case("FORMAT") {
            self.others.insert(key.text.clone(), value.text.clone());
        }
    }
}
