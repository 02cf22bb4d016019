//! The descriptions that are compared: found, read, and brought to the same stage.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use super::{DiffOptions, Profile};
use crate::{pipeline, report};

const BLUEPRINT: &str = "spec/flowii.apib";
const OPENAPI: &str = "spec/openapi.json";

/// Two descriptions, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    pub(super) old: Value,
    pub(super) new: Value,
    /// Whether both describe the API that the client is made for.
    pub(super) are_ours: bool,
}

/// Reads both, and applies the profile and the overlay where they are missing.
pub(super) fn read_both(root: &Path, options: &DiffOptions) -> anyhow::Result<Inputs> {
    let (old, new) = (read(root, &options.old)?, read(root, &options.new)?);
    let ours = pipeline::read(root, OPENAPI)?;
    let ours = serde_json::from_str(&ours).context(OPENAPI)?;
    let are_ours = is_like(&old, &ours) && is_like(&new, &ours);
    let inputs = |old, new| Inputs { old, new, are_ours };
    match options.profile {
        Profile::Auto if are_ours => {}
        Profile::Always => {}
        Profile::Auto | Profile::Never => return Ok(inputs(old, new)),
    }
    let completed = completed(root, &old, &options.old)
        .and_then(|old| Ok((old, completed(root, &new, &options.new)?)));
    match completed {
        Ok((old, new)) => Ok(inputs(old, new)),
        Err(error) if options.profile == Profile::Always => Err(error),
        Err(error) => {
            // A description that the profile cannot be applied to has something new in it, which is
            // just what a comparison is for.
            report::warning(format_args!(
                "{error:#}; so what FLOWii's blueprints say is compared as it is, without profile and overlay"
            ));
            let old = plain(root, old, &options.old)?;
            let new = plain(root, new, &options.new)?;
            Ok(inputs(old, new))
        }
    }
}

/// The description with the profile and the overlay applied.
fn completed(root: &Path, document: &Value, name: &str) -> anyhow::Result<Value> {
    let mut document = document.clone();
    if has_profile(&document) {
        return Ok(document);
    }
    for missed in pipeline::complete(root, &mut document).with_context(|| name.to_owned())? {
        report::warning(format_args!(
            "{name} lacks what the overlay corrects: {missed}"
        ));
    }
    Ok(document)
}

/// The description without them: of our own, the blueprint beside it is that.
fn plain(root: &Path, document: Value, name: &str) -> anyhow::Result<Value> {
    if !has_profile(&document) {
        return Ok(document);
    }
    match name.strip_suffix(OPENAPI) {
        Some(before) => read(root, &format!("{before}{BLUEPRINT}")),
        None => bail!(
            "{name} has the profile applied, and it is not known what it was made from; name that instead"
        ),
    }
}

/// The description that `name` stands for, as `OpenAPI`.
fn read(root: &Path, name: &str) -> anyhow::Result<Value> {
    let text = text(root, name)?;
    if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
    {
        let document: Value = serde_json::from_str(&text).with_context(|| name.to_owned())?;
        if !document["openapi"].is_string() {
            bail!("{name} is JSON, but not OpenAPI 3: it has no `openapi`");
        }
        return Ok(document);
    }
    Ok(apib::convert(&apib::Source::new(name, text)).document.value)
}

/// A file, or a file at a revision in git; a file goes before.
fn text(root: &Path, name: &str) -> anyhow::Result<String> {
    let here = Path::new(name);
    // The defaults are meant from the workspace's folder, wherever the command runs.
    for path in [here.to_owned(), root.join(name)] {
        if path.is_file() {
            return fs::read_to_string(&path).with_context(|| format!("cannot read {name}"));
        }
    }
    let Some((revision, path)) = name
        .split_once(':')
        .filter(|(revision, _)| !revision.is_empty())
    else {
        bail!("there is no file {name}");
    };
    let output = Command::new("git")
        .args(["show", "--end-of-options", &format!("{revision}:{path}")])
        .current_dir(root)
        .output()
        .with_context(|| format!("there is no file {name}, and git cannot be asked for it"))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!(
            "there is no file {name}, nor is it in git: {}",
            message.trim()
        );
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} is not UTF-8"))
}

/// Whether the profile has been applied, which leaves its mark on the types it makes.
fn has_profile(document: &Value) -> bool {
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let mut schemas = schemas.into_iter().flatten();
    schemas.any(|(_, schema)| schema.get("x-json-api").is_some())
}

/// Whether a document describes the API that we describe: most of our paths are in it.
fn is_like(document: &Value, ours: &Value) -> bool {
    let paths = |document: &Value| -> Vec<String> {
        let paths = document["paths"].as_object();
        paths
            .into_iter()
            .flatten()
            .map(|(path, _)| path.clone())
            .collect()
    };
    let (theirs, ours) = (paths(document), paths(ours));
    let shared = ours.iter().filter(|path| theirs.contains(path)).count();
    2 * shared > ours.len()
}
