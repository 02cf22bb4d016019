//! The action section: relation, URI parameters, attributes, requests and responses.

use crate::ast::section::Section;
use crate::ast::{Action, Header, Payload, Transaction, headers, payload};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, BlockKind, Item};
use crate::mson;
use crate::source::{Span, Text};

use super::{HeadingBlock, Parser};

impl Parser<'_> {
    /// A heading with a method and no URI template.
    pub(super) fn action(&mut self, heading: HeadingBlock, name: Option<Text>, method: Text) {
        if !self.place.is_in_resource() {
            let above = HeadingBlock {
                level: heading.level.saturating_sub(1),
                ..heading
            };
            self.open_resource(above, None, None);
            self.diagnostics.push(Diagnostic::new(
                Code::ACTION_WITHOUT_RESOURCE,
                heading.title,
                "this action stands below no resource, so it has no URI",
            ));
        }
        self.open_action(heading.span, name, method, None);
    }

    /// A heading with a method and a URI template: an action of its own URI below a resource, and
    /// a resource with one action elsewhere.
    pub(super) fn endpoint(
        &mut self,
        heading: HeadingBlock,
        name: Option<Text>,
        method: Text,
        uri: Text,
    ) {
        if self.place.is_in_resource() && heading.level > self.place.level() {
            self.open_action(heading.span, name, method, Some(uri));
        } else {
            self.open_resource(heading, name.clone(), Some(uri));
            self.open_action(heading.span, name, method, None);
        }
    }

    fn open_action(&mut self, span: Span, name: Option<Text>, method: Text, uri: Option<Text>) {
        if let Some(resource) = self.current_resource() {
            let action = Action {
                span,
                name,
                method,
                uri_template: uri,
                ..Action::default()
            };
            push(&mut resource.actions, action);
        }
        self.place.enter_action();
    }

    pub(super) fn current_action(&mut self) -> Option<&mut Action> {
        self.current_resource()?.actions.last_mut()
    }

    /// Takes in a section of an action; gives the item back if it is none.
    pub(super) fn action_section(
        &mut self,
        section: Section,
        item: Item,
        span: Span,
    ) -> Option<Item> {
        let signature = item.signature;
        match section {
            Section::Request {
                identifier,
                media_type,
                irregular,
            } => {
                if let Some(irregular) = irregular {
                    self.unknown_words(irregular, "the name of the request");
                }
                let payload = Payload {
                    span,
                    identifier,
                    media_type,
                    ..Payload::default()
                };
                self.payload(payload, item, true);
            }
            Section::Response {
                status,
                media_type,
                irregular,
            } => {
                let is_media_type = irregular.as_ref().map(|words| words.span)
                    == media_type.as_ref().map(|media_type| media_type.span);
                let payload = Payload {
                    span,
                    status,
                    media_type,
                    ..Payload::default()
                };
                let words = irregular.filter(|words| !is_media_type && words.text != ":");
                if let Some(words) = &words {
                    self.unknown_words(words.span, "the response's description");
                }
                self.response(payload, item, words);
            }
            Section::Parameters => {
                let parameters = self.parameters(&item);
                extend(&mut self.current_action()?.parameters, parameters);
            }
            Section::Attributes { .. } => {
                let attributes =
                    mson::parse::of_attributes(self.source, &item, span, &mut self.diagnostics);
                let action = self.current_action()?;
                if let Some(before) = &mut action.attributes {
                    before.merge(attributes);
                    self.repeated(signature, "the attributes of both are read as one list");
                } else {
                    action.attributes = Some(Box::new(attributes));
                }
            }
            Section::Headers { singular } => {
                let source = self.source;
                let headers =
                    headers::of_section(source, &item, span, singular, &mut self.diagnostics);
                self.headers_of_all(signature);
                self.place.action_headers.extend(headers);
            }
            Section::Relation { name } => {
                if self.current_action()?.relation.replace(name).is_some() {
                    self.repeated(signature, "the last relation counts");
                }
            }
            Section::Body | Section::Schema => self.request_without_keyword(item, span),
            Section::Model { .. } => return Some(item),
        }
        None
    }

    fn response(&mut self, payload: Payload, item: Item, words: Option<Text>) {
        self.payload(payload, item, false);
        let Some(words) = words else { return };
        let response = self
            .current_action()
            .and_then(|action| action.transactions.last_mut())
            .and_then(|transaction| transaction.responses.last_mut());
        if let Some(response) = response {
            response.description = Some(match response.description.take() {
                Some(text) => Text::new(
                    format!("{}\n\n{}", words.text, text.text),
                    words.span.to(text.span),
                ),
                None => words,
            });
        }
    }

    /// A body or schema with no payload around it is what the action is sent.
    fn request_without_keyword(&mut self, item: Item, span: Span) {
        self.diagnostics.push(Diagnostic::new(
            Code::SECTION_WITHOUT_PAYLOAD,
            item.signature,
            "this stands in no request or response; it is read as that of a request",
        ));
        let request = Item {
            signature: Span::new(span.start, span.start),
            blocks: vec![Block {
                kind: BlockKind::Item(item),
                span,
            }],
        };
        let payload = Payload {
            span,
            ..Payload::default()
        };
        self.payload(payload, request, true);
    }

    /// Adds a payload to the last transaction, or to a new one: a request behind a response
    /// begins the next.
    fn payload(&mut self, payload: Payload, item: Item, is_request: bool) {
        let mut payload = payload::fill(self.source, payload, item, &mut self.diagnostics);
        let shared = [&self.place.resource_headers, &self.place.action_headers];
        let shared: Vec<Header> = shared.into_iter().flatten().cloned().collect();
        payload.headers.splice(0..0, shared);
        let Some(action) = self.current_action() else {
            return;
        };
        let starts_transaction = match action.transactions.last() {
            None => true,
            Some(last) => is_request && !last.responses.is_empty(),
        };
        if starts_transaction {
            push(&mut action.transactions, Transaction::default());
        }
        if let Some(transaction) = action.transactions.last_mut() {
            if is_request {
                push(&mut transaction.requests, payload);
            } else {
                push(&mut transaction.responses, payload);
            }
        }
    }

    fn unknown_words(&mut self, span: Span, what: &str) {
        let words = self.source.slice(span);
        self.diagnostics.push(Diagnostic::new(
            Code::PAYLOAD_WORDS_UNKNOWN,
            span,
            format!("`{words}` is read as part of {what}"),
        ));
    }
}

/// Appends to a list that has one element as a rule, so that it takes the room of one.
fn push<T>(list: &mut Vec<T>, element: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(element);
}

/// Appends to a list that is empty as a rule, so that it takes no more room than it needs.
pub(super) fn extend<T>(list: &mut Vec<T>, elements: Vec<T>) {
    if list.is_empty() {
        list.reserve_exact(elements.len());
    }
    list.extend(elements);
}
