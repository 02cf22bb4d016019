//! What an operation asks for before it lets a caller in.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::reference::resolve;

/// The alternatives of an operation: each is the set of credentials that it takes together.
/// Schemes are told by what they are, not by what the document calls them.
pub(crate) fn alternatives(document: &Value, operation: &Value) -> BTreeSet<BTreeSet<String>> {
    let own = operation.get("security");
    let requirements = own
        .or_else(|| document.get("security"))
        .and_then(Value::as_array);
    let alternatives: BTreeSet<_> = requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .map(|requirement| credentials(document, requirement))
        .collect();
    if alternatives.is_empty() {
        // Nothing is asked for, which is the one alternative that takes nothing.
        return BTreeSet::from([BTreeSet::new()]);
    }
    alternatives
}

fn credentials(document: &Value, requirement: &Map<String, Value>) -> BTreeSet<String> {
    let mut credentials = BTreeSet::new();
    for (name, scopes) in requirement {
        let scheme = scheme(document, name);
        let scopes = scopes.as_array().into_iter().flatten();
        for scope in scopes.filter_map(Value::as_str) {
            credentials.insert(format!("scope `{scope}` of {scheme}"));
        }
        credentials.insert(scheme);
    }
    credentials
}

/// What a scheme is: `header Api-Key`, `http bearer`.
fn scheme(document: &Value, name: &str) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let scheme = resolve(document, &document["components"]["securitySchemes"][name]);
    match scheme["type"].as_str() {
        Some("apiKey") => format!("{} {}", text(&scheme["in"]), text(&scheme["name"])),
        Some("http") => format!("http {}", text(&scheme["scheme"]).to_ascii_lowercase()),
        Some("openIdConnect") => format!("OpenID Connect {}", text(&scheme["openIdConnectUrl"])),
        Some("oauth2") => oauth2(&scheme["flows"]),
        Some(other) => other.to_owned(),
        None => name.to_owned(),
    }
}

fn oauth2(flows: &Value) -> String {
    let flows = flows.as_object().into_iter().flatten();
    let flows: Vec<_> = flows
        .map(|(flow, definition)| {
            let url = definition["tokenUrl"]
                .as_str()
                .or_else(|| definition["authorizationUrl"].as_str());
            format!("{flow} {}", url.unwrap_or_default())
        })
        .collect();
    format!("OAuth 2.0 ({})", flows.join(", "))
}
