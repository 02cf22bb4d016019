//! How many bytes a second are parsed and converted, and how that changes as documents grow.
//!
//! ```console
//! $ cargo bench -p apib --bench throughput                # all; some minutes
//! $ cargo bench -p apib --bench throughput -- flowii      # one document
//! $ cargo bench -p apib --bench throughput -- growth
//! ```
//!
//! The documents are the workspace's own `spec/flowii.apib` and, where a folder of blueprints is at
//! hand, all of them in one run; `APIB_CORPUS` names it, as for the tests. The throughput of
//! `growth` stays the same from one copy to eight if time is linear in the input.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use apib::{Source, ast, convert};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

criterion_group!(benches, flowii, corpus, growth);
criterion_main!(benches);

/// The parser, and all of the way to OpenAPI, on one document.
fn flowii(criterion: &mut Criterion) {
    let source = flowii_source();
    let mut group = criterion.benchmark_group("flowii");
    group.throughput(Throughput::Bytes(source.text().len() as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| ast::parse(black_box(&source)));
    });
    group.bench_function("convert", |bencher| {
        bencher.iter(|| convert(black_box(&source)));
    });
    group.finish();
}

/// The same on documents of other people, one after another.
fn corpus(criterion: &mut Criterion) {
    let sources = corpus_sources();
    if sources.is_empty() {
        return;
    }
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    let mut group = criterion.benchmark_group("corpus");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(20))
        .throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| sources.iter().map(ast::parse).map(black_box).count());
    });
    group.bench_function("convert", |bencher| {
        bencher.iter(|| sources.iter().map(convert).map(black_box).count());
    });
    group.finish();
}

/// Copies of one document in a row, each with paths of its own, so that no two actions are merged.
fn growth(criterion: &mut Criterion) {
    let text = flowii_source().text().to_owned();
    let mut group = criterion.benchmark_group("growth");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10));
    for copies in [1, 2, 4, 8] {
        let copied = (0..copies).map(|copy| text.replace("[/", &format!("[/copy-{copy}/")));
        let source = Source::new("copies.apib", copied.collect::<Vec<_>>().join("\n\n"));
        group.throughput(Throughput::Bytes(source.text().len() as u64));
        group.bench_with_input(
            BenchmarkId::new("parse", copies),
            &source,
            |bencher, source| {
                bencher.iter(|| ast::parse(black_box(source)));
            },
        );
        group.bench_with_input(
            BenchmarkId::new("convert", copies),
            &source,
            |bencher, source| {
                bencher.iter(|| convert(black_box(source)));
            },
        );
    }
    group.finish();
}

fn flowii_source() -> Source {
    let path = workspace_folder().join("spec/flowii.apib");
    let text = fs::read_to_string(path).expect("the specification is part of the workspace");
    Source::new("flowii.apib", text)
}

fn corpus_sources() -> Vec<Source> {
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
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).ok()?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some(Source::new(name, String::from_utf8_lossy(&bytes)))
    };
    paths.iter().filter_map(read).collect()
}

fn workspace_folder() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().expect("the crate is in a workspace")
}
