//! The resource section, and the resource model section in it.

use crate::ast::section::Section;
use crate::ast::{Payload, Resource, headers, payload};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Item;
use crate::mson;
use crate::source::{Span, Text};

use super::{HeadingBlock, Parser, action};

impl Parser<'_> {
    pub(super) fn open_resource(
        &mut self,
        heading: HeadingBlock,
        name: Option<Text>,
        uri: Option<Text>,
    ) {
        self.current_group().resources.push(Resource {
            span: heading.span,
            name,
            uri_template: uri,
            ..Resource::default()
        });
        self.place.enter_resource(heading.level);
    }

    pub(super) fn current_resource(&mut self) -> Option<&mut Resource> {
        self.blueprint.groups.last_mut()?.resources.last_mut()
    }

    /// Takes in a section of a resource; gives the item back if it is none.
    pub(super) fn resource_section(
        &mut self,
        section: &Section,
        item: Item,
        span: Span,
    ) -> Option<Item> {
        let signature = item.signature;
        let repeated = match section {
            Section::Parameters => {
                let parameters = self.parameters(&item);
                let resource = self.current_resource()?;
                action::extend(&mut resource.parameters, parameters);
                None
            }
            Section::Attributes { .. } => {
                let attributes =
                    mson::parse::of_attributes(self.source, &item, span, &mut self.diagnostics);
                let resource = self.current_resource()?;
                match &mut resource.attributes {
                    Some(before) => {
                        before.merge(attributes);
                        Some("the attributes of both are read as one list")
                    }
                    none => {
                        *none = Some(Box::new(attributes));
                        None
                    }
                }
            }
            Section::Headers { singular } => {
                let headers =
                    headers::of_section(self.source, &item, span, *singular, &mut self.diagnostics);
                self.headers_of_all(signature);
                self.place.resource_headers.extend(headers);
                None
            }
            Section::Model {
                identifier,
                media_type,
            } => {
                if identifier.is_some() && item.blocks.is_empty() {
                    return Some(item);
                }
                let payload = Payload {
                    span,
                    identifier: identifier.clone(),
                    media_type: media_type.clone(),
                    ..Payload::default()
                };
                let model = payload::fill(self.source, payload, item, &mut self.diagnostics);
                let resource = self.current_resource()?;
                let before = resource.model.replace(Box::new(model));
                before.map(|_| "the last model counts")
            }
            _ => return Some(item),
        };
        if let Some(message) = repeated {
            self.repeated(signature, message);
        }
        None
    }

    pub(super) fn headers_of_all(&mut self, signature: Span) {
        self.diagnostics.push(Diagnostic::new(
            Code::HEADERS_OF_ALL_PAYLOADS,
            signature,
            "these header fields stand in no request or response",
        ));
    }

    pub(super) fn repeated(&mut self, signature: Span, message: &str) {
        self.diagnostics.push(Diagnostic::new(
            Code::SECTION_REPEATED,
            signature,
            format!("this section stands here for the second time; {message}"),
        ));
    }
}
