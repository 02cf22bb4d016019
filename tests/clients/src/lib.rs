//! Two clients as `apib generate` makes them, compiled and called by the tests.
//!
//! [`samples`] comes from `samples.apib`, prose and payloads as people write them; [`constructs`]
//! comes from `constructs.json`, an OpenAPI document with what a blueprint cannot say. Together
//! they need every rule of the lowering. `tests/generation.rs` holds them against their documents,
//! and writes them anew with `INSTA_UPDATE=always cargo test -p sample-clients`.

pub mod constructs;
pub mod samples;
