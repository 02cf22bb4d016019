//! What the `filter[…]` parameters of a list let through.
//!
//! A filter's name leads to what it compares: `created-from` to the attribute `created`,
//! `partner-country-id` to the relationship `partner`, and from there to the country. So a filter of
//! a new operation works if it is named as those that are there.

mod aliases;
mod criterion;
mod reach;
mod search;

pub(crate) use criterion::Filters;
pub(crate) use reach::Reach;
