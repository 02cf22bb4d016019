//! What examples tell about schemas: the schema that they show, whether a declared one accepts
//! them, and what to keep of one that does not.

pub use accepts::{Mismatch, accepts};
pub use complete::{Completed, complete};
pub use contradiction::{Contradiction, ContradictionKind};
pub use fields::{from_fields, mark_files, typed_fields};
pub use form::{form_fields, from_form};
pub use merge::from_examples;
pub use multipart::{MultipartFields, multipart_fields};
pub use reconcile::{Reconciled, reconcile};
pub use widen::{Widened, widen};

mod accepts;
mod beside;
mod complete;
mod contradiction;
mod facts;
mod fields;
mod form;
mod format;
mod member_set;
mod merge;
mod multipart;
mod names;
mod overlay;
mod places;
mod property_names;
mod reconcile;
#[cfg(test)]
mod tests;
mod widen;
