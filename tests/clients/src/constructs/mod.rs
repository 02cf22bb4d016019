//! The client of `constructs.json`.

// What is named and formatted here is decided where it is generated.
#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    missing_docs,
    unreachable_pub,
    unused_imports
)]
mod client;
mod hooks;
mod wire;

pub use client::*;
