//! Any bytes give a tree, and diagnostics whose places lie in the text.
#![no_main]

use apib::{Source, ast, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = source::decode(bytes.to_vec());
    let (_, diagnostics) = ast::parse(&Source::new("fuzz.apib", text.as_str()));
    for diagnostic in &diagnostics {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in related.chain([diagnostic.span]) {
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
});
