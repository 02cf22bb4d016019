//! A FLOWii to develop and test against: an HTTP server on loopback that answers as the API's
//! description says, and remembers what it was told.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), flowii_mock::StartError> {
//! use flowii_mock::Mock;
//!
//! let mock = Mock::builder().seed(7).start().await?;
//! println!("a FLOWii at {}", mock.base_url());
//! # assert!(mock.base_url().starts_with("http://127.0.0.1:"));
//! mock.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! The mock reads the OpenAPI document of this workspace when it starts ([`OPENAPI`], or another one
//! by [`Builder::specification`]). Its records are those of the document's samples; lists, details,
//! creates, changes, deletes and files work on them. See the README for what it decides where
//! nothing is known of FLOWii.

// docs.rs says which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod access;
mod answer;
mod builder;
mod civil;
mod clock;
mod deviation;
mod fault;
mod filter;
mod internal;
mod mock;
mod operation;
mod page;
mod request_log;
mod seed;
mod server;
mod settings;
mod spec;
mod store;
mod token;

pub use access::Access;
pub use builder::{Builder, StartError};
pub use clock::Clock;
pub use deviation::{Deviation, ParseDeviationError};
pub use fault::{Failures, ParseFailuresError, ParseRateLimitError, RateLimit};
pub use mock::Mock;
pub use request_log::SeenRequest;
pub use spec::{OPENAPI, SpecificationError};
