//! Two clients as `apib generate` makes them, compiled and called by the tests.
//!
//! [`samples`] comes from `samples.apib`, prose and payloads as people write them; [`constructs`]
//! comes from `constructs.json`, an OpenAPI document with what a blueprint cannot say. Together
//! they need every rule of the lowering. `apib/tests/samples.rs` holds them against their documents,
//! and writes them anew with `INSTA_UPDATE=always cargo test -p apib --test samples`.
//!
//! What else is in this folder, `blueprints` and `rules.jsonl`, is compiled and called by
//! `cargo xtask corpus`.

// Names keep the script of the document, and words of two scripts can look alike.
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]

pub mod constructs;
pub mod samples;
