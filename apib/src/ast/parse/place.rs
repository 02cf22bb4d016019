//! What the next block belongs to.

use crate::ast::Header;

/// Where in the tree the parser stands: always at the last group, resource and action.
#[derive(Default)]
pub(super) struct Place {
    section: Section,
    /// The level of the heading that opened the current resource, or data structures section.
    level: u8,
    /// Header fields of every payload of the current resource.
    pub(super) resource_headers: Vec<Header>,
    /// Header fields of every payload of the current action.
    pub(super) action_headers: Vec<Header>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Section {
    #[default]
    Api,
    Group,
    Resource,
    Action,
    DataStructures,
}

impl Place {
    pub(super) fn section(&self) -> Section {
        self.section
    }

    pub(super) fn level(&self) -> u8 {
        self.level
    }

    pub(super) fn is_api(&self) -> bool {
        self.section == Section::Api
    }

    pub(super) fn is_data_structures(&self) -> bool {
        self.section == Section::DataStructures
    }

    /// True below a resource's heading, be it in one of its actions.
    pub(super) fn is_in_resource(&self) -> bool {
        matches!(self.section, Section::Resource | Section::Action)
    }

    pub(super) fn enter_group(&mut self) {
        self.section = Section::Group;
    }

    pub(super) fn enter_resource(&mut self, level: u8) {
        self.section = Section::Resource;
        self.level = level;
        self.resource_headers.clear();
        self.action_headers.clear();
    }

    pub(super) fn enter_action(&mut self) {
        self.section = Section::Action;
        self.action_headers.clear();
    }

    pub(super) fn enter_data_structures(&mut self, level: u8) {
        self.section = Section::DataStructures;
        self.level = level;
    }
}
