//! Tokens: handing them out, renewing them, checking them.

mod grant;
mod tokens;

pub(crate) use grant::{Grant, GrantProblem};
pub(crate) use tokens::{Issued, Lifetimes, Refusal, Tokens};
