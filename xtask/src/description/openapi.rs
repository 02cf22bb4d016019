//! OpenAPI of any version as the stages behind this one take it: 3.0, whole, nothing shared but
//! schemas.

use anyhow::bail;
use serde_json::Value;

use super::{inline, lower_version};

/// Something that could not be taken over as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// Where it stands, as a JSON pointer (RFC 6901).
    pub(crate) pointer: String,
    /// What it is and what became of it, in one sentence without a full stop.
    pub(crate) message: String,
}

impl Finding {
    /// Something at `pointer`.
    pub(super) fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
        }
    }
}

/// How many references of a kind an error names.
const SHOWN: usize = 3;

/// Rewrites the document.
///
/// # Errors
///
/// If its parts have not the form that OpenAPI demands, or if it is not whole.
pub(super) fn to_3_0(mut value: Value) -> anyhow::Result<(Value, Vec<Finding>)> {
    check_form(&value)?;
    check_references(&value)?;
    let mut findings = Vec::new();
    let is_3_0 = value["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.0"));
    if !is_3_0 {
        value = lower_version::lower(value, &mut findings);
    }
    inline::inline(&mut value, &mut findings);
    Ok((value, findings))
}

/// Checks what every stage takes for granted: objects where there must be some.
fn check_form(value: &Value) -> anyhow::Result<()> {
    for (pointer, what) in [
        ("/info", "`info`"),
        ("/paths", "`paths`"),
        ("/components", "`components`"),
    ] {
        if value.pointer(pointer).is_some_and(|part| !part.is_object()) {
            bail!("{what} is no object, so this is no valid OpenAPI document");
        }
    }
    let items = value["paths"].as_object().into_iter().flatten();
    for (path, item) in items {
        let Some(item) = item.as_object() else {
            bail!("the path `{path}` is no object, so this is no valid OpenAPI document");
        };
        for method in super::METHODS {
            let operation = item.get(method);
            if operation.is_some_and(|operation| !operation.is_object()) {
                bail!(
                    "`{} {path}` is no object, so this is no valid OpenAPI document",
                    method.to_uppercase()
                );
            }
        }
    }
    Ok(())
}

/// Checks that references lead to something in the document itself.
fn check_references(document: &Value) -> anyhow::Result<()> {
    let mut elsewhere = Vec::new();
    let mut nowhere = Vec::new();
    inline::each_reference(document, &mut |reference| {
        let list = match reference.strip_prefix('#') {
            None => &mut elsewhere,
            Some(pointer) if inline::lookup(document, pointer).is_none() => &mut nowhere,
            Some(_) => return,
        };
        if !list.iter().any(|known| known == reference) {
            list.push(reference.to_owned());
        }
    });
    if !elsewhere.is_empty() {
        bail!(
            "it refers to other files ({}); put all into one with `npx @redocly/cli bundle FILE` and give that",
            shown(&elsewhere)
        );
    }
    if !nowhere.is_empty() {
        bail!("it refers to what it has not: {}", shown(&nowhere));
    }
    Ok(())
}

fn shown(references: &[String]) -> String {
    let mut text = references
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if references.len() > SHOWN {
        text = format!("{text} and {} more", references.len() - SHOWN);
    }
    text
}
