//! The client of `samples.apib`.

// What is named and formatted here is decided where it is generated.
#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    confusable_idents,
    missing_docs,
    uncommon_codepoints,
    unreachable_pub,
    unused_imports
)]
mod client;
mod hooks;
mod wire;

pub use client::*;
