//! The peak of the heap stays below ten times the document.
//!
//! The only test of its binary, since the allocator counts what every thread takes.

use std::fs;
use std::io;
use std::path::Path;

use apib::{Options, Source, convert_to};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

#[test]
fn a_conversion_takes_less_than_ten_times_the_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/flowii.apib");
    let text = fs::read_to_string(path).expect("the specification is part of the workspace");
    let size = text.len();
    let before = HEAP.current_usage() - size;
    HEAP.reset_peak_usage();
    let source = Source::new("flowii.apib", text);
    convert_to(&mut io::sink(), &source, &Options::default()).expect("a sink takes everything");
    let peak = HEAP.peak_usage() - before;
    assert!(
        peak < 10 * size,
        "{peak} bytes for a document of {size} bytes"
    );
}
