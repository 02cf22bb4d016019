//! What the examples show of the resources.

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// All types of resources, by their `type`.
pub(super) type Seen = IndexMap<String, ResourceSeen>;

/// How a resource appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// In an answer.
    Read,
    /// In a request, without an identifier.
    New,
    /// In a request, with an identifier and something to change.
    Patch,
}

/// One type of resources.
#[derive(Debug, Default)]
pub(super) struct ResourceSeen {
    /// Whether anything refers to it by its identifier, or shows it with one.
    pub(super) identified: bool,
    /// Whether an identifier was a number.
    pub(super) number_id: bool,
    pub(super) read: Option<ModelSeen>,
    pub(super) new: Option<ModelSeen>,
    pub(super) patch: Option<ModelSeen>,
}

/// A type of resources in one role.
#[derive(Debug, Default)]
pub(super) struct ModelSeen {
    pub(super) description: Option<String>,
    pub(super) attributes: IndexMap<String, AttributeSeen>,
    pub(super) relationships: IndexMap<String, RelationshipSeen>,
    /// Attributes and relationships that the document requires.
    pub(super) required: IndexSet<String>,
}

/// One attribute.
#[derive(Debug, Default)]
pub(super) struct AttributeSeen {
    /// Its values, `null` aside.
    pub(super) values: Vec<Value>,
    /// Whether it was `null`.
    pub(super) null: bool,
    /// What is declared of it, at each place where it is.
    pub(super) schemas: Vec<Value>,
}

/// One relationship.
#[derive(Debug, Default)]
pub(super) struct RelationshipSeen {
    pub(super) description: Option<String>,
    /// The types it leads to.
    pub(super) targets: IndexSet<String>,
    /// Whether it leads to a list.
    pub(super) many: bool,
    /// Whether new resources stand in it.
    pub(super) new: bool,
    /// Whether resources to change stand in it.
    pub(super) patch: bool,
}

impl ResourceSeen {
    /// The model for a role.
    pub(super) fn model(&mut self, role: Role) -> &mut ModelSeen {
        let model = match role {
            Role::Read => &mut self.read,
            Role::New => &mut self.new,
            Role::Patch => &mut self.patch,
        };
        model.get_or_insert_default()
    }

    /// The models of all roles that it has, the one it is read as first.
    pub(super) fn models(&self) -> impl Iterator<Item = &ModelSeen> {
        [&self.read, &self.new, &self.patch].into_iter().flatten()
    }
}
