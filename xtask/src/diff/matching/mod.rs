//! What of one document is what of the other, where the names differ.

pub(crate) use components::Renames;
pub(crate) use operations::{Pairs, pair_operations};
pub(crate) use path::{placeholders, template};

mod components;
mod operations;
mod path;
mod shape;
