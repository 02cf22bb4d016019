//! How an answer shows records.
//!
//! FLOWii's lists show part of the attributes, details show more, and `included` shows least. The
//! samples of each operation tell what, so the mock shows the same: a program that relies on what a
//! list does not have fails here too.

use std::collections::BTreeMap;

use serde_json::Value;

/// How one operation shows its answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    /// The records that were asked for; nothing if no sample shows one.
    pub(crate) primary: Option<ResourceView>,
    /// Those that come along, by their type; nothing if the sample has no `included`.
    pub(crate) included: Option<BTreeMap<String, ResourceView>>,
    pub(crate) has_self_link: bool,
    pub(crate) has_first_link: bool,
}

/// What of a record is shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResourceView {
    pub(crate) attributes: Vec<String>,
    pub(crate) relationships: Vec<RelationshipView>,
    /// The path that `links.self` starts with, up to the id.
    pub(crate) self_link: Option<String>,
}

/// What of a relationship is shown.
#[derive(Debug, Clone)]
pub(crate) struct RelationshipView {
    pub(crate) name: String,
    pub(crate) is_to_many: bool,
    /// The path that `links.related` starts with, up to the id.
    pub(crate) related_link: Option<String>,
    /// Whether one without a value is `{}` and not `{"data": null}`.
    pub(crate) is_empty_object_if_none: bool,
}

impl View {
    /// Reads the view that a sample of an answer shows.
    pub(crate) fn of_sample(sample: &Value, server: &str) -> Self {
        let mut view = Self {
            has_self_link: sample.pointer("/links/self").is_some(),
            has_first_link: sample.pointer("/links/first").is_some(),
            ..Self::default()
        };
        for resource in resources(sample.get("data")) {
            let primary = view.primary.get_or_insert_default();
            primary.add(resource, server);
        }
        if let Some(included) = sample.get("included") {
            let views = view.included.get_or_insert_default();
            for resource in resources(Some(included)) {
                let kind = resource["type"].as_str().unwrap_or_default();
                let view = views.entry(kind.to_owned()).or_default();
                view.add(resource, server);
            }
        }
        view
    }
}

impl ResourceView {
    fn add(&mut self, resource: &Value, server: &str) {
        let members = |name: &str| {
            resource
                .get(name)
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
        };
        for (name, _) in members("attributes") {
            if !self.attributes.contains(name) {
                self.attributes.push(name.clone());
            }
        }
        for (name, relationship) in members("relationships") {
            self.add_relationship(name, relationship, server);
        }
        let own = resource.pointer("/links/self").and_then(Value::as_str);
        let own = own.and_then(|link| collection_of_link(link, server));
        self.self_link = self.self_link.take().or(own);
    }

    fn add_relationship(&mut self, name: &str, relationship: &Value, server: &str) {
        let data = relationship.get("data");
        let link = relationship
            .pointer("/links/related")
            .and_then(Value::as_str);
        let link = link.and_then(|link| collection_of_link(link, server));
        let is_to_many = data.is_some_and(Value::is_array);
        let mut known = self.relationships.iter_mut();
        if let Some(known) = known.find(|known| known.name == name) {
            known.is_to_many |= is_to_many;
            known.is_empty_object_if_none |= data.is_none();
            known.related_link = known.related_link.take().or(link);
        } else {
            self.relationships.push(RelationshipView {
                name: name.to_owned(),
                is_to_many,
                related_link: link,
                is_empty_object_if_none: data.is_none(),
            });
        }
    }
}

/// `/partners` of `https://api.flowii.com/partners/501/`.
fn collection_of_link(link: &str, server: &str) -> Option<String> {
    let path = link.strip_prefix(server)?.trim_end_matches('/');
    let (collection, _) = path.rsplit_once('/')?;
    Some(collection.to_owned())
}

fn resources(data: Option<&Value>) -> impl Iterator<Item = &Value> {
    let one = data.filter(|data| data.is_object());
    let many = data.and_then(Value::as_array).into_iter().flatten();
    one.into_iter().chain(many)
}
