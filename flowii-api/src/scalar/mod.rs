//! Values that JSON has no type for: identifiers, instants, local dates, amounts, contents.

pub use content::Content;
pub use id::{Id, InvalidId};
pub use id_list::IdList;
pub use unix_time::UnixTime;

mod content;
mod id;
mod id_list;
#[cfg(feature = "schemars")]
mod schema;
mod unix_time;
