//! Where a description is.

use std::convert::Infallible;
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use anyhow::{Context, bail};
use apib::{Source, source};

use super::download;

/// The place of a description, as a user names it.
///
/// A file whose name looks like one of the others is named with its folder: `./a:b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// `-`
    StandardInput,
    /// `spec/flowii.apib`
    Path(PathBuf),
    /// `https://example.com/openapi.json`
    Url(String),
    /// `HEAD~1:spec/openapi.json`, a file as it was in a git revision; paths begin at the
    /// repository's root, or with `./` at the current folder.
    Revision {
        /// The revision, as git names them.
        revision: String,
        /// The file.
        path: String,
    },
}

impl FromStr for Origin {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "-" {
            return Ok(Self::StandardInput);
        }
        if text.starts_with("https://") || text.starts_with("http://") {
            return Ok(Self::Url(text.to_owned()));
        }
        // A single letter in front of a colon is a drive of Windows.
        let split = text
            .split_once(':')
            .filter(|(revision, path)| revision.len() > 1 && !path.is_empty())
            .filter(|(revision, _)| !revision.starts_with(['.', '/', '\\']));
        Ok(match split {
            Some((revision, path)) => Self::Revision {
                revision: revision.to_owned(),
                path: path.to_owned(),
            },
            None => Self::Path(PathBuf::from(text)),
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardInput => formatter.write_str("<stdin>"),
            Self::Path(path) => formatter.write_str(&path.display().to_string().replace('\\', "/")),
            Self::Url(url) => formatter.write_str(url),
            Self::Revision { revision, path } => write!(formatter, "{revision}:{path}"),
        }
    }
}

impl Origin {
    /// The text with the origin as its name.
    ///
    /// # Errors
    ///
    /// If it is not there or cannot be read.
    pub(crate) fn get(&self) -> anyhow::Result<Source> {
        let bytes = match self {
            Self::StandardInput => {
                let mut bytes = Vec::new();
                io::stdin()
                    .read_to_end(&mut bytes)
                    .context("cannot read standard input")?;
                bytes
            }
            Self::Path(path) => {
                std::fs::read(path).with_context(|| format!("cannot read {self}"))?
            }
            Self::Url(url) => download::get(url)?,
            Self::Revision { revision, path } => show(Path::new("."), revision, path)
                .with_context(|| format!("cannot read {self}"))?,
        };
        Ok(Source::new(self.to_string(), source::decode(bytes)))
    }

    /// The folder that a blueprint from here may include files of.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            }),
            _ => None,
        }
    }
}

/// A file as it was in a revision of the repository around `folder`.
fn show(folder: &Path, revision: &str, path: &str) -> anyhow::Result<Vec<u8>> {
    if revision.starts_with('-') {
        bail!("`{revision}` is no git revision");
    }
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["cat-file", "blob"])
        .arg(format!("{revision}:{path}"))
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!(
            "git has no such file in that revision ({}); a file with a colon in its name is written `./NAME`",
            message.trim().trim_start_matches("fatal: ")
        );
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_told_by_their_form() {
        let revision = |revision: &str, path: &str| Origin::Revision {
            revision: revision.to_owned(),
            path: path.to_owned(),
        };
        let url = "https://example.com:8443/a.json";
        let cases = [
            ("-", Origin::StandardInput),
            ("spec/flowii.apib", Origin::Path("spec/flowii.apib".into())),
            (url, Origin::Url(url.to_owned())),
            ("HEAD~1:spec/a.json", revision("HEAD~1", "spec/a.json")),
            ("v0.1.0:./a.json", revision("v0.1.0", "./a.json")),
            (r"C:\a.json", Origin::Path(r"C:\a.json".into())),
            ("./a:b", Origin::Path("./a:b".into())),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_revision_is_read_from_git() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = show(folder, "HEAD", "xtask/Cargo.toml").unwrap();
        assert!(text.starts_with(b"[package]"));
        let error = show(folder, "HEAD", "no/such/file").unwrap_err();
        assert!(error.to_string().contains("no/such/file"), "{error}");
        assert!(show(folder, "--output=x", "a").is_err());
    }
}
