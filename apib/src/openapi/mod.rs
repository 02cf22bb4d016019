#![doc = include_str!("../../docs/mapping.md")]

// The document is written as JSON, not through a crate's types: those would have to be shaken out
// again for what the overlay, the lowering and OpenAPI 3.1 do to it.

use std::convert::Infallible;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::model::schema::Schema;
use crate::model::{Api, NamedSchema, SecurityScheme, Server};
use crate::source::Span;

use components::ComponentNames;
use context::Context;

pub use document::{Document, Origins, pointer_step};
pub use stream::write_json;
pub use text::{Format, to_text, write_text};
pub use version::Version;

mod components;
mod constraints;
mod content;
mod context;
mod dialect;
mod document;
mod operation;
mod parameter;
mod paths;
mod reserved;
mod response;
mod schema;
mod stream;
mod text;
mod version;

/// The version that `info.version` has where the blueprint gives none; OpenAPI demands one.
const DEFAULT_VERSION: &str = "1.0.0";

/// Writes the document, and tells what could not be written as it is meant. The same model gives
/// the same document, byte for byte.
///
/// Each part of the model is given up once it is written.
pub fn write(api: Api, version: Version) -> (Document, Vec<Diagnostic>) {
    let mut context = context(&api, version);
    let mut origins = Origins::default();
    // Name and overview begin where the blueprint does; and a document with any origin has one.
    origins.insert("/info", Span::default());
    context.origins = Some(origins);
    let mut document = head(&api, version);
    let has_schemas = has_schemas(&api, version);
    let Api {
        operations,
        resources,
        types,
        security_schemes,
        ..
    } = api;
    let paths = collected(|put| paths::write(operations, &resources, &mut context, put));
    document.insert("paths".to_owned(), Value::Object(paths));
    let mut components = Map::new();
    if has_schemas {
        let schemas = collected(|put| schemas(types, &mut context, put));
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    if !security_schemes.is_empty() {
        let security = security(&security_schemes);
        components.insert("securitySchemes".to_owned(), security);
    }
    if !components.is_empty() {
        document.insert("components".to_owned(), Value::Object(components));
    }
    let document = Document {
        value: Value::Object(document),
        origins: context.origins.unwrap_or_default(),
    };
    (document, context.diagnostics)
}

fn context(api: &Api, version: Version) -> Context {
    Context {
        version,
        names: ComponentNames::new(api.types.keys()),
        ..Context::default()
    }
}

/// Whether the document has a list of schemas: of its named types, or an empty one in a 3.1 document
/// of nothing else. Validators want an entry in `paths`, `webhooks` or `components` there, more than
/// the specification does (section 4.7.1: one of these fields).
fn has_schemas(api: &Api, version: Version) -> bool {
    let is_bare = api.operations.is_empty() && api.security_schemes.is_empty();
    !api.types.is_empty() || (is_bare && version == Version::V3_1)
}

/// The members that a function gives away one by one.
fn collected(
    write: impl FnOnce(
        &mut dyn FnMut(String, Value) -> Result<(), Infallible>,
    ) -> Result<(), Infallible>,
) -> Map<String, Value> {
    let mut map = Map::new();
    let Ok(()) = write(&mut |key, value| {
        map.insert(key, value);
        Ok(())
    });
    map
}

/// What stands in front of the paths.
fn head(api: &Api, version: Version) -> Map<String, Value> {
    let mut head = Map::new();
    head.insert("openapi".to_owned(), json!(version.as_str()));
    head.insert("info".to_owned(), info(api));
    if !api.servers.is_empty() {
        head.insert("servers".to_owned(), servers(&api.servers));
    }
    if !api.tags.is_empty() {
        head.insert("tags".to_owned(), tags(api));
    }
    head
}

fn info(api: &Api) -> Value {
    let mut info = Map::new();
    let title = if api.name.is_empty() {
        "API"
    } else {
        &api.name
    };
    info.insert("title".to_owned(), json!(title));
    put(&mut info, "description", api.description.as_deref());
    let version = api.version.as_deref().unwrap_or(DEFAULT_VERSION);
    info.insert("version".to_owned(), json!(version));
    if !api.metadata.is_empty() {
        info.insert("x-metadata".to_owned(), json!(api.metadata));
    }
    Value::Object(info)
}

fn servers(servers: &[Server]) -> Value {
    let server = |server: &Server| {
        let mut object = Map::new();
        object.insert("url".to_owned(), json!(server.url));
        if !server.variables.is_empty() {
            let variables = server.variables.iter();
            let variables =
                variables.map(|(name, value)| (name.clone(), json!({ "default": value })));
            object.insert("variables".to_owned(), Value::Object(variables.collect()));
        }
        Value::Object(object)
    };
    servers.iter().map(server).collect()
}

fn tags(api: &Api) -> Value {
    api.tags
        .iter()
        .map(|tag| {
            let mut object = Map::new();
            object.insert("name".to_owned(), json!(tag.name));
            put(&mut object, "description", tag.description.as_deref());
            Value::Object(object)
        })
        .collect()
}

/// Gives each named type with its key to `put`.
fn schemas<E>(
    types: IndexMap<String, NamedSchema>,
    context: &mut Context,
    mut put: impl FnMut(String, Value) -> Result<(), E>,
) -> Result<(), E> {
    for (name, named) in types {
        let key = context.names.key(&name).to_owned();
        let pointer = format!("/components/schemas/{}", pointer_step(&key));
        context.at(pointer, named.span);
        let schema = named_schema(name, &key, named.schema, context);
        put(key, schema)?;
    }
    Ok(())
}

fn security(schemes: &IndexMap<String, SecurityScheme>) -> Value {
    let schemes = schemes.iter();
    let schemes = schemes.map(|(name, scheme)| (name.clone(), security_scheme(scheme)));
    Value::Object(schemes.collect())
}

/// A named type. One that cannot keep its name as a key has it as its title.
fn named_schema(name: String, key: &str, mut schema: Schema, context: &mut Context) -> Value {
    if key != name && schema.title.is_none() {
        schema.title = Some(name.into());
    }
    schema::write(&schema, context)
}

fn security_scheme(scheme: &SecurityScheme) -> Value {
    match scheme {
        SecurityScheme::Http { scheme } => json!({ "type": "http", "scheme": scheme }),
        SecurityScheme::ApiKey { header, prefix } => {
            let mut object = Map::new();
            object.insert("type".to_owned(), json!("apiKey"));
            let description = prefix
                .as_ref()
                .map(|prefix| format!("The value starts with `{prefix}` and a blank."));
            put(&mut object, "description", description.as_deref());
            object.insert("in".to_owned(), json!("header"));
            object.insert("name".to_owned(), json!(header));
            Value::Object(object)
        }
    }
}

/// Sets a text field, if there is a text.
fn put(object: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        object.insert(key.to_owned(), json!(text));
    }
}

/// Sets a list field, if there is anything in the list.
fn put_list(object: &mut Map<String, Value>, key: &str, list: &[String]) {
    if !list.is_empty() {
        object.insert(key.to_owned(), json!(list));
    }
}
