//! Each file that a page loads is there, with its type, under a strict policy, from this server.

use std::collections::{BTreeMap, BTreeSet};

use flowii_mock::Mock;
use reqwest::header::{CONTENT_ENCODING, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};

use crate::support::{Caller, Reply, send};

const PAGES: [&str; 3] = ["/", "/_mock/", "/_mock/reference/"];

#[tokio::test]
async fn every_file_has_its_type_and_policy() {
    let files = files().await;
    for (path, reply) in &files {
        let expected = match path.rsplit_once('.') {
            Some((_, "js")) => "text/javascript; charset=utf-8",
            Some((_, "css")) => "text/css; charset=utf-8",
            Some((_, "svg")) => "image/svg+xml",
            Some((_, other)) => panic!("{path}: nothing is known of .{other}"),
            None => "text/html; charset=utf-8",
        };
        assert_eq!(reply.media_type(), expected, "{path}");
        assert_eq!(reply.headers[X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        let policy = reply.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; "),
            "{path}: {policy}"
        );
        assert_eq!(
            policy.contains("unsafe-inline"),
            path == "/_mock/reference/",
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-eval"), "{path}: {policy}");
        assert!(!policy.contains("http"), "{path}: {policy}");
    }
    let names: BTreeSet<_> = files.keys().map(String::as_str).collect();
    for name in [
        "/_mock/page/index.js",
        "/_mock/page/state.js",
        "/_mock/page/plugins.js",
        "/_mock/swagger-ui/swagger-ui-bundle.js",
        "/_mock/swagger-ui/swagger-ui.css",
    ] {
        assert!(names.contains(name), "no page loads {name}");
    }
}

#[tokio::test]
async fn no_file_names_another_server() {
    for (path, reply) in files().await {
        if path.starts_with("/_mock/swagger-ui/") {
            // Not ours, and full of references in prose; what it asks for is watched in the browser.
            continue;
        }
        let text = String::from_utf8(reply.bytes).unwrap();
        // The name of SVG is written like an address, and is none.
        let text = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!text.contains("://"), "{path} names a server");
        assert!(!text.contains("\"//"), "{path} names a server");
        assert!(!text.contains("<script>"), "{path} has a script in it");
        assert!(!text.contains(" style="), "{path} has a style in it");
    }
}

#[tokio::test]
async fn the_viewer_is_sent_compressed_with_its_licence() {
    let caller = Caller::start(Mock::builder()).await;
    for name in ["swagger-ui-bundle.js", "swagger-ui.css"] {
        let reply = send(caller.bare("GET", &format!("/_mock/swagger-ui/{name}"))).await;
        assert_eq!(reply.headers[CONTENT_ENCODING], "gzip");
        assert_eq!(reply.bytes[..2], [0x1f, 0x8b], "{name} is no gzip");
    }
    let licence = send(caller.bare("GET", "/_mock/swagger-ui/LICENSE")).await;
    assert!(String::from_utf8_lossy(&licence.bytes).contains("Apache License"));
}

#[tokio::test]
async fn the_root_answers_other_methods_as_the_api_does() {
    let caller = Caller::start(Mock::builder()).await;
    let reply = send(caller.bare("POST", "/")).await;
    assert_eq!(reply.status, 404);
    assert!(reply.json()["errors"][0]["title"].is_string());
    let head = send(caller.bare("HEAD", "/")).await;
    assert_eq!(head.status, 200);
    assert!(head.bytes.is_empty());
}

#[tokio::test]
async fn a_document_with_a_root_of_its_own_keeps_it() {
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "Root", "version": "1"},
        "paths": {"/": {"get": {"operationId": "root", "responses": {"204": {"description": "Nothing"}}}}},
    });
    let builder = Mock::builder().specification(document.to_string());
    let mock = builder.start().await.unwrap();
    let http = reqwest::Client::new();
    let root = http.get(format!("{}/", mock.base_url()));
    let root = send(root.header("Api-Key", crate::support::KEY)).await;
    assert_ne!(root.media_type(), "text/html; charset=utf-8");
    let page = send(http.get(format!("{}/_mock/", mock.base_url()))).await;
    assert_eq!(page.media_type(), "text/html; charset=utf-8");
}

/// The pages and all that they load, by their paths.
async fn files() -> BTreeMap<String, Reply> {
    let caller = Caller::start(Mock::builder()).await;
    let mut files = BTreeMap::new();
    let mut wanted: Vec<String> = PAGES.map(str::to_owned).to_vec();
    while let Some(path) = wanted.pop() {
        if files.contains_key(&path) {
            continue;
        }
        let reply = send(caller.bare("GET", &path)).await;
        assert_eq!(reply.status, 200, "{path}");
        let is_compressed = reply.headers.contains_key(CONTENT_ENCODING);
        if !is_compressed {
            let text = String::from_utf8(reply.bytes.clone()).unwrap();
            wanted.extend(loaded(&text));
        }
        files.insert(path, reply);
    }
    files
}

/// The files that a page or a script names.
fn loaded(text: &str) -> Vec<String> {
    let marks = ["src=\"/", "href=\"/", "from \"./"];
    let found = marks.iter().flat_map(|mark| {
        text.split(mark).skip(1).map(move |rest| {
            let name = rest.split(['"', '#']).next().unwrap_or_default();
            if mark.ends_with("./") {
                format!("/_mock/page/{name}")
            } else {
                format!("/{name}")
            }
        })
    });
    // The mock's documents are links for people.
    let is_file = |path: &String| {
        PAGES.contains(&path.as_str())
            || path.starts_with("/_mock/page/")
            || path.starts_with("/_mock/swagger-ui/")
    };
    found.filter(is_file).collect()
}
