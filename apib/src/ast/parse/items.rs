//! The sections of resources and actions.

use crate::ast::section::Section;
use crate::ast::{Payload, Transaction, parameter, payload};
use crate::markdown::Item;
use crate::mson;
use crate::source::Span;

use super::Parser;

impl Parser<'_> {
    pub(super) fn resource_item(&mut self, section: &Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let model = match section {
            Section::Model { media_type } => {
                let payload = Payload {
                    span,
                    media_type: media_type.clone(),
                    ..Payload::default()
                };
                Some(payload::fill(source, payload, item, &mut self.diagnostics))
            }
            _ => None,
        };
        let attributes = match section {
            Section::Attributes => Some(mson::parse::of_attributes(
                source,
                item,
                span,
                &mut self.diagnostics,
            )),
            _ => None,
        };
        let Some(resource) = self.resource() else {
            return false;
        };
        match section {
            Section::Parameters => {
                resource
                    .parameters
                    .extend(parameter::of_section(source, item));
            }
            Section::Attributes => resource.attributes = attributes,
            Section::Model { .. } => resource.model = model,
            _ => return false,
        }
        true
    }

    pub(super) fn action_item(&mut self, section: Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let (is_request, payload) = match &section {
            Section::Request {
                identifier,
                media_type,
            } => (
                true,
                Payload {
                    identifier: identifier.clone(),
                    media_type: media_type.clone(),
                    ..Payload::default()
                },
            ),
            Section::Response {
                status, media_type, ..
            } => (
                false,
                Payload {
                    status: status.clone(),
                    media_type: media_type.clone(),
                    ..Payload::default()
                },
            ),
            _ => return self.action_section(section, item, span),
        };
        let payload = Payload { span, ..payload };
        let payload = payload::fill(source, payload, item, &mut self.diagnostics);
        let Some(action) = self.action() else {
            return false;
        };
        let starts_transaction = match action.transactions.last() {
            None => true,
            Some(last) => is_request && !last.responses.is_empty(),
        };
        if starts_transaction {
            action.transactions.push(Transaction::default());
        }
        if let Some(transaction) = action.transactions.last_mut() {
            if is_request {
                transaction.requests.push(payload);
            } else {
                transaction.responses.push(payload);
            }
        }
        true
    }

    fn action_section(&mut self, section: Section, item: &Item, span: Span) -> bool {
        let source = self.source;
        let attributes = match section {
            Section::Attributes => Some(mson::parse::of_attributes(
                source,
                item,
                span,
                &mut self.diagnostics,
            )),
            _ => None,
        };
        let Some(action) = self.action() else {
            return false;
        };
        match section {
            Section::Parameters => {
                action
                    .parameters
                    .extend(parameter::of_section(source, item));
            }
            Section::Attributes => action.attributes = attributes,
            Section::Relation { name } => action.relation = Some(name),
            _ => return false,
        }
        true
    }
}
