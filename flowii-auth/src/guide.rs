#![doc = include_str!("guide.md")]

// The links above.
#[allow(unused_imports)]
use crate::{Client, Error, ErrorKind};
