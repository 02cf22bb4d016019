//! The versions of OpenAPI that can be written.

/// A version of OpenAPI.
///
/// The two differ in their schemas: those of 3.0 are a dialect of their own, those of 3.1 are
/// JSON Schema (draft 2020-12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Version {
    /// 3.0.3, the version that most code generators read.
    #[default]
    V3_0,
    /// 3.1.0.
    V3_1,
}

impl Version {
    /// The value of the document's `openapi` field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V3_0 => "3.0.3",
            Self::V3_1 => "3.1.0",
        }
    }
}
