//! API Blueprint in, OpenAPI out.

pub mod ast;
pub mod codegen;
mod convert;
pub mod diagnostic;
pub mod infer;
pub mod json;
mod limits;
mod markdown;
pub mod model;
pub mod mson;
pub mod openapi;
#[cfg(feature = "render")]
pub mod render;
pub mod source;
pub mod uri_template;

pub use convert::{Conversion, convert};
pub use source::Source;
