//! Bounds that keep time and memory in proportion to the input, whatever it is.

/// How deep blocks, types and schemas may nest before the rest is left as it is.
///
/// Real documents stay below twenty. The bound keeps the stack safe on hostile ones, and the
/// output readable: JSON readers stop at 128 levels (`serde_json` among them), of which a level of
/// a schema takes up to three and what stands around it a dozen.
pub(crate) const MAX_NESTING: usize = 32;

/// How many bytes of a URI template are read.
///
/// Every URI is longer than its template's literals, and 8000 bytes is what servers are asked to
/// support (RFC 9110, section 4.1).
pub(crate) const MAX_URI_TEMPLATE: usize = 8000;

/// How many bytes a document and its included files may have together, where it includes any.
///
/// Forty times the largest document there is; files that include each other twice grow without
/// bound.
pub(crate) const MAX_INCLUDED: usize = 64 * 1024 * 1024;

/// How many directives are resolved. Empty files cost time too.
pub(crate) const MAX_INCLUDES: usize = 10_000;
