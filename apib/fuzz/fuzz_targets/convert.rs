//! Any bytes give a document that is OpenAPI to a reader that is not ours, twice the same, and so
//! is its lowered form; places of diagnostics lie in the text.
#![no_main]

use apib::{Source, codegen, convert, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = source::decode(bytes.to_vec());
    let source = Source::new("fuzz.apib", text.as_str());
    let conversion = convert(&source);
    for diagnostic in &conversion.diagnostics {
        let related = diagnostic.related.iter().map(|(span, _)| *span);
        for span in related.chain([diagnostic.span]) {
            assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
    let document = conversion.document.value.to_string();
    assert_eq!(document, convert(&source).document.value.to_string());
    let lowered = codegen::lower(&conversion.document).document.to_string();
    for document in [document, lowered] {
        serde_json::from_str::<openapiv3::OpenAPI>(&document).expect("it is OpenAPI 3.0");
    }
});
