//! JSON:API: documents, lists, resources and the relationships between them.
//!
//! FLOWii answers with a [`Document`] or a [`List`] of [`Resource`]s and, beside them, resources
//! that these refer to. A relationship ([`ToOne`], [`ToMany`]) knows what it refers to, so that
//! [`Document::included`] finds it with the right type:
//!
//! ```
//! use flowii_api::json_api::List;
//! use flowii_api::types::Order;
//!
//! # let answer = r#"{"data": [{"type": "order", "id": "1", "attributes": {"name": "Shelves"},
//! #   "relationships": {"partner": {"data": {"type": "partner", "id": "7"}}}}],
//! #   "included": [{"type": "partner", "id": "7", "attributes": {"name": "Oak Lane"}}]}"#;
//! let orders: List<Order> = serde_json::from_str(answer)?;
//! for order in &orders.data {
//!     let partner = orders.included(&order.relationships.partner);
//!     let name = partner.and_then(|partner| partner.attributes.name.as_deref());
//!     assert_eq!(name, Some("Oak Lane"));
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! What is sent has types of its own, in which attributes and relationships stand side by side and
//! the `type` is filled in: `NewPartner` to create, `PartnerPatch` to change. In a patch, a
//! [`Field`] tells what to leave alone, what to clear and what to set.

pub use document::{Data, Document, List};
pub use error::{ErrorDocument, ErrorObject, ErrorSource};
pub use field::Field;
pub use included::{FromIncluded, find};
pub use links::Links;
pub use pages::{Items, Pages, items, pages};
pub use relationship::{Relation, ToMany, ToOne};
pub use resource::{Attributes, NoRelationships, OtherResource, Resource, ResourceType};
pub use write::{Never, Write, WriteMany, WriteModel, WriteOne};

pub(crate) mod attribute;
mod document;
pub(crate) mod envelope;
mod error;
mod field;
mod included;
mod links;
pub(crate) mod macros;
pub(crate) mod member;
mod pages;
mod relationship;
mod resource;
mod write;
