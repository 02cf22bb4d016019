//! Header fields that prove who is calling.

use crate::ast::Header;

use super::SecurityScheme;

/// The scheme that a request's header field belongs to, with the name it goes by; `None` for a
/// field that proves nothing.
pub(super) fn scheme_of(header: &Header) -> Option<(String, SecurityScheme)> {
    let name = header.name.text.to_ascii_lowercase();
    if name == "authorization" {
        let word = header
            .value
            .text
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        return Some(match word.as_str() {
            "bearer" => ("bearer".to_owned(), SecurityScheme::Bearer),
            "basic" => ("basic".to_owned(), SecurityScheme::Basic),
            _ => (
                "authorization".to_owned(),
                SecurityScheme::ApiKey {
                    header: header.name.text.clone(),
                },
            ),
        });
    }
    is_key(&name).then(|| {
        (
            camel_case(&name),
            SecurityScheme::ApiKey {
                header: header.name.text.clone(),
            },
        )
    })
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
    fn credentials_are_told_from_other_fields() {
        assert_eq!(
            scheme("Authorization", "Bearer x").unwrap().1,
            SecurityScheme::Bearer
        );
        assert_eq!(
            scheme("authorization", "Basic x").unwrap().1,
            SecurityScheme::Basic
        );
        assert_eq!(
            scheme("Authorization", "Token x").unwrap().0,
            "authorization"
        );
        assert_eq!(scheme("Api-Key", "x").unwrap().0, "apiKey");
        assert_eq!(scheme("X-Auth-Token", "x").unwrap().0, "xAuthToken");
        assert_eq!(scheme("X-Request-Id", "x"), None);
    }
}
