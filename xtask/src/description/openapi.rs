//! OpenAPI of any version as the stages behind this one take it: 3.0, whole, nothing shared but
//! schemas.

use anyhow::bail;
use apib::openapi::pointer_step;
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
    check_references(&value)?;
    let mut findings = Vec::new();
    let is_3_0 = value["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.0"));
    if !is_3_0 {
        value = lower_version::lower(value, &mut findings);
    }
    inline::inline(&mut value, &mut findings);
    check_form(&value)?;
    Ok((value, findings))
}

/// What a part must be, as every stage takes for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Object,
    List,
}

/// The steps to parts (`*` is any member but an extension, `METHOD` each method), and what they
/// must be if they are there.
const FORM: &[(&[&str], Shape)] = &[
    (&["info"], Shape::Object),
    (&["components"], Shape::Object),
    (&["components", "*"], Shape::Object),
    (&["components", "schemas", "*"], Shape::Object),
    (&["tags"], Shape::List),
    (&["paths"], Shape::Object),
    (&["paths", "*"], Shape::Object),
    (&["paths", "*", "METHOD"], Shape::Object),
    (&["paths", "*", "METHOD", "parameters"], Shape::List),
    (&["paths", "*", "METHOD", "parameters", "*"], Shape::Object),
    (&["paths", "*", "METHOD", "requestBody"], Shape::Object),
    (
        &["paths", "*", "METHOD", "requestBody", "content"],
        Shape::Object,
    ),
    (
        &["paths", "*", "METHOD", "requestBody", "content", "*"],
        Shape::Object,
    ),
    (&["paths", "*", "METHOD", "responses"], Shape::Object),
    (&["paths", "*", "METHOD", "responses", "*"], Shape::Object),
    (
        &["paths", "*", "METHOD", "responses", "*", "content"],
        Shape::Object,
    ),
    (
        &["paths", "*", "METHOD", "responses", "*", "content", "*"],
        Shape::Object,
    ),
];

/// Checks that parts are objects and lists where they must be.
fn check_form(document: &Value) -> anyhow::Result<()> {
    for (steps, shape) in FORM {
        check_part(document, steps, *shape, "")?;
    }
    Ok(())
}

fn check_part(part: &Value, steps: &[&str], shape: Shape, pointer: &str) -> anyhow::Result<()> {
    let Some((step, rest)) = steps.split_first() else {
        let (is_as_it_must, wanted) = match shape {
            Shape::Object => (part.is_object(), "an object"),
            Shape::List => (part.is_array(), "a list"),
        };
        if !is_as_it_must {
            bail!("{pointer} is not {wanted}, so this is no valid OpenAPI document");
        }
        return Ok(());
    };
    let matches = |key: &str| match *step {
        "*" => !key.starts_with("x-"),
        "METHOD" => super::METHODS.contains(&key),
        step => key == step,
    };
    let members = part.as_object().into_iter().flatten();
    for (key, member) in members.filter(|(key, _)| matches(key)) {
        let pointer = format!("{pointer}/{}", pointer_step(key));
        check_part(member, rest, shape, &pointer)?;
    }
    let items = part.as_array().into_iter().flatten().enumerate();
    for (index, item) in items.filter(|_| *step == "*") {
        check_part(item, rest, shape, &format!("{pointer}/{index}"))?;
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
