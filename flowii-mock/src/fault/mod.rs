//! What goes wrong on purpose: a quota, failures, delays.

mod failures;
mod quota;

pub use failures::{Failures, ParseFailuresError};
pub use quota::{ParseRateLimitError, RateLimit};

pub(crate) use quota::Quota;
