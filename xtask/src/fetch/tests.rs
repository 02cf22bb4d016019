//! Against servers on this machine that answer as the vendor's might.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;

use super::{fetch, homes};
use crate::arguments::FetchOptions;
use crate::description::Origin;

const OURS: &str = "FORMAT: 1A\n\n# A\n\n## Notes [/notes]\n\n### List [GET]\n\n+ Response 204\n\n### New [POST]\n\n+ Response 204\n";

/// The address of a server that gives one answer, whatever it is asked.
fn server(answer: impl Into<String>) -> Origin {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let Ok((mut stream, _)) = listener.accept() else {
            return;
        };
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        let _ = stream.write_all(answer.as_bytes());
    });
    Origin::Url(format!("http://{address}/description"))
}

fn ok(body: &str) -> Origin {
    let length = body.len();
    server(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    ))
}

fn status(line: &str) -> Origin {
    server(format!(
        "HTTP/1.1 {line}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    ))
}

/// Fetches from the homes into a workspace that holds an older copy; what it says, and the copy.
fn fetched(homes: &[Origin], is_given: bool) -> (Result<String, String>, String) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("spec/vendor")).unwrap();
    fs::write(root.path().join("spec/flowii.apib"), OURS).unwrap();
    let copy = root.path().join("spec/vendor/flowii.apib");
    fs::write(&copy, "old").unwrap();
    let options = FetchOptions {
        from: is_given.then(|| homes[0].clone()),
        ..FetchOptions::default()
    };
    let shown = |path: &Path| {
        path.strip_prefix(root.path())
            .unwrap()
            .display()
            .to_string()
    };
    let result = fetch(root.path(), homes, &options)
        .map(|path| shown(&path))
        .map_err(|error| format!("{error:#}"));
    (result, fs::read_to_string(copy).unwrap())
}

#[test]
fn a_blueprint_is_written_beside_ours() {
    let new = OURS.replace("# A", "# B");
    let (result, copy) = fetched(&[ok(&new)], true);
    assert_eq!(result.unwrap(), "spec/vendor/flowii.apib");
    assert_eq!(copy, new);
}

#[test]
fn the_blueprint_in_an_answer_of_apiary_is_found() {
    let answer = serde_json::json!({"error": false, "message": "", "code": OURS});
    let (result, copy) = fetched(&[ok(&answer.to_string())], true);
    assert_eq!(result.unwrap(), "spec/vendor/flowii.apib");
    assert_eq!(copy, OURS);
}

#[test]
fn openapi_is_written_under_its_own_name() {
    let text = r#"{"openapi": "3.1.0", "paths": {"/notes": {"get": {}, "post": {}}}}"#;
    let (result, copy) = fetched(&[ok(text)], true);
    assert_eq!(result.unwrap(), "spec/vendor/flowii.openapi.json");
    assert_eq!(copy, "old");
}

#[test]
fn what_is_no_description_is_refused_and_the_old_one_kept() {
    let cases = [
        (
            ok("<!doctype html><title>Moved</title>"),
            "an HTML page (“moved”)",
        ),
        (ok(""), "it is empty"),
        (ok("FORMAT: 1A\n\n# A\n"), "describes no operation"),
        (ok("{\"error\": true}"), "an error document"),
        (status("404 Not Found"), "is gone (status 404"),
        (status("410 Gone"), "cargo xtask fetch --from URL"),
        (status("503 Service Unavailable"), "answers with status 503"),
        (
            server("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nFORMAT: 1A\n"),
            "broke off",
        ),
        (
            server(
                "HTTP/1.1 302 Found\r\nlocation: http://example.com/a\r\ncontent-length: 0\r\n\r\n",
            ),
            "redirects to an address without HTTPS",
        ),
    ];
    for (home, expected) in cases {
        let (result, copy) = fetched(&[home], true);
        let error = result.unwrap_err();
        assert!(error.contains(expected), "{expected}: {error}");
        assert_eq!(copy, "old");
    }
}

#[test]
fn homes_that_are_gone_are_told_with_what_to_do() {
    // Nobody listens there any more.
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let closed = Origin::Url(format!("http://{closed}/"));
    let (result, copy) = fetched(&[status("404 Not Found"), closed], false);
    let error = result.unwrap_err();
    assert!(
        error.contains("Apiary's end of life was 2026-10-31"),
        "{error}"
    );
    assert!(error.contains("cannot be reached"), "{error}");
    assert_eq!(copy, "old");
}

#[test]
fn the_second_home_is_tried() {
    let (result, copy) = fetched(&[status("500 Oh"), ok(OURS)], false);
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(copy, OURS);
}

#[test]
fn a_documentation_page_of_apiary_leads_to_its_source() {
    let page = Origin::Url("https://flowiiapi.docs.apiary.io/#reference/partners".to_owned());
    assert_eq!(homes::resolved(&page), homes::known()[0]);
    let other = Origin::Url("https://example.com/".to_owned());
    assert_eq!(homes::resolved(&other), other);
}
