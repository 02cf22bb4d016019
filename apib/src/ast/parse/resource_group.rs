//! The resource group section.

use crate::ast::ResourceGroup;
use crate::source::Text;

use super::Parser;

impl Parser<'_> {
    pub(super) fn open_group(&mut self, name: Text) {
        self.blueprint.groups.push(ResourceGroup {
            name: Some(name),
            ..ResourceGroup::default()
        });
        self.place.enter_group();
    }

    /// The group that a resource goes to; one without a name where none is open.
    pub(super) fn current_group(&mut self) -> &mut ResourceGroup {
        let groups = &mut self.blueprint.groups;
        if groups.is_empty() {
            groups.push(ResourceGroup::default());
        }
        let last = groups.len() - 1;
        &mut groups[last]
    }
}
