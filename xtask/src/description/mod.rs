//! Descriptions of the API, in whatever form: a blueprint or OpenAPI, from wherever they come.
//!
//! [`Origin`] says where a text is and gets it. [`read`] recognises by its content what it is and
//! makes OpenAPI 3.0 of it, the form that every stage behind this one takes: a blueprint goes
//! through [`apib`], OpenAPI 3.1 through [`lower_version`], and what OpenAPI may say in a shared
//! place is written where it is used ([`inline`]), as the converter does it.

use anyhow::Context;
use apib::Source;
use apib::diagnostic::Diagnostic;
use apib::openapi::Document;

pub(crate) use download::DownloadError;
pub(crate) use form::Form;
pub(crate) use notation::Notation;
pub(crate) use openapi::Finding;
pub(crate) use origin::Origin;

mod download;
mod form;
mod inline;
mod lower_version;
mod notation;
mod openapi;
mod origin;
#[cfg(test)]
mod tests;

/// A description as OpenAPI 3.0, and what there is to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Description {
    /// The text with its name.
    pub(crate) source: Source,
    /// What the text is.
    pub(crate) form: Form,
    /// The API, truthful and complete; origins lead into the text.
    pub(crate) document: Document,
    /// What the converter found in a blueprint.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What OpenAPI 3.0 could not take over as it stood.
    pub(crate) findings: Vec<Finding>,
}

/// The methods that OpenAPI 3.0 has a place for.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Description {
    /// How many operations are described.
    pub(crate) fn operation_count(&self) -> usize {
        let paths = self.document.value["paths"].as_object();
        let items = paths.into_iter().flatten();
        items
            .filter_map(|(_, item)| item.as_object())
            .flat_map(serde_json::Map::keys)
            .filter(|method| METHODS.contains(&method.as_str()))
            .count()
    }
}

/// Gets the text from where it is, and reads it.
///
/// # Errors
///
/// If it cannot be had, or is no description of an API; the error says what it is and what to do.
pub(crate) fn load(origin: &Origin) -> anyhow::Result<Description> {
    let source = origin.get()?;
    // Includes are the business of blueprints alone, and only of those that lie in a folder.
    let form = Form::recognise(source.text()).with_context(|| source.name().to_owned())?;
    let source = match (&form, origin.folder()) {
        (Form::Blueprint, Some(folder)) => {
            apib::include::expand(source.name(), source.text(), folder)
        }
        _ => source,
    };
    read(source)
}

/// Reads a description.
///
/// # Errors
///
/// If the text is no description of an API; the error says what it is and what to do.
pub(crate) fn read(source: Source) -> anyhow::Result<Description> {
    let name = source.name().to_owned();
    interpret(source).context(name)
}

fn interpret(source: Source) -> anyhow::Result<Description> {
    let form = Form::recognise(source.text())?;
    let Form::OpenApi { notation, .. } = &form else {
        let conversion = apib::convert(&source);
        return Ok(Description {
            source,
            form,
            document: conversion.document,
            diagnostics: conversion.diagnostics,
            findings: Vec::new(),
        });
    };
    let (value, origins) = notation::parse(source.text(), *notation)?;
    let (value, findings) = openapi::to_3_0(value)?;
    Ok(Description {
        source,
        form,
        document: Document { value, origins },
        diagnostics: Vec::new(),
        findings,
    })
}
