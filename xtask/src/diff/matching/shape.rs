//! The form of things without their names, to find again what was renamed or moved.

use std::collections::BTreeSet;

use crate::diff::api::{Additional, Api, Operation, Schema};

/// How deep references are followed; below, all types are alike.
const DEPTH: u8 = 3;

/// The form of an operation: what goes in and what comes out.
pub(crate) fn of_operation(api: &Api, operation: &Operation) -> String {
    let mut parts = vec![operation.method.clone()];
    let parameters: BTreeSet<_> = operation
        .parameters
        .iter()
        .map(|parameter| match parameter.location.as_str() {
            // The names of these may be others under another path.
            "path" => "path".to_owned(),
            location => format!("{location} {}", parameter.name),
        })
        .collect();
    parts.extend(parameters);
    if let Some(body) = &operation.body {
        for (media_type, media) in &body.content {
            let form = of_schema(api, &media.schema);
            parts.push(format!("request {media_type} {form}"));
        }
    }
    for (status, response) in &operation.responses {
        parts.push(format!("response {status}"));
        for (media_type, media) in &response.content {
            parts.push(format!("{media_type} {}", of_schema(api, &media.schema)));
        }
    }
    parts.join("\n")
}

/// Whether an operation has more to be known by than its path: a body of either kind or several
/// parameters. Deleting one thing looks like deleting any other.
pub(crate) fn is_telling(operation: &Operation) -> bool {
    let has_schema = |content: &indexmap::IndexMap<String, crate::diff::api::Media>| {
        content.values().any(|media| !media.schema.is_any())
    };
    operation
        .body
        .as_ref()
        .is_some_and(|body| has_schema(&body.content))
        || operation
            .responses
            .iter()
            .any(|(status, response)| status.starts_with('2') && has_schema(&response.content))
        || operation.parameters.len() > 2
}

/// The form of a schema.
pub(crate) fn of_schema(api: &Api, schema: &Schema) -> String {
    let mut form = String::new();
    write(api, schema, DEPTH, &mut form);
    form
}

fn write(api: &Api, schema: &Schema, depth: u8, form: &mut String) {
    if depth == 0 {
        form.push('…');
        return;
    }
    if schema.nullable {
        form.push('?');
    }
    if let Some(target) = referent(api, schema) {
        write(api, target, depth - 1, form);
        return;
    }
    let types: Vec<_> = schema.types.iter().map(String::as_str).collect();
    form.push_str(&types.join("|"));
    if let Some(format) = &schema.format {
        form.push(':');
        form.push_str(format);
    }
    if let Some(members) = &schema.members {
        let mut members: Vec<_> = members.iter().map(ToString::to_string).collect();
        members.sort();
        form.extend(["[", &members.join(","), "]"]);
    }
    for base in &schema.bases {
        if let Some(base) = api.schemas.get(base) {
            form.push('&');
            write(api, base, depth - 1, form);
        }
    }
    if !schema.properties.is_empty() {
        let mut names: Vec<_> = schema.properties.keys().collect();
        names.sort();
        form.push('{');
        for name in names {
            form.push_str(name);
            if schema.required.contains(name) {
                form.push('!');
            }
            form.push(' ');
            write(api, &schema.properties[name], depth - 1, form);
            form.push(';');
        }
        form.push('}');
    }
    if let Some(items) = &schema.items {
        form.push('*');
        write(api, items, depth - 1, form);
    }
    if let Additional::Schema(values) = &schema.additional {
        form.push('~');
        write(api, values, depth - 1, form);
    }
    for variant in &schema.variants {
        form.push('/');
        write(api, variant, depth - 1, form);
    }
}

/// Whether two types have enough in common to be the same under two names.
pub(crate) fn are_alike(old: (&Api, &Schema), new: (&Api, &Schema)) -> bool {
    let names = |schema: &Schema| -> BTreeSet<String> {
        let members = schema.members.iter().flatten();
        schema
            .properties
            .keys()
            .cloned()
            .chain(members.map(ToString::to_string))
            .collect()
    };
    let (old_names, new_names) = (names(old.1), names(new.1));
    if old_names.is_empty() || new_names.is_empty() {
        return of_schema(old.0, old.1) == of_schema(new.0, new.1);
    }
    let shared = old_names.intersection(&new_names).count();
    2 * shared >= old_names.union(&new_names).count()
}

/// The component that a schema refers to.
pub(crate) fn referent<'a>(api: &'a Api, schema: &Schema) -> Option<&'a Schema> {
    api.schemas.get(schema.reference.as_ref()?)
}
