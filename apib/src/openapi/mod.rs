//! From the model to an OpenAPI 3.0.3 document.
//!
//! The document is written as JSON, not through a crate's types: those would have to be shaken
//! out again for what the overlay, the lowering and OpenAPI 3.1 do to it.

use serde_json::{Map, Value, json};

use crate::model::{Api, SecurityScheme};

pub use document::{Document, Origins, pointer_step};

mod components;
mod constraints;
mod content;
mod document;
mod operation;
mod schema;

use components::ComponentNames;

/// The version that `info.version` has where the blueprint gives none; OpenAPI demands one.
const DEFAULT_VERSION: &str = "1.0.0";

/// Writes the document. The same model gives the same document, byte for byte.
pub fn write(api: &Api) -> Document {
    let names = ComponentNames::new(api.types.keys());
    let mut origins = Origins::default();
    let mut document = Map::new();
    document.insert("openapi".to_owned(), json!("3.0.3"));
    document.insert("info".to_owned(), info(api));
    if let Some(server) = api.host.as_ref().and_then(|host| server(&host.text)) {
        document.insert("servers".to_owned(), json!([server]));
    }
    if !api.tags.is_empty() {
        document.insert("tags".to_owned(), tags(api));
    }
    let paths = operation::paths(api, &names, &mut origins);
    document.insert("paths".to_owned(), paths);
    let components = components(api, &names, &mut origins);
    if !components.is_empty() {
        document.insert("components".to_owned(), Value::Object(components));
    }
    Document {
        value: Value::Object(document),
        origins,
    }
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
    Value::Object(info)
}

/// The server of a base URL. Braces in it become server variables, since OpenAPI reads them so.
fn server(host: &str) -> Option<Value> {
    let host = host.trim().trim_end_matches('/');
    if host.is_empty() {
        return None;
    }
    let url = if host.contains("://") || host.starts_with('/') {
        host.to_owned()
    } else {
        format!("https://{host}")
    };
    let variables: Map<String, Value> = url
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| (name.to_owned(), json!({ "default": name })))
        .collect();
    let mut server = Map::new();
    server.insert("url".to_owned(), json!(url.replace(' ', "%20")));
    if !variables.is_empty() {
        server.insert("url".to_owned(), json!(url));
        server.insert("variables".to_owned(), Value::Object(variables));
    }
    Some(Value::Object(server))
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

fn components(api: &Api, names: &ComponentNames, origins: &mut Origins) -> Map<String, Value> {
    let mut components = Map::new();
    let mut schemas = Map::new();
    for (name, named) in &api.types {
        let key = names.key(name);
        origins.insert(
            format!("/components/schemas/{}", pointer_step(key)),
            named.span,
        );
        schemas.insert(key.to_owned(), schema::write(&named.schema, names));
    }
    if !schemas.is_empty() {
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    if !api.security_schemes.is_empty() {
        let security = api
            .security_schemes
            .iter()
            .map(|(name, scheme)| (name.clone(), security_scheme(scheme)))
            .collect();
        components.insert("securitySchemes".to_owned(), Value::Object(security));
    }
    components
}

fn security_scheme(scheme: &SecurityScheme) -> Value {
    match scheme {
        SecurityScheme::Bearer => json!({ "type": "http", "scheme": "bearer" }),
        SecurityScheme::Basic => json!({ "type": "http", "scheme": "basic" }),
        SecurityScheme::ApiKey { header } => {
            json!({ "type": "apiKey", "in": "header", "name": header })
        }
    }
}

/// Sets a text field, if there is a text.
fn put(object: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        object.insert(key.to_owned(), json!(text));
    }
}
