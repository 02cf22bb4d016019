//! Diagnostics for people and for tools.
//!
//! The rest of the library hands findings on as plain data; only here they meet a terminal.

pub use human::human;
pub use json::json;

mod human;
mod json;
#[cfg(test)]
mod tests;
