//! The folder in which documents are compiled, and how that is done.

use std::fs;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::examples;
use super::passed::{Passed, write};
use crate::arguments::CorpusOptions;
use crate::pipeline::workspace_root;

/// Where and how documents are compiled.
#[derive(Debug)]
pub(super) struct Workshop {
    folder: PathBuf,
    pub(super) passed: Passed,
    jobs: usize,
    pub(super) examples: bool,
    pub(super) lint: bool,
    /// Held as long as the folder is used.
    _lock: File,
}

impl Workshop {
    /// The folder for it, with what is known from earlier runs.
    pub(super) fn open(options: &CorpusOptions, jobs: usize) -> anyhow::Result<Self> {
        let root = workspace_root();
        let folder = match &options.work_dir {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join("target/corpus"),
        };
        let own = lock(&folder)?;
        let locked = folder.join("batch/Cargo.lock");
        // The versions that the workspace is tested with. Always, since cargo takes out what the last
        // batch had no need of.
        let text = fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
        write(&locked, &text)?;
        let compiler = Command::new("rustc").arg("-vV").output();
        let compiler = compiler.context("cannot run rustc")?.stdout;
        let conditions = format!(
            "{} examples={} lint={}",
            String::from_utf8_lossy(&compiler),
            if options.examples {
                examples::SHARED
            } else {
                "none"
            },
            options.lint
        );
        let passed = Passed::new(folder.join("passed"), conditions);
        if options.fresh {
            let _ = fs::remove_dir_all(folder.join("passed"));
        }
        Ok(Self {
            folder,
            passed,
            jobs,
            examples: options.examples,
            lint: options.lint,
            _lock: own,
        })
    }

    /// Where the batch is.
    pub(super) fn crate_folder(&self) -> PathBuf {
        self.folder.join("batch")
    }

    /// A command of cargo in the batch.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(self.crate_folder())
            .args(arguments)
            .args(["--jobs", &self.jobs.to_string()])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            // What the workspace's command was started with is not for this crate.
            .env_remove("RUSTFLAGS");
        cargo
    }
}

/// Makes sure that nobody else compiles in the folder: two runs would write over each other's
/// crates.
fn lock(folder: &Path) -> anyhow::Result<File> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let path = folder.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    match fs4::FileExt::try_lock(&file) {
        Ok(()) => Ok(file),
        Err(_) => bail!(
            "another run uses {}; wait for it, or name another folder with `--work-dir`",
            folder.display()
        ),
    }
}
