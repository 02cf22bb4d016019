//! `cargo xtask fetch`: the vendor's current description, beside ours or in its place.
//!
//! It is got ([`homes`]), judged ([`judgement`]) and written in one step ([`store`]), so that
//! whatever goes wrong, what was there stays. Then it is compared with ours.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::arguments::FetchOptions;
use crate::description::{self, Origin};
use crate::diff::{self, DiffOptions};
use crate::{files, pipeline, report};

mod homes;
mod judgement;
mod store;
#[cfg(test)]
mod tests;

/// Gets, judges and writes it, and goes on to the comparison.
pub(crate) fn run(options: &FetchOptions) -> anyhow::Result<ExitCode> {
    let root = pipeline::workspace_root();
    let homes = match &options.from {
        Some(origin) => vec![homes::resolved(origin)],
        None => homes::known(),
    };
    let place = fetch(&root, &homes, options)?;
    Ok(compare_with_ours(&root, &place))
}

/// Writes the description that the first of `homes` gives; where it is now.
fn fetch(root: &Path, homes: &[Origin], options: &FetchOptions) -> anyhow::Result<PathBuf> {
    let ours = description::load(&pipeline::default_origin(root))
        .context("ours, with which the vendor's is compared")?;
    let fetched = homes::first(homes, options.from.is_none())?;
    report::status(
        "Fetched",
        format!(
            "{} ({}; {})",
            fetched.source.name(),
            fetched.form,
            report::count(fetched.operation_count(), "operation")
        ),
    );
    let warning = judgement::judge(
        fetched.operation_count(),
        ours.operation_count(),
        options.force,
    )?;
    if let Some(warning) = warning {
        report::warning(warning);
    }
    let place = store::place(root, &fetched.form, options.adopt);
    let verb = if store::write(&place, fetched.source.text())? {
        "Wrote"
    } else {
        "Fresh"
    };
    report::status(verb, files::shown(root, &place));
    Ok(place)
}

/// Goes on to `cargo xtask diff` between ours and what is at `place`.
///
/// What was fetched is there whatever the comparison says, so that only a failure to compare is one
/// of this command; `cargo xtask diff` itself tells the severity by its exit code.
fn compare_with_ours(root: &Path, place: &Path) -> ExitCode {
    let mut ours = pipeline::default_path(root);
    if ours == place {
        // What was generated from ours is all that is left of it.
        ours = root.join("spec/openapi.json");
    }
    let shown = [ours.as_path(), place].map(|path| files::shown(root, path));
    report::status("Comparing", format!("cargo xtask diff {}", shown.join(" ")));
    let options = DiffOptions {
        old: Some(Origin::Path(ours)),
        new: Some(Origin::Path(place.to_owned())),
        ..DiffOptions::default()
    };
    if let Err(error) = diff::show(&options) {
        report::error(&error);
        return ExitCode::from(diff::CANNOT);
    }
    report::status(
        "Next",
        format!("cargo xtask gen --from {} --check", shown[1]),
    );
    ExitCode::SUCCESS
}
