//! A crate to a folder, without losing what was written there by hand.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::package::MARK;
use super::{File, Keeping, Package};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was written.
    Written,
    /// It was as it should be, and keeps its time stamp.
    Fresh,
    /// It is somebody's own, and was left as it is.
    Kept,
}

/// Why a crate is not written, or not all of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder holds something, and that is no crate that was generated here.
    NotOurs(PathBuf),
    /// A file or folder cannot be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(folder) => write!(
                f,
                "{} is not empty and holds no crate that was generated; nothing is written",
                folder.display()
            ),
            Self::Io(path, _) => write!(f, "cannot read or write {}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotOurs(_) => None,
            Self::Io(_, error) => Some(error),
        }
    }
}

/// Writes a crate to `folder`, and tells for each file what became of it.
///
/// A crate that is there already is renewed: files whose first line says that they are generated,
/// and no others. With `force`, a folder with anything else in it is written to as well, and files
/// of the same names are lost, except those that are meant to be written by hand.
///
/// # Errors
///
/// If the folder is not empty and no crate of ours, which is found before anything is written, or
/// a file cannot be read or written.
pub fn write(
    package: &Package,
    folder: &Path,
    force: bool,
) -> Result<Vec<(&'static str, Outcome)>, WriteError> {
    let is_ours = holds_our_crate(package, folder)?;
    if !is_ours && !force && !is_empty(folder)? {
        return Err(WriteError::NotOurs(folder.to_owned()));
    }
    let mut outcomes = Vec::new();
    for file in &package.files {
        let outcome = write_file(file, folder, force && !is_ours)?;
        outcomes.push((file.path, outcome));
    }
    Ok(outcomes)
}

fn write_file(file: &File, folder: &Path, force: bool) -> Result<Outcome, WriteError> {
    let path = folder.join(file.path);
    if let Some(present) = read(&path)? {
        if present == file.text.as_bytes() {
            return Ok(Outcome::Fresh);
        }
        let is_kept = match file.keeping {
            Keeping::Always => true,
            Keeping::Marked => !force && !has_mark(&present),
            Keeping::Never => false,
        };
        if is_kept {
            return Ok(Outcome::Kept);
        }
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| WriteError::Io(parent.to_owned(), error))?;
    }
    fs::write(&path, &file.text).map_err(|error| WriteError::Io(path.clone(), error))?;
    Ok(Outcome::Written)
}

/// Whether one of the files that we mark is there with the mark.
fn holds_our_crate(package: &Package, folder: &Path) -> Result<bool, WriteError> {
    for file in &package.files {
        if file.keeping == Keeping::Marked
            && read(&folder.join(file.path))?.is_some_and(|present| has_mark(&present))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn has_mark(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).contains(MARK)
}

fn is_empty(folder: &Path) -> Result<bool, WriteError> {
    match fs::read_dir(folder) {
        // What version control keeps there is nobody's crate.
        Ok(entries) => Ok(entries
            .filter_map(Result::ok)
            .all(|entry| entry.file_name() == ".git")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(WriteError::Io(folder.to_owned(), error)),
    }
}

/// What is in a file; nothing if there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>, WriteError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::Io(path.to_owned(), error)),
    }
}
