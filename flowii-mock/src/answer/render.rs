//! Records as resource objects.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::spec::{Resource, ResourceView};
use crate::store::{Key, Link, Record, Records};

/// What resource objects are made with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renderer<'a> {
    pub(crate) base_url: &'a str,
    pub(crate) resources: &'a BTreeMap<String, Resource>,
}

/// The records that come along with others, and how they are shown.
pub(crate) type Included<'a> = Vec<(&'a ResourceView, Arc<Record>)>;

impl Renderer<'_> {
    /// A record with what a view shows of it; with all that it may show if no sample tells.
    pub(crate) fn resource(&self, record: &Record, view: Option<&ResourceView>) -> Value {
        match view {
            Some(view) => self.viewed(record, view, false),
            None => self.viewed(record, &ResourceView::default(), true),
        }
    }

    /// A record in full: what a view shows of it, and whatever else it has that the document knows.
    pub(crate) fn whole(&self, record: &Record, view: Option<&ResourceView>) -> Value {
        let none = ResourceView::default();
        self.viewed(record, view.unwrap_or(&none), true)
    }

    fn viewed(&self, record: &Record, view: &ResourceView, is_whole: bool) -> Value {
        let mut resource = Map::new();
        resource.insert("type".into(), (*record.key.kind).into());
        resource.insert("id".into(), record.key.id.to_string().into());
        if let Some(path) = &view.self_link {
            resource.insert(
                "links".into(),
                json!({"self": self.link(path, record.key.id)}),
            );
        }
        let mut attributes = Map::new();
        for name in &view.attributes {
            let value = record.attributes.get(name).cloned().unwrap_or_default();
            attributes.insert(name.clone(), value);
        }
        let mut relationships = Map::new();
        for shown in &view.relationships {
            let mut relationship = Map::new();
            let link = record.link(&shown.name);
            let is_none = link.is_none_or(|link| link.keys().is_empty());
            if let (Some(path), Some(Link::One(Some(key)))) = (&shown.related_link, link) {
                relationship.insert("links".into(), json!({"related": self.link(path, key.id)}));
            }
            if !(is_none && shown.is_empty_object_if_none) {
                let none = if shown.is_to_many {
                    json!([])
                } else {
                    Value::Null
                };
                relationship.insert("data".into(), link.map_or(none, linkage));
            }
            relationships.insert(shown.name.clone(), Value::Object(relationship));
        }
        if is_whole {
            self.add_rest(record, &mut attributes, &mut relationships);
        }
        resource.insert("attributes".into(), Value::Object(attributes));
        if !relationships.is_empty() {
            resource.insert("relationships".into(), Value::Object(relationships));
        }
        Value::Object(resource)
    }

    /// Adds what the record has and the document knows, and the view does not have.
    fn add_rest(
        &self,
        record: &Record,
        attributes: &mut Map<String, Value>,
        relationships: &mut Map<String, Value>,
    ) {
        let Some(resource) = self.resources.get(&*record.key.kind) else {
            return;
        };
        for (name, value) in &record.attributes {
            if resource.has_attribute(name) && !attributes.contains_key(name) {
                attributes.insert(name.clone(), value.clone());
            }
        }
        for (name, link) in &record.relationships {
            if resource.has_relationship(name) && !relationships.contains_key(name) {
                relationships.insert(name.clone(), json!({"data": linkage(link)}));
            }
        }
    }

    fn link(&self, path: &str, id: i64) -> String {
        format!("{}{path}/{id}/", self.base_url)
    }
}

/// The records that the shown relationships of others lead to, each once, in the order found.
pub(crate) fn included<'a>(
    records: &Records,
    primary: &[Arc<Record>],
    view: Option<&ResourceView>,
    views: &'a BTreeMap<String, ResourceView>,
) -> Included<'a> {
    let mut seen: BTreeSet<Key> = primary.iter().map(|record| record.key.clone()).collect();
    let mut included: Included<'a> = Vec::new();
    for record in primary {
        follow(records, record, view, views, &mut seen, &mut included);
    }
    let mut next = 0;
    while next < included.len() {
        let (view, record) = included[next].clone();
        follow(
            records,
            &record,
            Some(view),
            views,
            &mut seen,
            &mut included,
        );
        next += 1;
    }
    included
}

/// Adds the records that the shown relationships of one lead to.
fn follow<'a>(
    records: &Records,
    record: &Record,
    view: Option<&ResourceView>,
    views: &'a BTreeMap<String, ResourceView>,
    seen: &mut BTreeSet<Key>,
    included: &mut Included<'a>,
) {
    for (name, link) in &record.relationships {
        let is_shown = view.is_none_or(|view| {
            view.relationships
                .iter()
                .any(|relationship| relationship.name == *name)
        });
        for key in link.keys() {
            let Some(view) = views.get(&*key.kind).filter(|_| is_shown) else {
                continue;
            };
            if let Some(record) = records.get(key)
                && seen.insert(key.clone())
            {
                included.push((view, Arc::clone(record)));
            }
        }
    }
}

fn linkage(link: &Link) -> Value {
    let identifier = |key: &Key| json!({"type": *key.kind, "id": key.id.to_string()});
    match link {
        Link::One(key) => key.as_ref().map_or(Value::Null, identifier),
        Link::Many(keys) => keys.iter().map(identifier).collect(),
    }
}
