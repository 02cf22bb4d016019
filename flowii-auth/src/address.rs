//! Where the API is, and whether it is safe to send secrets there.

use url::{Host, Url};

use crate::settings::ConfigurationError;

/// The address of FLOWii's own API server.
///
/// The vendor's documentation names none; this is the one that integrations in production use.
pub const DEFAULT_API_URL: &str = "https://api.flowii.com";

/// Reads the address that the paths of the API are appended to.
///
/// HTTPS is demanded, as every request carries secrets; only on the way to the machine itself, where
/// test servers and gateways live, nobody listens.
pub(crate) fn parse_api_url(text: &str) -> Result<Url, ConfigurationError> {
    let url = Url::parse(text).map_err(|_| ConfigurationError::InvalidApiUrl)?;
    if !matches!(url.scheme(), "http" | "https") || url.cannot_be_a_base() {
        return Err(ConfigurationError::InvalidApiUrl);
    }
    // A path is appended to it, and user and password would end up in error messages.
    let has_more_than_a_path = url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    if has_more_than_a_path {
        return Err(ConfigurationError::InvalidApiUrl);
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(ConfigurationError::InsecureApiUrl);
    }
    Ok(url)
}

/// The address as the generated client wants it, which puts a path that starts with `/` behind it.
pub(crate) fn base_of(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        // Names below `localhost` never leave the machine: RFC 6761, section 6.3.
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_goes_anywhere_and_http_to_this_machine() {
        for (text, base) in [
            (DEFAULT_API_URL, "https://api.flowii.com"),
            (
                "https://gateway.example.com/flowii/",
                "https://gateway.example.com/flowii",
            ),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:9", "http://127.0.0.1:9"),
            ("http://[::1]:9/", "http://[::1]:9"),
            ("http://flowii.localhost", "http://flowii.localhost"),
        ] {
            let url = parse_api_url(text).unwrap();
            assert_eq!(base_of(&url), base, "{text}");
        }
    }

    #[test]
    fn http_elsewhere_is_refused() {
        for text in [
            "http://api.flowii.com",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://notlocalhost",
        ] {
            let refused = parse_api_url(text);
            assert_eq!(refused, Err(ConfigurationError::InsecureApiUrl), "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_address_is_refused() {
        for text in [
            "",
            "api.flowii.com",
            "ftp://api.flowii.com",
            "mailto:office@example.com",
            "https://user:password@api.flowii.com",
            "https://api.flowii.com/?companyId=1",
            "https://api.flowii.com/#top",
        ] {
            let refused = parse_api_url(text);
            assert_eq!(refused, Err(ConfigurationError::InvalidApiUrl), "{text}");
        }
    }
}
