//! What examples tell about schemas: the schema that they show, whether a declared one accepts
//! them, and what to keep of one that does not.

pub use accepts::{Mismatch, accepts};
pub use complete::{Completed, complete};
pub use contradiction::{Contradiction, ContradictionKind};
pub use form::{from_form, from_forms};
pub use merge::from_examples;
pub use reconcile::{Reconciled, reconcile};

mod accepts;
mod complete;
mod contradiction;
mod facts;
mod form;
mod format;
mod merge;
mod names;
mod overlay;
mod places;
mod reconcile;
#[cfg(test)]
mod tests;
