//! Blueprints of several files.
//!
//! API Blueprint itself has no includes. Two preprocessors that documents are written for have:
//! aglio's `<!-- include(file) -->` and Hercule's `:[title](file)`. Both put the file's text in the
//! place of the directive, each line behind the first with the directive's indentation, so that
//! bodies can be included too. A file is looked for in the folder of the file that includes it,
//! as both tools do, then in that of the document.
//!
//! ```no_run
//! let source = apib::include::read("api.apib".as_ref())?;
//! let conversion = apib::convert(&source);
//! for diagnostic in &conversion.diagnostics {
//!     // The file is the one that holds the text, included or not.
//!     println!("{}: {}", source.position(diagnostic.span.start).file, diagnostic.message);
//! }
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Nothing outside of the document's folder is read, neither by `..`, nor by an absolute path, nor
//! through a symbolic link; nothing is fetched. What cannot be resolved stays in the text and is
//! reported with the other findings by [`ast::parse`](crate::ast::parse) and
//! [`convert`](crate::convert()).

use std::fs;
use std::io;
use std::path::Path;

use crate::source::{self, Source};

mod argument;
mod directive;
mod expand;
mod folder;
mod unresolved;

pub(crate) use unresolved::unresolved;

/// Reads a blueprint and the files that it includes.
///
/// # Errors
///
/// That of the file system if the document itself cannot be read. An included file that cannot be
/// is a finding.
pub fn read(path: &Path) -> io::Result<Source> {
    let text = source::decode(fs::read(path)?);
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    Ok(expand(
        path.display().to_string(),
        text,
        folder.unwrap_or(Path::new(".")),
    ))
}

/// A source from its text, the files that it includes taken from a folder.
///
/// A text that includes nothing is the same as with [`Source::new`].
pub fn expand(name: impl Into<String>, text: impl Into<String>, folder: &Path) -> Source {
    let (name, text) = (name.into(), text.into());
    if directive::directives(&text).next().is_none() {
        return Source::new(name, text).without_includes();
    }
    expand::expand(name, text, folder)
}

#[cfg(test)]
mod tests;
