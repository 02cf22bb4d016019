//! Header fields that prove who is calling.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::ast::Header;
use crate::names::UniqueNames;

use super::SecurityScheme;

/// The schemes that a document uses, each once.
#[derive(Debug, Default)]
pub(super) struct SecuritySchemes {
    by_name: IndexMap<String, SecurityScheme>,
    /// The names, by what makes two schemes the same.
    names: BTreeMap<SecurityScheme, String>,
    taken: UniqueNames,
}

impl SecuritySchemes {
    /// Adds a scheme, unless it is there already, and gives the name that it goes by: the wanted
    /// one, with a number if another scheme has that.
    pub(super) fn register(&mut self, wanted: &str, scheme: SecurityScheme) -> String {
        let name = self.names.entry(folded(&scheme)).or_insert_with(|| {
            let name = self.taken.claim(wanted, "");
            self.by_name.insert(name.clone(), scheme);
            name
        });
        name.clone()
    }

    /// The schemes by their names.
    pub(super) fn into_map(self) -> IndexMap<String, SecurityScheme> {
        self.by_name
    }
}

/// A scheme without the case of its field's name, which does not count (RFC 9110, section 5.1).
fn folded(scheme: &SecurityScheme) -> SecurityScheme {
    match scheme {
        SecurityScheme::ApiKey { header, prefix } => SecurityScheme::ApiKey {
            header: header.to_ascii_lowercase(),
            prefix: prefix.clone(),
        },
        SecurityScheme::Http { .. } => scheme.clone(),
    }
}

/// The scheme that a request's header field belongs to, with the name it goes by; `None` for a
/// field that proves nothing.
pub(super) fn scheme_of(header: &Header) -> Option<(String, SecurityScheme)> {
    let name = header.name.text.to_ascii_lowercase();
    if name == "authorization" {
        return Some(of_authorization(header));
    }
    is_key(&name).then(|| {
        let scheme = SecurityScheme::ApiKey {
            header: header.name.text.clone(),
            prefix: None,
        };
        (camel_case(&name), scheme)
    })
}

/// Schemes of the IANA registry (RFC 9110, section 16.4.1) that a header field alone carries out.
const REGISTERED: &[&str] = &[
    "basic",
    "bearer",
    "digest",
    "dpop",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "vapid",
];

fn of_authorization(header: &Header) -> (String, SecurityScheme) {
    let mut words = header.value.text.split_whitespace();
    let word = words.next().unwrap_or_default();
    let scheme = word.to_ascii_lowercase();
    if REGISTERED.contains(&scheme.as_str()) {
        return (scheme.clone(), SecurityScheme::Http { scheme });
    }
    // `Token KEY` and `Token token=KEY` have a word of their own in front of the key.
    let is_word =
        words.next().is_some() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let scheme = SecurityScheme::ApiKey {
        header: header.name.text.clone(),
        prefix: is_word.then(|| word.to_owned()),
    };
    ("authorization".to_owned(), scheme)
}

/// True for the usual names of fields that carry a key or token.
fn is_key(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    [
        "apikey",
        "accesskey",
        "authtoken",
        "accesstoken",
        "apitoken",
        "usertoken",
    ]
    .iter()
    .any(|key| plain.ends_with(key))
}

fn camel_case(name: &str) -> String {
    let mut words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut result = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(1);
        result.push_str(&first.to_ascii_uppercase());
        result.push_str(rest);
    }
    result
}

/// True for fields that OpenAPI says elsewhere: as the media types of bodies.
pub(super) fn is_media_type_field(name: &str) -> bool {
    ["accept", "content-type"].contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Span, Text};

    fn scheme(name: &str, value: &str) -> Option<(String, SecurityScheme)> {
        let text = |text| Text::new(text, Span::default());
        scheme_of(&Header {
            name: text(name),
            value: text(value),
        })
    }

    #[test]
    fn a_scheme_has_one_name_and_each_name_one_scheme() {
        let mut schemes = SecuritySchemes::default();
        let mut register = |header: &str| {
            let (name, scheme) = scheme(header, "x").unwrap();
            schemes.register(&name, scheme)
        };
        let names = ["Api-Key", "Api_Key", "api-key", "API_KEY"].map(&mut register);
        assert_eq!(names, ["apiKey", "apiKey2", "apiKey", "apiKey2"]);
        let known: Vec<String> = schemes.into_map().into_keys().collect();
        assert_eq!(known, ["apiKey", "apiKey2"]);
    }

    #[test]
    fn credentials_are_told_from_other_fields() {
        let http = |scheme: &str| SecurityScheme::Http {
            scheme: scheme.to_owned(),
        };
        let key = |header: &str, prefix: Option<&str>| SecurityScheme::ApiKey {
            header: header.to_owned(),
            prefix: prefix.map(str::to_owned),
        };
        let of = |name, value| scheme(name, value).unwrap().1;
        assert_eq!(of("Authorization", "Bearer x"), http("bearer"));
        assert_eq!(of("authorization", "Basic x"), http("basic"));
        assert_eq!(
            of("Authorization", "Token x"),
            key("Authorization", Some("Token"))
        );
        assert_eq!(of("Authorization", "x"), key("Authorization", None));
        assert_eq!(scheme("Api-Key", "x").unwrap().0, "apiKey");
        assert_eq!(scheme("X-Auth-Token", "x").unwrap().0, "xAuthToken");
        assert_eq!(scheme("X-Request-Id", "x"), None);
    }
}
