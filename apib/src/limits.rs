//! Bounds that keep time and memory in proportion to the input, whatever it is.

/// How deep blocks, types and values may nest before the rest is left as it is.
///
/// Real documents stay below twenty; the bound keeps the stack safe on hostile ones.
pub(crate) const MAX_NESTING: usize = 64;
