//! `$ref`, `$id`, and definitions.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::limits;
use crate::model::NamedSchema;
use crate::model::schema::{Schema, Shape};
use crate::uri_template::percent_decoded;

use super::Importer;
use super::keywords::text;

/// Where definitions stand, in the drafts and in OpenAPI.
const DEFINITIONS: &[&str] = &["definitions", "$defs"];

impl<'a> Importer<'a> {
    /// Makes named types of all definitions, whether something refers to them or not.
    pub(super) fn definitions(&mut self) {
        let root = self.root;
        for place in DEFINITIONS {
            let Some(Value::Object(definitions)) = root.get(*place) else {
                continue;
            };
            for name in definitions.keys() {
                let step = name.replace('~', "~0").replace('/', "~1");
                self.reference(&format!("#/{place}/{step}"), 0);
            }
        }
    }

    /// The schema of a reference with what stands beside it.
    pub(super) fn referred(
        &mut self,
        reference: &str,
        keywords: &Map<String, Value>,
        depth: usize,
    ) -> Schema {
        let target = self.reference(reference, depth);
        let own = self.combined(keywords, depth);
        if own.is_any() {
            return target;
        }
        Schema::of(Shape::AllOf(vec![target, own]))
    }

    /// What a reference leads to becomes a named type, so that it may lead back to itself.
    pub(super) fn reference(&mut self, reference: &str, depth: usize) -> Schema {
        if let Some(name) = self.names.get(reference) {
            return Schema::of(Shape::Reference(name.clone()));
        }
        let Some((target, wanted)) = self.target(reference) else {
            return self.unresolved(reference);
        };
        // One part may be referred to in several ways.
        let part = std::ptr::from_ref(target);
        let (name, is_new) = match self.names_of_parts.get(&part) {
            Some(name) => (name.clone(), false),
            None => self.name_of(wanted, target),
        };
        self.names.insert(reference.to_owned(), name.clone());
        self.names_of_parts.insert(part, name.clone());
        if is_new {
            // Holds the place while the definition is read, which may refer to itself.
            self.put(&name, Schema::default());
            let schema = self.schema(target, depth + 1);
            self.put(&name, schema);
        }
        Schema::of(Shape::Reference(name))
    }

    /// The part of the schema that a reference means, and the name that it should have.
    fn target(&mut self, reference: &str) -> Option<(&'a Value, String)> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        let resource = match base {
            "" => self.root,
            base => self.identified(base)?,
        };
        let target = match fragment.as_str() {
            "" => resource,
            pointer if pointer.starts_with('/') => resource.pointer(pointer)?,
            anchor => self.identified(&format!("#{anchor}"))?,
        };
        let last = fragment.rsplit('/').next().unwrap_or_default();
        let file = base.rsplit('/').next().unwrap_or_default();
        let file = file.split('.').next().unwrap_or_default();
        let title = target
            .as_object()
            .and_then(|keywords| text(keywords, "title"));
        let wanted = match (last, file) {
            (last, _) if !last.is_empty() => last.replace("~1", "/").replace("~0", "~"),
            (_, file) if !file.is_empty() => file.to_owned(),
            _ => title.unwrap_or_else(|| "Schema".to_owned()),
        };
        Some((target, wanted))
    }

    /// The part of the schema with an identifier: by `$id`, by `id`, or by `#` and its anchor.
    fn identified(&mut self, id: &str) -> Option<&'a Value> {
        let root = self.root;
        let identified = self.identified.get_or_insert_with(|| {
            let mut identified = BTreeMap::new();
            collect_identified(root, 0, &mut identified);
            identified
        });
        let relative = format!("/{}", id.trim_start_matches("./"));
        identified.get(id).copied().or_else(|| {
            identified
                .iter()
                .find(|(known, _)| !id.starts_with('#') && known.ends_with(&relative))
                .map(|(_, part)| *part)
        })
    }

    /// A reference that leads out of the schema: to a type of the document that has the name, or
    /// to nothing that is known.
    fn unresolved(&mut self, reference: &str) -> Schema {
        let last = reference.rsplit(['/', '#']).next().unwrap_or_default();
        let definition = DEFINITIONS.iter().find_map(|place| {
            let definitions = self.root.get(*place)?.as_object()?;
            definitions
                .contains_key(last)
                .then(|| format!("#/{place}/{last}"))
        });
        if let Some(definition) = definition.filter(|it| it != reference && !last.contains('~')) {
            return self.reference(&definition, 0);
        }
        if !last.is_empty() && (self.is_taken)(last) {
            return Schema::of(Shape::Reference(last.to_owned()));
        }
        let is_remote = !reference.starts_with('#') && reference.contains(['/', '.']);
        if is_remote {
            self.report(
                Code::SCHEMA_REFERENCE_REMOTE,
                format!("`{reference}` is not read; it is taken as any value"),
            );
        } else {
            self.report(
                Code::SCHEMA_REFERENCE_DANGLING,
                format!("`{reference}` leads to nothing in this schema; it is taken as any value"),
            );
        }
        let mut schema = Schema::default();
        if is_remote {
            schema
                .constraints
                .insert("x-ref".to_owned(), reference.into());
        }
        schema
    }

    fn put(&mut self, name: &str, schema: Schema) {
        let span = self.span;
        self.definitions
            .types
            .insert(name.to_owned(), NamedSchema { schema, span });
    }

    /// The number of the whole schema among all that are not the same.
    fn root_number(&mut self) -> usize {
        let root = self.root;
        let roots = &mut self.definitions.roots;
        *self.root_number.get_or_insert_with(|| {
            let next = roots.len();
            *roots.entry(root.to_string()).or_insert(next)
        })
    }

    /// The type that was made from the same before, or a new name: the wanted one, or one with a
    /// number where another type has it.
    fn name_of(&mut self, wanted: String, target: &Value) -> (String, bool) {
        let mut source = target.to_string();
        if source.contains("Ref\"") || source.contains("$ref\"") {
            // What it means depends on what it refers to.
            let root = self.root_number();
            source.push_str(&root.to_string());
        }
        let key = (wanted, source);
        if let Some(name) = self.definitions.by_source.get(&key) {
            return (name.clone(), false);
        }
        let wanted = &key.0;
        let mut name = wanted.clone();
        while (self.is_taken)(&name) || self.definitions.types.contains_key(&name) {
            let number = self.definitions.numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            name = format!("{wanted}{number}");
        }
        self.definitions.by_source.insert(key, name.clone());
        (name, true)
    }
}

fn collect_identified<'a>(
    value: &'a Value,
    depth: usize,
    identified: &mut BTreeMap<String, &'a Value>,
) {
    if depth > limits::MAX_NESTING * 2 {
        return;
    }
    match value {
        Value::Object(members) => {
            for keyword in ["$id", "id"] {
                if let Some(Value::String(id)) = members.get(keyword) {
                    let id = id.strip_suffix('#').unwrap_or(id);
                    identified.entry(id.to_owned()).or_insert(value);
                }
            }
            for keyword in ["$anchor", "$dynamicAnchor"] {
                if let Some(Value::String(anchor)) = members.get(keyword) {
                    identified.entry(format!("#{anchor}")).or_insert(value);
                }
            }
            for member in members.values() {
                collect_identified(member, depth + 1, identified);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect_identified(item, depth + 1, identified);
            }
        }
        _ => {}
    }
}
