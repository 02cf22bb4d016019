//! What can be chosen about a client.

use ::progenitor::{CrateVers, GenerationSettings, HooksMode, InterfaceStyle, TagStyle};
use schemars::schema::{InstanceType, SchemaObject};

use super::Error;

/// How a client looks.
///
/// The default is what most programs want: builders, one `Client` with all operations, nothing
/// beside it in each client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// How arguments are given.
    pub interface: Interface,
    /// Where the methods are.
    pub tags: Tags,
    /// The type of a value that each client carries for its hooks, as Rust code; it has to be
    /// `Clone` and `Debug`.
    pub inner_type: Option<String>,
    /// The crate that the client becomes part of, if types named by `x-rust-type` are in it.
    pub own_crate: Option<String>,
    /// Types for texts of a format, which must not be other schemas' too: the `format`, and the
    /// path of the type as Rust code.
    pub text_formats: Vec<(String, String)>,
}

/// How arguments are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interface {
    /// `client.list_notes().page(2).send().await`: a new optional parameter breaks nobody.
    #[default]
    Builder,
    /// `client.list_notes(Some(2)).await`: two thirds less code.
    Positional,
}

/// Where the methods are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tags {
    /// All are methods of `Client`.
    #[default]
    Merged,
    /// A trait for each group, such as `ClientNotesExt`; only with [`Interface::Builder`].
    Separate,
}

impl Settings {
    /// What the generator is told.
    pub(super) fn to_progenitor(&self) -> Result<GenerationSettings, Error> {
        if self.interface == Interface::Positional && self.tags == Tags::Separate {
            return Err(Error::Settings(
                "separate tags need the builder style: the generator has no positional traits"
                    .to_owned(),
            ));
        }
        let mut settings = GenerationSettings::default();
        settings
            .with_interface(match self.interface {
                Interface::Builder => InterfaceStyle::Builder,
                Interface::Positional => InterfaceStyle::Positional,
            })
            .with_tag(match self.tags {
                Tags::Merged => TagStyle::Merged,
                Tags::Separate => TagStyle::Separate,
            })
            // A client without hooks would compile, and send requests without media types.
            .with_hooks(HooksMode::Expected)
            // The same text each time, and the same order on the wire.
            .with_map_type("::std::collections::BTreeMap")
            .with_derive("PartialEq");
        if let Some(inner) = &self.inner_type {
            let inner: syn::Type = syn::parse_str(inner)
                .map_err(|error| Error::Settings(format!("`{inner}` is not a type: {error}")))?;
            settings.with_inner_type(quote::quote!(#inner));
        }
        if let Some(name) = &self.own_crate {
            settings.with_crate(name, CrateVers::Any, None);
        }
        for (format, path) in &self.text_formats {
            settings.with_conversion(text_of(format), path, std::iter::empty());
        }
        Ok(settings)
    }
}

/// The schema of a text of one format; the generator looks for schemas that are equal to it.
fn text_of(format: &str) -> SchemaObject {
    SchemaObject {
        instance_type: Some(InstanceType::String.into()),
        format: Some(format.to_owned()),
        ..SchemaObject::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_are_refused_before_anything_is_generated() {
        let traits = Settings {
            interface: Interface::Positional,
            tags: Tags::Separate,
            ..Settings::default()
        };
        let error = traits.to_progenitor().err().unwrap();
        assert!(error.to_string().contains("builder style"), "{error}");
        let inner = Settings {
            inner_type: Some("not a type".to_owned()),
            ..Settings::default()
        };
        let error = inner.to_progenitor().err().unwrap();
        assert!(
            error.to_string().starts_with("`not a type` is not a type"),
            "{error}"
        );
    }
}
