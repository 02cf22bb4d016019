//! What examples tell about schemas: the schema that they show ([`from_examples`], [`from_form`]),
//! and whether a declared one accepts them ([`accepts`]). What the model keeps of a declaration that
//! does not is for itself.

pub use accepts::{Mismatch, accepts};
pub use form::from_form;
pub use merge::from_examples;

pub(crate) use complete::complete;
pub(crate) use contradiction::Contradiction;
pub(crate) use fields::{from_fields, mark_files, typed_fields};
pub(crate) use form::form_fields;
pub(crate) use multipart::multipart_fields;
pub(crate) use reconcile::reconcile;
pub(crate) use widen::widen;

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
