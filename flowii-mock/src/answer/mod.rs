//! Answers: documents, files, errors.

mod document;
mod failure;
mod links;
mod render;

pub(crate) use document::{Answer, Body};
pub(crate) use failure::Failure;
pub(crate) use links::{PageLinks, list_links};
pub(crate) use render::{Renderer, included};

/// The media type of JSON:API.
pub(crate) const JSON_API: &str = "application/vnd.api+json";
