//! The pages: their files, and what a person sees of them in a browser.

mod browser;
mod documents;
mod files;
mod visit;

#[path = "../support/mod.rs"]
mod support;
