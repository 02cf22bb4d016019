//! The crate's sources beside the generated client.

use std::fmt::Write;

use serde_json::Value;

use super::{MARK, PackageOptions, title};
use crate::codegen::{Lowered, LoweredOperation, Response};
use crate::codegen::{to_rustdoc, to_rustdoc_line};

/// `text`, marked as ours.
pub(super) fn marked(text: &str) -> String {
    format!(
        "// {MARK}; it is written again each time. Delete this line to keep what you change.\n\n{text}"
    )
}

/// `src/client.rs`.
pub(super) fn client(code: &str) -> String {
    format!("// {MARK}; do not edit by hand.\n\n{code}")
}

/// `src/lib.rs`.
pub(super) fn library(document: &Value, options: &PackageOptions) -> String {
    let mut documentation = format!("Client for {}.\n\n", to_rustdoc_line(&title(document)));
    documentation +=
        "[`Client`] has a method for each operation, and [`types`] what they take and give.\n\n";
    documentation += "```no_run\n";
    let mut text = doc_comment(&documentation);
    text += "#![doc = include_str!(\"../examples/first_call.rs\")]\n//! ```\n";
    let description = document["info"]["description"].as_str().unwrap_or_default();
    let description = to_rustdoc(description);
    if !description.is_empty() {
        text += "//!\n//! # What the API says of itself\n//!\n";
        text += &doc_comment(&description);
    }
    text += "
// Fields keep the script of the document, and words of two scripts can look alike. These lints are
// a crate's as a whole.
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]
// How the API indents its own description is not for this crate to mend.
#![allow(
    clippy::doc_lazy_continuation,
    clippy::doc_overindented_list_items,
    clippy::tabs_in_doc_comments
)]

// What is named and formatted here is decided where it is generated.
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, unused_imports)]
mod client;
mod hooks;
mod wire;

pub use client::*;
";
    if let Some(inner) = stub(options) {
        let _ = writeln!(text, "pub use hooks::{inner};");
    }
    marked(&text)
}

/// Text as the documentation of the module that it stands in.
fn doc_comment(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let blank = if line.is_empty() { "" } else { " " };
        format!("//!{blank}{}\n", line.trim_end())
    });
    lines.collect()
}

/// The type that has to be in the crate for the client to carry it: `crate::Session`.
fn stub(options: &PackageOptions) -> Option<&str> {
    let name = options.settings.inner_type.as_deref()?;
    let name = name.trim().strip_prefix("crate::")?;
    syn::parse_str::<syn::Ident>(name).is_ok().then_some(name)
}

/// `src/hooks.rs`, as it begins.
pub(super) fn hooks(options: &PackageOptions) -> String {
    let inner = options.settings.inner_type.as_deref().unwrap_or("()");
    let stub = stub(options).map_or_else(String::new, |name| {
        format!(
            "\n/// What each client carries, for the hooks: `self.inner()`.\n\
             #[derive(Clone, Debug, Default)]\npub struct {name} {{}}\n"
        )
    });
    format!(
        "//! What happens around each call.
//!
//! This file is yours: `apib generate` writes it once and never again. Sign requests in `pre`;
//! log, wait and repeat in `exec`.

use progenitor_client::{{ClientHooks, ClientInfo, OperationInfo}};

use super::{{Client, Error, wire}};
{stub}
impl ClientHooks<{inner}> for Client {{
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {{
        wire::restore_headers(request.headers_mut(), info);
        Ok(())
    }}

    async fn exec(
        &self,
        request: reqwest::Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {{
        let response = self.client().execute(request).await?;
        wire::settle(response, info).await
    }}
}}
"
    )
}

/// `src/wire.rs`.
pub(super) fn wire(lowered: &Lowered) -> String {
    let mut operations: Vec<&LoweredOperation> = lowered.operations.iter().collect();
    operations.sort_by(|left, right| left.operation_id.cmp(&right.operation_id));
    let mut table = String::new();
    for operation in operations {
        let _ = writeln!(
            table,
            "    Operation {{ id: {:?}, accept: {:?}, content_type: {:?}, json: {} }},",
            operation.operation_id,
            header_value(operation.accept.as_deref()),
            header_value(operation.content_type.as_deref()),
            operation.response == Response::Json,
        );
    }
    let count = lowered.operations.len();
    marked(
        &WIRE
            .replace("TABLE", &table)
            .replace("COUNT", &count.to_string()),
    )
}

/// A media type as it can be sent; one that is no header's value is left to the generated code.
fn header_value(media_type: Option<&str>) -> Option<&str> {
    media_type.filter(|text| text.bytes().all(|byte| (b' '..=b'~').contains(&byte)))
}

const WIRE: &str = include_str!("wire.rs.txt");
