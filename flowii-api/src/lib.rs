//! The REST API of FLOWii as typed methods: one for each of its operations.
//!
//! [`Client`] has a method for each operation, [`groups`] lists them by subject, and [`types`] has what
//! they take and give: for each type of resources one to read (`Partner`), one to create
//! (`NewPartner`) and one to change (`PartnerPatch`), and [`json_api`] what they have in common. All
//! but the last is generated from the API's description by `cargo xtask gen`. Written by hand is what
//! a generator cannot know: JSON:API and its media types, the scalars ([`Id`], [`UnixTime`],
//! [`Content`]), and [`Transport`], the seam through which somebody else signs and sends each request.
//!
//! This crate knows nothing of logging in. The crate `flowii-auth` does, and hands out a [`Client`]
//! that is ready to use; that is where most programs start. Take this crate alone to talk to a test
//! server, or through a gateway that adds the credentials:
//!
//! ```no_run
#![doc = include_str!("../examples/without_login.rs")]
//! ```
//!
//! # Values
//!
//! Amounts, rates and quantities are [`Decimal`]s. JSON's numbers hold them exactly up to 15
//! significant digits; one that would be rounded is not sent, but refused. Dates and times are local
//! ones without a zone, as FLOWii has them ([`jiff::civil`]); filters by time take instants
//! ([`UnixTime`]). Numbers that stand for words are enumerations which keep numbers that they do not
//! know, as `Other`.
//!
//! # Errors
//!
//! Every call ends in [`Error`]. A status that is no success is [`Error::ErrorResponse`] with status,
//! headers and an [`ErrorDocument`](json_api::ErrorDocument), in which any body is readable: JSON:API
//! errors, JSON of another form, the page of a gateway, nothing at all. An error of the
//! [`Transport`] is found with [`transport_error`].
//!
//! # Identifiers in paths
//!
//! Path parameters are percent-encoded, except that `.` and `..` pass as they are and would change
//! the path. Identifiers of FLOWii are integers, for which this cannot happen; do not build a string
//! identifier from input that nobody has checked.

// docs.rs says which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// The generated code names the types of this crate as any other crate would.
extern crate self as flowii_api;

mod answer;
mod company;
mod hooks;
pub mod json_api;
mod open_enum;
mod operation;
mod scalar;
mod secret;
mod transport;

// What is documented, named and formatted here is decided where it is generated.
#[rustfmt::skip]
#[allow(
    clippy::all,
    clippy::pedantic,
    rustdoc::all,
    unused_imports,
    missing_docs,
    unreachable_pub
)]
mod generated;

#[rustfmt::skip]
mod enumerations;

#[rustfmt::skip]
pub mod groups;

// What is imported there is what any document may need.
#[rustfmt::skip]
#[allow(clippy::wildcard_imports, unused_imports)]
mod resources;

pub use company::MissingCompanyId;
pub use generated::*;
pub use jiff;
pub use operation::Operation;
pub use rust_decimal::Decimal;
pub use scalar::{Content, Id, IdList, InvalidId, UnixTime};
pub use secret::Secret;
pub use transport::{BoxError, Direct, Transport, TransportHandle, transport_error};
