//! Holds the answers of a FLOWii server against its specification, by reading only.
//!
//! The [`specification`] tells which operations can be read and what each answers. They are called
//! ([`run`]) in rounds: first those that need no identifier, then those whose identifiers earlier
//! answers have shown ([`learned`]); which type of resource a path parameter means is told by the
//! specification itself. Each answer is held against the specification by a JSON Schema library
//! ([`judge`]), and what deviates is named by its place and its types, never by its value
//! ([`deviation`]). A [`report`] therefore holds nothing but names, types and statuses, and can be
//! sent to others.
//!
//! Nothing but GET is ever sent, and the request for a token.

pub mod deviation;
pub mod judge;
pub mod learned;
pub mod report;
pub mod run;
pub mod specification;
pub mod wire;

mod plan;
