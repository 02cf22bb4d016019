//! The folder that a document may include files from.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::limits;
use crate::source;

/// Why a file is not included.
#[derive(Debug)]
pub(super) enum Refusal {
    Outside,
    Unreadable(io::Error),
    TooLarge,
}

/// A folder, with no symbolic link left in its path.
#[derive(Debug)]
pub(super) struct Folder {
    root: io::Result<PathBuf>,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            root: fs::canonicalize(path),
        }
    }

    /// The text of a file of the folder. `path` counts from the folder.
    pub(super) fn read(&self, path: &Path) -> Result<String, Refusal> {
        let root = match &self.root {
            Ok(root) => root,
            Err(error) => return Err(Refusal::Unreadable(error.kind().into())),
        };
        let path = fs::canonicalize(root.join(path)).map_err(Refusal::Unreadable)?;
        if !path.starts_with(root) {
            return Err(Refusal::Outside);
        }
        let metadata = fs::metadata(&path).map_err(Refusal::Unreadable)?;
        if !metadata.is_file() {
            return Err(Refusal::Unreadable(io::ErrorKind::InvalidInput.into()));
        }
        if metadata.len() > limits::MAX_INCLUDED as u64 {
            return Err(Refusal::TooLarge);
        }
        let bytes = fs::read(&path).map_err(Refusal::Unreadable)?;
        Ok(source::with_line_feeds(source::decode(bytes)))
    }
}

/// The path from the folder to what `link` names, if seen from `from`; `None` if it leads out of
/// the folder. The disk is not touched.
pub(super) fn within(from: &Path, link: &str) -> Option<PathBuf> {
    let link = link.replace('\\', "/");
    let mut path = PathBuf::new();
    for component in from.components().chain(Path::new(&link).components()) {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!link.contains("://")).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_folder() {
        let within = |from: &str, link: &str| {
            within(Path::new(from), link).map(|path| path.display().to_string())
        };
        assert_eq!(within("", "a.md").as_deref(), Some("a.md"));
        assert_eq!(within("x", "./../a.md").as_deref(), Some("a.md"));
        assert_eq!(within("x", "y\\a.md").as_deref(), Some("x/y/a.md"));
        assert_eq!(within("x", "../../a.md"), None);
        assert_eq!(within("", "/etc/passwd"), None);
        assert_eq!(within("", "https://example.com/a.md"), None);
    }
}
