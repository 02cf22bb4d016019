//! What is printed reads as what was parsed, and prints the same again.
#![no_main]

use apib::{Source, ast, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = source::decode(bytes.to_vec());
    let (tree, _) = ast::parse(&Source::new("fuzz.apib", text));
    let printed = ast::print(&tree);
    let (again, _) = ast::parse(&Source::new("printed.apib", printed.as_str()));
    assert_eq!(again.clone().without_spans(), tree.without_spans());
    assert_eq!(ast::print(&again), printed);
});
