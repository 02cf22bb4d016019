//! The descriptions that are compared: found, read, and brought to the same stage.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;

use super::{DiffOptions, Profile};
use crate::description::{self, Origin};
use crate::{pipeline, report};

const BLUEPRINT: &str = "spec/flowii.apib";
const OPENAPI: &str = "spec/openapi.json";

/// Two descriptions, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    pub(super) old: Value,
    pub(super) new: Value,
    /// Both as they are without profile and overlay, if they are compared with these and it is known
    /// how they are without.
    pub(super) plain: Option<(Value, Value)>,
    /// Whether both describe the API that the client is made for.
    pub(super) are_ours: bool,
}

/// What is compared if nothing is said: our specification as it was committed.
pub(super) fn default_old() -> Origin {
    Origin::Revision {
        revision: "HEAD".to_owned(),
        path: OPENAPI.to_owned(),
    }
}

/// And our specification as it is, wherever in the workspace the command runs.
pub(super) fn default_new(root: &Path) -> Origin {
    Origin::Path(root.join(OPENAPI))
}

/// Reads both, and applies the profile and the overlay where they are missing.
pub(super) fn read_both(
    root: &Path,
    (old_origin, new_origin): (&Origin, &Origin),
    options: &DiffOptions,
) -> anyhow::Result<Inputs> {
    let (old, new) = (read(old_origin)?, read(new_origin)?);
    let ours = pipeline::read(root, OPENAPI)?;
    let ours = serde_json::from_str(&ours).context(OPENAPI)?;
    let are_ours = is_like(&old, &ours) && is_like(&new, &ours);
    let inputs = |old, new, plain| Inputs {
        old,
        new,
        plain,
        are_ours,
    };
    match options.profile {
        Profile::Auto if are_ours => {}
        Profile::Always => {}
        Profile::Auto | Profile::Never => return Ok(inputs(old, new, None)),
    }
    let completed = completed(root, &old, old_origin)
        .and_then(|old| Ok((old, completed(root, &new, new_origin)?)));
    match completed {
        Ok((with_old, with_new)) => {
            let old = plain(old, old_origin).ok();
            let both = old.zip(plain(new, new_origin).ok());
            Ok(inputs(with_old, with_new, both))
        }
        Err(error) if options.profile == Profile::Always => Err(error),
        Err(error) => {
            // A description that the profile cannot be applied to has something new in it, which is
            // just what a comparison is for.
            report::warning(format_args!(
                "{error:#}; so what FLOWii's blueprints say is compared as it is, without profile and overlay"
            ));
            let old = plain(old, old_origin)?;
            let new = plain(new, new_origin)?;
            Ok(inputs(old, new, None))
        }
    }
}

/// The description with the profile and the overlay applied.
fn completed(root: &Path, document: &Value, name: &Origin) -> anyhow::Result<Value> {
    let mut document = document.clone();
    if pipeline::is_complete(&document) {
        return Ok(document);
    }
    for missed in pipeline::complete(root, &mut document).with_context(|| name.to_string())? {
        report::warning(format_args!(
            "{name} lacks what the overlay corrects: {missed}"
        ));
    }
    Ok(document)
}

/// The description without them: of our own, the blueprint beside it is that.
fn plain(document: Value, origin: &Origin) -> anyhow::Result<Value> {
    if !pipeline::is_complete(&document) {
        return Ok(document);
    }
    let beside = |path: &str| {
        let before = path.replace('\\', "/").strip_suffix(OPENAPI)?.to_owned();
        Some(format!("{before}{BLUEPRINT}"))
    };
    let blueprint = match origin {
        Origin::Path(path) => {
            let path = path.to_str().and_then(beside);
            path.map(|path| Origin::Path(PathBuf::from(path)))
        }
        Origin::Revision { revision, path } => beside(path).map(|path| Origin::Revision {
            revision: revision.clone(),
            path,
        }),
        _ => None,
    };
    match blueprint {
        Some(blueprint) => read(&blueprint),
        None => bail!(
            "{origin} has the profile applied, and it is not known what it was made from; name that instead"
        ),
    }
}

fn read(origin: &Origin) -> anyhow::Result<Value> {
    let description = description::load(origin)?;
    for finding in &description.findings {
        report::warning(format_args!(
            "{origin}: {}: {}",
            finding.pointer, finding.message
        ));
    }
    Ok(description.document.value)
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
