//! Links, which FLOWii sends and no call needs.

use serde::{Deserialize, Serialize};

/// The links of a document, a resource or a relationship.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Links {
    /// What was asked for.
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    pub self_: Option<String>,
    /// What a relationship leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<String>,
    /// The first page of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The page before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    /// The page after this one; none after the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}
