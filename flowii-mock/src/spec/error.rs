//! Why a document cannot be served.

/// What is wrong with an OpenAPI document that the mock was asked to serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpecificationError {
    /// It is no JSON.
    #[error("the specification is not JSON: {0}")]
    NotJson(#[source] serde_json::Error),
    /// It has no operations.
    #[error("the specification has no operations under `paths`")]
    NoOperations,
    /// Two of its paths cannot be told apart, or one has parameters that make no sense.
    #[error("the path {path} of the specification cannot be served: {reason}")]
    Path {
        /// The path, as it is written.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}
