//! A client in Rust, and a crate around it, from a lowered document.
//!
//! [`client`] runs the generator, progenitor, on what [`codegen::lower`](crate::codegen::lower)
//! made of a document, and checks what comes out. What the generator repeats in each operation
//! becomes functions that all operations share, which compile faster; methods and types stay as
//! they are. [`package`] puts it into a crate that compiles, and [`write()`](write()) writes that
//! crate to a folder without losing what was written there by hand.
//!
//! ```
//! use apib::generate::{PackageOptions, Settings, package};
//!
//! let text = "# Notes\n\n## Notes [/notes]\n\n### List notes [GET]\n\n+ Response 200 (application/json)\n\n        [{\"id\": 1}]\n";
//! let conversion = apib::convert(&apib::Source::new("notes.apib", text));
//! let lowered = apib::codegen::lower(&conversion.document);
//!
//! let client = apib::generate::client(&lowered, &Settings::default())?;
//! assert!(client.operations.contains_key("list_notes"));
//! assert!(client.code().contains("pub fn list_notes("));
//!
//! let options = PackageOptions::new("notes-client", "notes.apib")?;
//! let package = package(&conversion.document.value, &lowered, &options)?;
//! assert_eq!(package.files[0].path, "Cargo.toml");
//! # Ok::<(), apib::generate::Error>(())
//! ```

use openapiv3::OpenAPI;

use crate::codegen::Lowered;

pub use error::{Error, Part};
pub use operations::{Client, TypedOperation};
pub use package::{File, Keeping, Package, PackageOptions, package};
pub use settings::{Interface, Settings, Tags};
pub use write::{Outcome, WriteError, write};

mod checks;
mod error;
mod flattened;
mod operations;
mod package;
mod progenitor;
mod settings;
mod shared;
mod tags;
mod write;

/// The client of a lowered document: a module to put into a crate.
///
/// It expects an `impl ClientHooks` for its `Client` beside it, so that nobody forgets what the
/// generated code does not know, such as media types other than `application/json`.
///
/// # Errors
///
/// If the settings do not go together, if the generator refuses the document or panics (the error
/// names the operation that makes it), or if what it wrote lacks an operation or has another kind
/// of answer than the document.
pub fn client(lowered: &Lowered, settings: &Settings) -> Result<Client, Error> {
    let settings_of_generator = settings.to_progenitor()?;
    let mut document = lowered.document.clone();
    match settings.tags {
        Tags::Merged => {}
        Tags::Separate => tags::make_unique(&mut document),
    }
    let openapi: OpenAPI = serde_json::from_value(document).map_err(|error| Error::Refused {
        part: Part::Document,
        reason: format!("the lowered document is not OpenAPI 3.0: {error}"),
    })?;
    let mut syntax = progenitor::run(&openapi, &settings_of_generator)?;
    flattened::begin_empty(&mut syntax);
    shared::share(&mut syntax);
    let mut operations = operations::typed_operations(&syntax);
    operations::settle_bodies(&mut operations, lowered);
    checks::check(lowered, &syntax, &operations)?;
    Ok(Client { syntax, operations })
}
