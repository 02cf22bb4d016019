//! Bounds that keep time and memory in proportion to the input, whatever it is.

/// How deep blocks, types and values may nest before the rest is left as it is.
///
/// Real documents stay below twenty; the bound keeps the stack safe on hostile ones.
pub(crate) const MAX_NESTING: usize = 64;

/// How many bytes of a URI template are read.
///
/// Every URI is longer than its template's literals, and 8000 bytes is what servers are asked to
/// support (RFC 9110, section 4.1).
pub(crate) const MAX_URI_TEMPLATE: usize = 8000;
