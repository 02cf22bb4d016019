//! Resources: one family of schemas for each JSON:API `type`, over all examples of the document.
//!
//! The converter describes each body by itself, so that a partner is another record in each of the
//! twenty places where one appears. [`observe`] collects what all of them show of each type,
//! [`scalar`] decides what each attribute is, [`mod@write`] writes the family, and [`place`] puts
//! references to it where the bodies were described.
//!
//! The schemas of a family carry `x-json-api`, an object with the `type` and the `model`, for who
//! generates code from them.

use serde_json::{Value, json};

use super::Facts;

mod models;
mod names;
mod observe;
mod place;
mod relationship;
mod scalar;
mod write;

/// Unifies the schemas of the document by the types of its resources.
///
/// # Errors
///
/// If an attribute lists numbers that the enumerations have no name for.
pub(super) fn unify(document: &mut Value, facts: &Facts) -> anyhow::Result<()> {
    let seen = observe::observe(document);
    write::write_families(document, &seen, facts)?;
    place::place(document);
    Ok(())
}

/// The extension that tells what a component is.
fn marker(resource_type: &str, model: &str) -> Value {
    json!({"type": resource_type, "model": model})
}

#[cfg(test)]
mod tests;
