//! Where a fetched description is kept.
//!
//! Beside ours in `spec/vendor/`, which git ignores: the text is the vendor's, and this repository
//! is public. `--adopt` puts it where ours is, as the source of everything generated; that is for
//! those who may publish it or keep their copy to themselves, and the documentation says so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::description::{Form, Notation};

/// The file for a description of this form.
pub(super) fn place(root: &Path, form: &Form, adopt: bool) -> PathBuf {
    let name = match form {
        Form::Blueprint => "flowii.apib",
        Form::OpenApi {
            notation: Notation::Json,
            ..
        } => "flowii.openapi.json",
        Form::OpenApi {
            notation: Notation::Yaml,
            ..
        } => "flowii.openapi.yaml",
    };
    let folder = if adopt { "spec" } else { "spec/vendor" };
    root.join(folder).join(name)
}

/// Writes the text in one step: whoever looks sees the old file or the new one, and after a failure
/// the old one. False if it was there already.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<bool> {
    if fs::read(path).is_ok_and(|present| present == text.as_bytes()) {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let failed = || format!("cannot write {}; what was there is kept", path.display());
    fs::create_dir_all(folder).with_context(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    let file = file.persist(path).with_context(failed)?;
    open_to_all(&file).with_context(failed)?;
    Ok(true)
}

/// Temporary files are for their owner alone; a description is no secret.
#[cfg(unix)]
fn open_to_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn open_to_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}
