//! Files that are generated: written where they changed, or compared.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use similar::TextDiff;

use crate::report;

pub(crate) use standalone::crate_files;

mod standalone;

/// Lines of a difference that are shown; a reader needs its beginning, not all of it.
const DIFF_LINES: usize = 60;

/// Characters that are shown of a line that does not differ; a description may be pages long.
const LINE_LENGTH: usize = 160;

/// A file as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GeneratedFile {
    path: PathBuf,
    text: String,
}

impl GeneratedFile {
    /// The file at `path`, which should hold `text`.
    pub(crate) fn new(path: PathBuf, text: String) -> Self {
        Self { path, text }
    }

    /// What is there now; nothing if there is no such file.
    fn present(&self) -> anyhow::Result<Option<String>> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                Err(error).with_context(|| format!("cannot read {}", self.path.display()))
            }
        }
    }
}

/// Writes the files that are not yet as they should be; the others keep their time stamp, so
/// that cargo does not compile them again.
pub(crate) fn write(root: &Path, files: &[GeneratedFile]) -> anyhow::Result<()> {
    for file in files {
        let name = shown(root, &file.path);
        if file.present()?.as_ref() == Some(&file.text) {
            report::status("Fresh", name);
            continue;
        }
        if let Some(folder) = file.path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot create {}", folder.display()))?;
        }
        fs::write(&file.path, &file.text).with_context(|| format!("cannot write {name}"))?;
        let lines = report::count(file.text.lines().count(), "line");
        report::status("Generated", format!("{name} ({lines})"));
    }
    Ok(())
}

/// Compares the files, shows how they differ, and names the command that mends it.
pub(crate) fn check(
    root: &Path,
    files: &[GeneratedFile],
    command: &str,
) -> anyhow::Result<ExitCode> {
    let mut stale = Vec::new();
    for file in files {
        let name = shown(root, &file.path);
        let present = file.present()?;
        if present.as_ref() == Some(&file.text) {
            report::status("Fresh", name);
        } else {
            report::status("Stale", &name);
            report::diff(&difference(&name, &present.unwrap_or_default(), &file.text));
            stale.push(name);
        }
    }
    if stale.is_empty() {
        report::status("Finished", "all that is generated is up to date");
        return Ok(ExitCode::SUCCESS);
    }
    report::error(&anyhow::anyhow!(
        "{} out of date; run `{command}` and commit what it writes",
        if stale.len() == 1 {
            format!("{} is", stale[0])
        } else {
            format!("{} are", stale.join(" and "))
        }
    ));
    Ok(ExitCode::FAILURE)
}

/// A path as it is shown: from the workspace's folder, where it is in there.
pub(crate) fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
        .replace('\\', "/")
}

/// A unified diff from what is there to what should be, cut where it gets long.
fn difference(name: &str, present: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(present, wanted);
    let unified = diff
        .unified_diff()
        .context_radius(3)
        .header(name, &format!("{name} (generated)"))
        .to_string();
    let mut lines: Vec<&str> = unified.lines().map(beginning).collect();
    let cut = lines.len().saturating_sub(DIFF_LINES);
    let rest = format!("… and {}", report::count(cut, "more line"));
    if cut > 0 {
        lines.truncate(DIFF_LINES);
        lines.push(&rest);
    }
    lines.join("\n")
}

/// As much of a line as is shown: all of one that differs, wherever in it the difference is.
fn beginning(line: &str) -> &str {
    if line.starts_with(['+', '-']) {
        return line;
    }
    match line.char_indices().nth(LINE_LENGTH) {
        Some((end, _)) => &line[..end],
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_changed_and_no_more_than_fits() {
        let text = difference("a.json", "1\n2\n", "1\n3\n");
        assert!(text.contains("-2\n+3"), "{text}");
        let long: String = (0..500).map(|number| number.to_string() + "\n").collect();
        let text = difference("a.json", "", &long);
        assert!(text.lines().count() <= DIFF_LINES + 1);
        assert!(text.ends_with("more lines"), "{text}");
        let endless = "ž".repeat(5000);
        let text = difference(
            "a.json",
            &format!("{endless}\na\n"),
            &format!("{endless}\nb\n"),
        );
        let context = text.lines().find(|line| line.starts_with(' ')).unwrap();
        assert_eq!(context.chars().count(), LINE_LENGTH);
        let text = difference("a.json", &format!("{endless}a\n"), &format!("{endless}b\n"));
        assert!(
            text.ends_with('b'),
            "a change at the end of a long line is cut off"
        );
    }
}
