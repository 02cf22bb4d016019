//! Where blueprints are read from.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result};
use apib::{Source, include, source};

/// The blueprint with the files that it includes; standard input has no folder to include from.
pub(crate) fn read(file: &Path) -> Result<Source> {
    if file == Path::new("-") {
        return read_as_it_is(file);
    }
    include::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The blueprint without the files that it includes.
pub(crate) fn read_as_it_is(file: &Path) -> Result<Source> {
    let mut text = Vec::new();
    if file == Path::new("-") {
        io::stdin()
            .read_to_end(&mut text)
            .context("cannot read standard input")?;
        return Ok(Source::new("<stdin>", source::decode(text)));
    }
    text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.display().to_string();
    Ok(Source::new(name, source::decode(text)))
}
