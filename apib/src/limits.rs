//! Bounds that keep time and memory in proportion to the input, whatever it is.

/// How deep blocks, types and schemas may nest before the rest is left as it is.
///
/// Real documents stay below twenty. The bound keeps the stack safe on hostile ones, and the
/// output readable: JSON readers stop at 128 levels (`serde_json` among them), of which a level of
/// a schema takes up to three and what stands around it a dozen.
pub(crate) const MAX_NESTING: usize = 32;

/// How many bytes of Markdown may stand between two headings, and have their inline markup read.
///
/// A paragraph of nothing but markup takes fifty times its size in the Markdown parser. Inline
/// markup is no part of a blueprint's structure, and stays in descriptions as it is written.
pub(crate) const MAX_INLINE_MARKUP: usize = 512 * 1024;

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

/// How many types an element extends, one after the other, before the rest is left as a reference.
///
/// Real documents stay below ten.
pub(crate) const MAX_ANCESTORS: usize = 64;

/// How many members of types are looked at to tell whether an object is all of them at once.
///
/// The largest type of any real document has a few hundred members. Beyond the bound it is taken
/// to be.
pub(crate) const MAX_COMPARED_MEMBERS: usize = 500;

/// How many members of other types a document has copied into its schemas where a reference would
/// not be true.
///
/// A type that overrides an inherited property, or forbids others, cannot refer to its parent.
/// Copies multiply, so that beyond the bound the parent is referred to all the same.
pub(crate) const MAX_COPIED_MEMBERS: usize = 20_000;

/// How many values a sample that is composed of MSON types may have.
///
/// Types that refer to each other multiply with each level: thirty types of two members would make
/// a thousand million values. The largest sample of any real document has about a thousand.
pub(crate) const MAX_SAMPLE_VALUES: usize = 10_000;

/// How many values all composed samples of a document may have together.
pub(crate) const MAX_SAMPLE_VALUES_IN_ALL: usize = 500_000;
