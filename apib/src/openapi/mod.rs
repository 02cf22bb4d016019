//! From the model to an OpenAPI document.

pub use document::{Document, Origins, pointer_step};

mod document;
