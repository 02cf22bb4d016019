//! The requests and responses of a document, apart from the rest of its tree.
//!
//! They are most of it. Taken out, those of an action can be given up as soon as its operation is
//! made, so that the tree goes while the model comes.

use crate::ast::{Blueprint, Payload, Resource, Transaction};

/// The transactions of every action, in the order of the document.
pub(super) struct Transactions(Vec<Vec<Transaction>>);

impl Transactions {
    /// Takes the transactions out of a tree.
    pub(super) fn take(blueprint: &mut Blueprint) -> Self {
        let groups = blueprint.groups.iter_mut();
        let resources = groups.flat_map(|group| &mut group.resources);
        let actions = resources.flat_map(|resource| &mut resource.actions);
        Self(
            actions
                .map(|action| std::mem::take(&mut action.transactions))
                .collect(),
        )
    }

    /// The resources of the tree, each with the requests and responses of its actions.
    pub(super) fn by_resource<'b>(
        &'b self,
        blueprint: &'b Blueprint,
    ) -> impl Iterator<Item = (&'b Resource, impl Iterator<Item = &'b Payload>)> {
        let mut rest = &self.0[..];
        blueprint.resources().map(move |resource| {
            let (own, others) = rest.split_at(resource.actions.len());
            rest = others;
            let transactions = own.iter().flatten();
            let payloads = transactions.flat_map(|one| one.requests.iter().chain(&one.responses));
            (resource, payloads)
        })
    }
}

impl IntoIterator for Transactions {
    type Item = Vec<Transaction>;
    type IntoIter = std::vec::IntoIter<Vec<Transaction>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
