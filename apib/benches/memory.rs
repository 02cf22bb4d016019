//! How much memory a conversion takes at its peak, in bytes of heap for each byte of the document.
//!
//! ```console
//! $ cargo bench -p apib --bench memory
//! ```
//!
//! The documents are those of `throughput`, of at least [`LEAST`] bytes each, and the corpus as one
//! document. The text of the document itself counts. Where a list grows, both its old and its new
//! room count at once, which a system that moves pages does better than.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use apib::{Options, Source, convert_to};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// In a smaller document, a few constants take the most.
const LEAST: usize = 100_000;

fn main() -> io::Result<()> {
    writeln!(io::stdout(), "{:>9}  {:>6}  document", "bytes", "peak")?;
    let specification = workspace_folder().join("spec/flowii.apib");
    report(
        "spec/flowii.apib",
        &text(&specification).expect("the specification is part of the workspace"),
    )?;
    let corpus: Vec<(String, String)> = corpus_paths()
        .iter()
        .filter_map(|path| {
            Some((
                path.file_name()?.to_string_lossy().into_owned(),
                text(path)?,
            ))
        })
        .collect();
    for (name, text) in corpus.iter().filter(|(_, text)| text.len() >= LEAST) {
        report(name, text)?;
    }
    let all: Vec<String> = corpus.into_iter().map(|(_, text)| text).collect();
    if !all.is_empty() {
        report("all of the corpus in one", &all.join("\n\n"))?;
    }
    Ok(())
}

fn report(name: &str, text: &str) -> io::Result<()> {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let source = Source::new(name, text);
    convert_to(&mut io::sink(), &source, &Options::default())?;
    let peak = HEAP.peak_usage() - before;
    #[expect(clippy::cast_precision_loss, reason = "no document has 2^53 bytes")]
    let ratio = peak as f64 / text.len() as f64;
    writeln!(io::stdout(), "{:>9}  {ratio:>5.1}x  {name}", text.len())
}

fn text(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    Some(apib::source::decode(bytes))
}

fn corpus_paths() -> Vec<PathBuf> {
    let folder = env::var_os("APIB_CORPUS").map_or_else(
        || workspace_folder().join("../shared/corpus"),
        PathBuf::from,
    );
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|one| one == "apib"))
        .collect();
    paths.sort();
    paths
}

fn workspace_folder() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().expect("the crate is in a workspace")
}
