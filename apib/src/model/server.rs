//! Base URLs: what people write behind `HOST`, as URLs that OpenAPI takes.

use http::Uri;
use indexmap::IndexMap;

use super::Server;

/// The servers of a `HOST` line, which may name several; without any where it names none.
pub(super) fn of_host(host: &str) -> Vec<Server> {
    let mut servers = Vec::new();
    for written in words(host) {
        let Some(server) = of_url(written) else {
            return Vec::new();
        };
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

/// The server of one URL; `None` for what is no URL.
pub(super) fn of_url(written: &str) -> Option<Server> {
    let written = written.trim().trim_matches(['"', '`']);
    let in_brackets = written
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let written = in_brackets.unwrap_or(written);
    let url = with_scheme(written);
    let (url, variables) = with_variables(url.split(['?', '#']).next().unwrap_or_default());
    let url = url.trim_end_matches('/');
    let mut filled = url.to_owned();
    for name in variables.keys() {
        filled = filled.replace(&format!("{{{name}}}"), "1");
    }
    let is_url = if url.starts_with('/') {
        filled.parse::<Uri>().is_ok()
    } else {
        filled
            .parse::<Uri>()
            .is_ok_and(|uri| uri.scheme().is_some() && uri.host().is_some())
    };
    (is_url && !url.is_empty()).then(|| Server {
        url: url.to_owned(),
        variables,
    })
}

/// The parts of a line that are apart by commas or blanks outside of braces.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (offset, character) in line.char_indices() {
        match character {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (character.is_whitespace() || ",;|".contains(character)) => {
                words.push(&line[start..offset]);
                start = offset + character.len_utf8();
            }
            _ => {}
        }
    }
    words.push(&line[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// HTTPS is meant where no scheme is written, except for one's own machine.
fn with_scheme(written: &str) -> String {
    if written.contains("://") || (written.starts_with('/') && !written.starts_with("//")) {
        return written.to_owned();
    }
    let host = written.trim_start_matches('/');
    let is_own_machine = ["localhost", "127.", "0.0.0.0", "[::1]"]
        .iter()
        .any(|own| host.starts_with(own));
    let is_host = is_own_machine || host.contains(['.', ':', '{']);
    match (is_own_machine, is_host) {
        (true, _) => format!("http://{host}"),
        (false, true) => format!("https://{host}"),
        (false, false) => String::new(),
    }
}

/// The URL with names that OpenAPI and every generator take in its braces, and what stood there.
fn with_variables(written: &str) -> (String, IndexMap<String, String>) {
    let mut url = String::new();
    let mut variables = IndexMap::new();
    let mut rest = written;
    while let Some(opening) = rest.find(['{', '<']) {
        let (before, behind) = rest.split_at(opening);
        let Some(closing) = behind.find(['}', '>']) else {
            break;
        };
        url.push_str(before);
        let value = behind[1..closing].trim();
        let name: String = value
            .chars()
            .map(|character| match character {
                'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => character,
                _ => '_',
            })
            .collect();
        if !name.is_empty() {
            url.push('{');
            url.push_str(&name);
            url.push('}');
            variables.insert(name, value.to_owned());
        }
        rest = &behind[closing + 1..];
    }
    url.push_str(rest);
    (url, variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(host: &str) -> Vec<String> {
        of_host(host).into_iter().map(|server| server.url).collect()
    }

    #[test]
    fn hosts_become_urls() {
        assert_eq!(
            urls("https://api.example.com/v1/"),
            ["https://api.example.com/v1"]
        );
        assert_eq!(urls("api.example.com"), ["https://api.example.com"]);
        assert_eq!(urls("localhost:3000"), ["http://localhost:3000"]);
        assert_eq!(urls("/api/v1"), ["/api/v1"]);
        assert_eq!(urls("//api.example.com"), ["https://api.example.com"]);
        assert_eq!(
            urls("https://a.example, https://b.example"),
            ["https://a.example", "https://b.example"]
        );
        assert_eq!(
            urls("https://api.example.com/v1?key=1#top"),
            ["https://api.example.com/v1"]
        );
    }

    #[test]
    fn what_differs_between_installations_is_a_variable() {
        let servers = of_host("https://{your server}:{port}/<path>");
        assert_eq!(servers[0].url, "https://{your_server}:{port}/{path}");
        let defaults: Vec<(&str, &str)> = servers[0]
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            defaults,
            [
                ("your_server", "your server"),
                ("port", "port"),
                ("path", "path")
            ]
        );
    }

    #[test]
    fn what_is_no_url_is_no_server() {
        for host in [
            "TBD",
            "to be defined",
            "https://",
            "http://{open",
            "https://a b",
            "",
        ] {
            assert!(of_host(host).is_empty(), "{host}");
        }
    }
}
