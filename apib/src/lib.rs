//! API Blueprint in, OpenAPI out.
//!
//! A blueprint, however careless, becomes a tree, a model and an OpenAPI document that validates;
//! what is wrong with it becomes [diagnostics](diagnostic) with the place, the reason and the
//! remedy. Nothing here fails or panics on a document's account.
//!
//! ```
//! let text = "\
//! # Notes API
//!
//! ## Notes [/notes{?page}]
//!
//! ### List notes [GET]
//!
//! + Parameters
//!     + page (number, optional) - Counted from 0
//!
//! + Response 200 (application/json)
//!
//!         [{\"id\": 1, \"text\": \"Hello\"}]
//! ";
//! let source = apib::Source::new("notes.apib", text);
//! let conversion = apib::convert(&source);
//!
//! let operation = &conversion.document.value["paths"]["/notes"]["get"];
//! assert_eq!(operation["operationId"], "list_notes");
//! assert_eq!(operation["parameters"][0]["name"], "page");
//! assert!(conversion.diagnostics.is_empty());
//! ```
//!
//! # The way of the data
//!
//! | stage | room | from → to |
//! |---|---|---|
//! | text with places | [`source`], [`include`](mod@include) | bytes, files → lines, columns, spans |
//! | Markdown | `markdown` | text → headings, items, code, prose |
//! | tree | [`ast`], [`mson`] | blocks → the blueprint as it is written, and back ([`ast::print`]) |
//! | model | [`model`], [`uri_template`], [`json`], [`infer`] | tree → operations and schemas, names resolved |
//! | document | [`openapi`] | model → OpenAPI 3.0 or 3.1, with the place of each part |
//! | lowering | [`codegen`] | document → what code generators take |
//!
//! Each stage is a function from one value to the next. The specification is API Blueprint 1A9
//! with MSON; where it is silent, the reference parser's behaviour counts, and where that only
//! warns, the document is read as it was probably meant. `docs/specification.md` says of each
//! section of both which module or function reads it.
//!
//! # Features
//!
//! - `cli` (default): the command `apib`, with all that follows. Libraries turn it off.
//! - `generate` (default, for the command): [`generate`](generate/index.html), clients in Rust, through
//!   progenitor.
//! - `yaml`: documents as YAML too ([`openapi::Format`]).
//! - `render`: [`render`](render/index.html), diagnostics as a terminal or a tool reads them.

// docs.rs says which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod ast;
pub mod codegen;
mod convert;
pub mod diagnostic;
#[cfg(feature = "generate")]
pub mod generate;
pub mod include;
pub mod infer;
pub mod json;
mod limits;
mod markdown;
mod media_type;
pub mod model;
pub mod mson;
mod names;
pub mod openapi;
#[cfg(feature = "render")]
pub mod render;
pub mod source;
pub mod uri_template;

pub use convert::{Conversion, Options, convert, convert_to, convert_with};
pub use source::Source;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
