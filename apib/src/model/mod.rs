//! The API that a blueprint describes, names resolved.

pub mod schema;
