//! API Blueprint in, OpenAPI out.

pub mod codegen;
pub mod diagnostic;
pub mod infer;
pub mod json;
pub mod model;
pub mod openapi;
pub mod source;
