//! Resource models (API Blueprint, "Resource model section"): payloads that others refer to.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::{Blueprint, Header, Payload, Resource};
use crate::diagnostic::{Code, Diagnostic};
use crate::mson::Element;
use crate::names::numbered;
use crate::source::{MappedText, Span, Text};

use super::build::Context;
use super::content::{self, Sample};
use super::schema::{Additional, Schema, Shape};
use super::transactions::Transactions;
use super::{Content, NamedSchema};

/// All models of a document.
#[derive(Debug, Default)]
pub(super) struct Models<'a> {
    all: Vec<Model<'a>>,
    /// By the names of their resources, and by their own.
    by_name: BTreeMap<&'a str, usize>,
    /// By the places of their resources: of several with one name, a resource means its own.
    by_resource: BTreeMap<Span, usize>,
}

/// A model.
#[derive(Debug)]
pub(super) struct Model<'a> {
    payload: &'a Payload,
    /// Its own name, else that of its resource.
    name: &'a str,
    resource_name: Option<&'a str>,
    /// Its form, where several payloads refer to it.
    shared: Option<SharedContent>,
}

/// What all payloads that refer to one model send.
#[derive(Debug)]
pub(super) struct SharedContent {
    pub(super) media_type: String,
    /// With a reference to a component in the place of a schema that is worth one.
    pub(super) content: Content,
}

impl<'a> Models<'a> {
    /// The models of all resources. References to any other name are reported.
    pub(super) fn read(
        blueprint: &'a Blueprint,
        transactions: &Transactions,
        context: &mut Context<'_>,
    ) -> Self {
        let mut models = Self::default();
        for resource in blueprint.resources() {
            models.add(resource);
        }
        let mut references = vec![0_usize; models.all.len()];
        for (resource, payloads) in transactions.by_resource(blueprint) {
            for payload in payloads {
                let Some(name) = &payload.model else { continue };
                match models.index(resource, name) {
                    Some(index) => references[index] += 1,
                    None => context.diagnostics.push(Diagnostic::new(
                        Code::MODEL_UNKNOWN,
                        name.span,
                        format!("no resource called `{}` has a model", name.text),
                    )),
                }
            }
        }
        for (model, references) in models.all.iter_mut().zip(references) {
            if references > 1 {
                model.shared = shared_content(model, context);
            }
        }
        models
    }

    fn add(&mut self, resource: &'a Resource) {
        let Some(payload) = &resource.model else {
            return;
        };
        let resource_name = resource.name.as_ref().map(|name| name.text.as_str());
        let own_name = payload.identifier.as_ref().map(|name| name.text.as_str());
        let Some(name) = own_name.or(resource_name) else {
            return;
        };
        let index = self.all.len();
        for name in own_name.into_iter().chain(resource_name) {
            self.by_name.entry(name).or_insert(index);
        }
        self.by_resource.insert(resource.span, index);
        self.all.push(Model {
            payload,
            name,
            resource_name,
            shared: None,
        });
    }

    fn index(&self, resource: &Resource, name: &Text) -> Option<usize> {
        let name = name.text.as_str();
        let own = self.by_resource.get(&resource.span).filter(|index| {
            let model = &self.all[**index];
            model.name == name || model.resource_name == Some(name)
        });
        own.or_else(|| self.by_name.get(name)).copied()
    }

    /// A payload of a resource, with the model that it refers to.
    pub(super) fn resolve(&'a self, resource: &Resource, payload: &'a Payload) -> Message<'a> {
        let name = payload.model.as_ref();
        let index = name.and_then(|name| self.index(resource, name));
        Message {
            payload,
            model: index.map(|index| &self.all[index]),
        }
    }
}

/// A payload, and the model that it refers to, whose parts count where it has none of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message<'a> {
    pub(super) payload: &'a Payload,
    model: Option<&'a Model<'a>>,
}

impl<'a> Message<'a> {
    /// A payload that refers to no model.
    pub(super) fn of(payload: &'a Payload) -> Self {
        Self {
            payload,
            model: None,
        }
    }

    fn payloads(self) -> impl Iterator<Item = &'a Payload> {
        let model = self.model.map(|model| model.payload);
        std::iter::once(self.payload).chain(model)
    }

    /// Its own header fields, and those of the model that it does not have.
    pub(super) fn headers(self) -> impl Iterator<Item = &'a Header> {
        let folded = |header: &Header| header.name.text.to_ascii_lowercase();
        let own: BTreeSet<String> = self.payload.headers.iter().map(folded).collect();
        let of_model = self.model.into_iter().flat_map(|one| &one.payload.headers);
        let others = of_model.filter(move |header| !own.contains(&folded(header)));
        self.payload.headers.iter().chain(others)
    }

    /// The media type as it is written beside the keyword, or as a `Content-Type` has it.
    pub(super) fn media_type(self) -> Option<&'a Text> {
        self.payloads().find_map(|payload| {
            let mut headers = payload.headers.iter();
            let field =
                headers.find(|header| header.name.text.eq_ignore_ascii_case("content-type"));
            let of_field = field.map(|field| &field.value);
            payload.media_type.as_ref().or(of_field)
        })
    }

    /// The body, if that shows anything.
    pub(super) fn body(self) -> Option<&'a MappedText> {
        let mut bodies = self.payloads().filter_map(|payload| payload.body.as_ref());
        bodies.find(|body| !body.is_blank())
    }

    pub(super) fn schema(self) -> Option<&'a MappedText> {
        self.payloads().find_map(|payload| payload.schema.as_ref())
    }

    pub(super) fn attributes(self) -> Option<&'a Element> {
        let mut payloads = self.payloads();
        payloads.find_map(|payload| payload.attributes.as_deref())
    }

    pub(super) fn descriptions(self) -> impl Iterator<Item = &'a str> {
        let texts = self.payloads().filter_map(|one| one.description.as_ref());
        texts.map(|text| text.text.as_str())
    }

    /// What it sends, where that is no more than a model that others refer to as well.
    pub(super) fn shared_content(self) -> Option<&'a SharedContent> {
        let own = self.payload;
        let is_bare = own.body.is_none() && own.schema.is_none() && own.attributes.is_none();
        self.model?.shared.as_ref().filter(|_| is_bare)
    }
}

fn shared_content(model: &Model<'_>, context: &mut Context<'_>) -> Option<SharedContent> {
    let sample = Sample {
        message: Message::of(model.payload),
        attributes: model.payload.attributes.as_deref(),
        name: None,
    };
    let body = content::body(context, &[sample]);
    let (media_type, mut form) = body.content.into_iter().next()?;
    form.schema = form.schema.map(|schema| component(model, schema, context));
    Some(SharedContent {
        media_type,
        content: form,
    })
}

/// A reference to a component under the model's name, or the schema where it is no longer than one.
fn component(model: &Model<'_>, schema: Schema, context: &mut Context<'_>) -> Schema {
    if !is_compound(&schema) {
        return schema;
    }
    let is_taken = |name: &str| context.named(name).is_some();
    let name = if is_taken(model.name) {
        let wanted = format!("{} Model", model.name);
        numbered(&wanted, " ", |name| !is_taken(name))
    } else {
        model.name.to_owned()
    };
    let named = NamedSchema {
        schema,
        span: model.payload.span,
    };
    context.schemas.insert(name.clone(), named);
    Schema::of(Shape::Reference(name))
}

fn is_compound(schema: &Schema) -> bool {
    match &schema.shape {
        Shape::Object(object) => {
            !object.properties.is_empty() || matches!(object.additional, Additional::Values(_))
        }
        Shape::Array(items) => is_compound(items),
        Shape::OneOf(_) | Shape::AnyOf(_) | Shape::AllOf(_) => true,
        _ => false,
    }
}
