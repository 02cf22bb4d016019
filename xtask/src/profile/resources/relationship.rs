//! The schemas of relationships.

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::models::{RelationshipSeen, ResourceSeen, Role, Seen};
use super::names;
use crate::profile::reference;

/// The schema of a relationship of `resource` in one role.
pub(super) fn schema(seen: &Seen, resource: &ResourceSeen, role: Role, name: &str) -> Value {
    let everywhere: Vec<&RelationshipSeen> = resource
        .models()
        .filter_map(|model| model.relationships.get(name))
        .collect();
    let targets: IndexSet<&String> = everywhere.iter().flat_map(|seen| &seen.targets).collect();
    let many = everywhere.iter().any(|seen| seen.many);
    let description = everywhere.iter().find_map(|seen| seen.description.as_ref());
    let target = match (targets.len(), targets.first()) {
        (1, Some(target)) => Some(target.as_str()),
        _ => None,
    };
    let own = match role {
        Role::Read => None,
        Role::New => resource.new.as_ref(),
        Role::Patch => resource.patch.as_ref(),
    };
    let own = own.and_then(|model| model.relationships.get(name));
    let data = data(seen, target, many, own);
    let mut schema = match role {
        Role::Read => json!({
            "type": "object",
            "properties": {"links": reference("Links"), "data": data},
        }),
        Role::New | Role::Patch => json!({
            "type": "object",
            "required": ["data"],
            "properties": {"data": data},
        }),
    };
    let remark = own.and_then(|own| remark(seen, target, own));
    let description: Vec<&str> = description
        .map(String::as_str)
        .into_iter()
        .chain(remark)
        .collect();
    if !description.is_empty() {
        schema["description"] = json!(description.join(" "));
    }
    schema
}

/// What of a relationship that is sent no sample shows.
fn remark(seen: &Seen, target: Option<&str>, written: &RelationshipSeen) -> Option<&'static str> {
    let resource = seen.get(target?)?;
    if written.patch && !written.new && resource.new.is_some() {
        Some("That new ones can be added here is inferred.")
    } else if written.new && !written.patch && resource.identified {
        Some("That one which is there already can be referred to is inferred.")
    } else {
        None
    }
}

/// What may stand in `data`: identifiers, and where the samples show it, whole resources.
///
/// Where a resource can be changed in place, a new one can be added; the samples of activities show
/// that, and those of the others are taken to mean it too.
fn data(
    seen: &Seen,
    target: Option<&str>,
    many: bool,
    written: Option<&RelationshipSeen>,
) -> Value {
    let known = target.and_then(|target| Some((target, seen.get(target)?)));
    let Some((target, resource)) = known else {
        return list_if(many, vec![reference("ResourceIdentifier")]);
    };
    let new = written.is_some_and(|seen| seen.new || seen.patch) && resource.new.is_some();
    let patch = written.is_some_and(|seen| seen.patch);
    let models = [
        (new, names::new(target)),
        (patch, names::patch(target)),
        (resource.identified, names::identifier(target)),
    ];
    let kinds = models
        .into_iter()
        .filter_map(|(may_stand, name)| may_stand.then(|| reference(&name)));
    list_if(many, kinds.collect())
}

fn list_if(many: bool, mut kinds: Vec<Value>) -> Value {
    if many {
        let items = match kinds.len() {
            1 => kinds.remove(0),
            _ => json!({"anyOf": kinds}),
        };
        json!({"type": "array", "nullable": true, "items": items})
    } else {
        let keyword = if kinds.len() == 1 { "allOf" } else { "anyOf" };
        json!({"nullable": true, keyword: kinds})
    }
}
