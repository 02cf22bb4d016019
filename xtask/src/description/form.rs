//! What a text is, told by its content: names of files and media types of servers are often wrong.

use std::fmt;

use anyhow::bail;
use serde_json::Value;

use super::notation::{self, Notation};

/// What a description is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// API Blueprint.
    Blueprint,
    /// OpenAPI 3.
    OpenApi {
        /// The version that it declares, `3.1.0`.
        version: String,
        /// JSON or YAML.
        notation: Notation,
    },
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blueprint => formatter.write_str("API Blueprint"),
            Self::OpenApi { version, .. } => write!(formatter, "OpenAPI {version}"),
        }
    }
}

const WANTED: &str = "an API Blueprint or an OpenAPI 3 document (JSON or YAML) is wanted";

/// Keys at the top of other kinds of documents: the key, what such a document is, what to do.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "swagger",
        "a Swagger 2.0 document",
        "convert it with `npx swagger2openapi --patch --outfile openapi.json FILE` and give what that writes",
    ),
    (
        "swaggerVersion",
        "a Swagger 1 document",
        "convert it with `npx api-spec-converter --from swagger_1 --to openapi_3 FILE`",
    ),
    (
        "asyncapi",
        "an AsyncAPI document, which describes messages",
        "ask for the OpenAPI document of the same service",
    ),
    (
        "overlay",
        "an OpenAPI Overlay, which only changes another document",
        "give the document that it is laid over",
    ),
    (
        "element",
        "an API Elements document, as Apiary's parsers write it",
        "give the blueprint that it was made from",
    ),
    (
        "ast",
        "the syntax tree of a blueprint, as Apiary's parsers write it",
        "give the blueprint that it was made from",
    ),
    (
        "code",
        "an answer of Apiary's API",
        "give the text that its field `code` holds: that is the blueprint",
    ),
    (
        "item",
        "a Postman collection",
        "export the API as OpenAPI and give that",
    ),
    (
        "$schema",
        "a JSON Schema",
        "give the OpenAPI document that uses it",
    ),
    (
        "errors",
        "an error document",
        "look at what it says, and at the address that it came from",
    ),
    (
        "error",
        "an error document",
        "look at what it says, and at the address that it came from",
    ),
];

impl Form {
    /// Recognises what can be read.
    ///
    /// # Errors
    ///
    /// For anything else; the error says what it is and what to do.
    pub(crate) fn recognise(text: &str) -> anyhow::Result<Self> {
        let trimmed = text.trim_start();
        if trimmed.is_empty() {
            bail!("it is empty; {WANTED}");
        }
        if text.contains('\0') || trimmed.starts_with("%PDF-") || trimmed.starts_with("PK\u{3}") {
            bail!("it is no text (an archive or a picture, perhaps); {WANTED}");
        }
        if let Some(title) = html_title(trimmed) {
            bail!(
                "it is an HTML page{title}; {WANTED}: look on that page for a link to download the description"
            );
        }
        if trimmed.starts_with("<?xml") {
            bail!("it is an XML document; {WANTED}");
        }
        if trimmed.starts_with("#%RAML") {
            bail!("it is a RAML document; {WANTED}: convert it first");
        }
        let notation = match trimmed.as_bytes()[0] {
            b'{' | b'[' => Notation::Json,
            _ if is_yaml(text) => Notation::Yaml,
            _ => return blueprint(text),
        };
        let (value, _) = notation::parse(text, notation)?;
        let version = openapi_version(&value, notation)?;
        Ok(Self::OpenApi { version, notation })
    }
}

/// The version of OpenAPI that a document declares.
fn openapi_version(value: &Value, notation: Notation) -> anyhow::Result<String> {
    let version = match &value["openapi"] {
        Value::String(version) => version.clone(),
        // `openapi: 3.1`, which YAML reads as a number.
        Value::Number(version) => version.to_string(),
        _ => {
            for (key, what, remedy) in OTHERS {
                if value.get(key).is_some() {
                    bail!("it is {what}; {remedy}");
                }
            }
            bail!("it is {notation} without a member `openapi` at its top; {WANTED}");
        }
    };
    let is_known = ["3.0", "3.1", "3.2"]
        .iter()
        .any(|known| version == *known || version.starts_with(&format!("{known}.")));
    if !is_known {
        bail!("it declares OpenAPI {version}, and 3.0, 3.1 and 3.2 are known");
    }
    Ok(version)
}

/// Whether a text that is no JSON has one of the keys of an OpenAPI or a kindred document at the
/// start of a line; a blueprint's own metadata speak against it.
fn is_yaml(text: &str) -> bool {
    let is_blueprint = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .is_some_and(|line| line.to_ascii_uppercase().starts_with("FORMAT:"));
    let has_key = |line: &str| {
        let key = line.split(':').next().filter(|key| key.len() < line.len());
        let key = key.map(|key| key.trim_matches(['"', '\'']));
        key.is_some_and(|key| ["openapi", "swagger", "swaggerVersion", "asyncapi"].contains(&key))
    };
    !is_blueprint && text.lines().any(has_key)
}

/// A text that is nothing else is a blueprint if it says so or has an action.
fn blueprint(text: &str) -> anyhow::Result<Form> {
    let says_so = text
        .lines()
        .take_while(|line| !line.starts_with('#'))
        .any(|line| line.to_ascii_uppercase().starts_with("FORMAT:"));
    let (tree, _) = apib::ast::parse(&apib::Source::new("", text));
    if !says_so && tree.actions().next().is_none() {
        bail!("it is a text without any action of an API; {WANTED}");
    }
    Ok(Form::Blueprint)
}

/// The title of an HTML page in brackets, empty if it has none; `None` if it is no page.
fn html_title(trimmed: &str) -> Option<String> {
    let start: String = trimmed.chars().take(4096).collect();
    let start = start.to_ascii_lowercase();
    let is_page = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<!--") && start.contains("<html"));
    if !is_page {
        return None;
    }
    let title = start
        .find("<title>")
        .map(|at| &start[at + 7..])
        .and_then(|rest| rest.split('<').next())
        .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(
        title
            .filter(|title| !title.is_empty())
            .map_or_else(String::new, |title| format!(" (“{title}”)")),
    )
}
