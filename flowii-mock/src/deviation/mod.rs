//! Answers that are otherwise than the document says, to test what looks for that.

mod apply;
mod syntax;

pub(crate) use apply::apply;
pub use syntax::{Deviation, ParseDeviationError};

pub(crate) use syntax::Change;
