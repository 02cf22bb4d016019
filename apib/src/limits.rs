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

/// How long a text is held against a `pattern`, in bytes; a longer one is taken to match.
pub(crate) const MAX_PATTERN_TEXT: usize = 10_000;

/// How many steps back a regular expression may take before its text is taken to match. Patterns
/// with look-around or back references can otherwise take exponential time.
pub(crate) const MAX_PATTERN_STEPS: usize = 10_000;

/// How many bytes a compiled regular expression may take; a larger one is not held against
/// anything.
pub(crate) const MAX_PATTERN_SIZE: usize = 1 << 20;

/// How long a list is held against `uniqueItems`, which compares its items with each other.
pub(crate) const MAX_UNIQUE_ITEMS: usize = 200;

/// How many values are held against parts of a declared schema before the rest is let pass.
/// Alternatives multiply them: each value is held against every one.
pub(crate) const MAX_CHECK_STEPS: usize = 1_000_000;

/// How many different declarations of one body become alternatives; more are one schema that all
/// examples together show.
pub(crate) const MAX_ALTERNATIVES: usize = 64;

/// How many contradictions of one declaration are reported one by one.
pub(crate) const MAX_CONTRADICTIONS: usize = 32;
