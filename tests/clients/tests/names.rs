//! Names of any script: legal in Rust, and on the wire what they always were.

use httpmock::{Method, MockServer};
use sample_clients::constructs::Client;
use sample_clients::constructs::types::{Default2, Names, ZiadostOPlatbu, ZiadostOPlatbu2};
use sample_clients::samples;
use serde_json::json;

#[test]
fn properties_keep_their_names_on_the_wire() {
    let document = json!({
        "1st": "digit", "await": "keyword", "foo-bar": "dash", "self": "keyword", "type": "keyword",
        "ruží\u{202e}č": "unseen", "Číslo": "diacritics", "заказ": "Cyrillic", "名前": "Japanese", "😀": "emoji",
        // These fold to a name that is taken, and are in `extra`.
        "fooBar": "camel", "Self": "type", "Заказ": "case", "→": "symbol", "extra": "itself",
    });
    let names: Names = serde_json::from_value(document.clone()).expect("all is text");
    assert_eq!(names.číslo, "diacritics");
    assert_eq!(names.заказ.as_deref(), Some("Cyrillic"));
    assert_eq!(names.名前.as_deref(), Some("Japanese"));
    assert_eq!(names.x.as_deref(), Some("emoji"));
    assert_eq!(names.x1st.as_deref(), Some("digit"));
    assert_eq!(names.self_.as_deref(), Some("keyword"));
    assert_eq!(names.extra.len(), 5);
    assert_eq!(
        serde_json::to_value(names).expect("it can be written"),
        document
    );
}

#[tokio::test]
async fn parameters_and_operations_keep_theirs() {
    let server = MockServer::start_async().await;
    let call = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/names")
                .query_param("Číslo", "1")
                .query_param("заказ", "2")
                .query_param("名前", "3")
                .query_param("😀", "4")
                .query_param("1st", "5")
                .query_param("self", "6")
                .query_param("await", "7");
            then.status(200).json_body(json!({"Číslo": "8"}));
        })
        .await;
    let client = Client::new(&server.base_url());
    // `type` cannot be a method.
    let names = client
        .post_type()
        .číslo("1")
        .заказ("2")
        .名前("3")
        .x("4")
        ._1st("5")
        .self_("6")
        .await_("7")
        .body_map(|names| names.číslo("8"))
        .send()
        .await;
    assert_eq!(names.expect("it is answered").číslo, "8");
    call.assert_async().await;

    let with_token = server
        .mock_async(|when, then| {
            when.path("/names/x");
            then.status(204);
        })
        .await;
    client
        .citaj_meno()
        .zeton("x")
        .send()
        .await
        .expect("it is answered");
    with_token.assert_async().await;
}

#[test]
fn types_that_fold_alike_are_different_types() {
    let text = Some("a".to_owned());
    let _: (ZiadostOPlatbu, ZiadostOPlatbu2, Default2) = (
        ZiadostOPlatbu { a: text.clone() },
        ZiadostOPlatbu2 { a: text.clone() },
        Default2 { a: text },
    );
}

#[tokio::test]
async fn a_blueprint_in_other_scripts_can_be_called() {
    let server = MockServer::start_async().await;
    let document = json!({"číslo": 1.0, "заказ": "a", "名前": "b", "😀": "c", "1st": "d", "type": "e", "self": "f"});
    server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/ziadosti")
                .json_body(document.clone());
            then.status(200).json_body(document.clone());
        })
        .await;
    let client = samples::Client::new(&server.base_url());
    let body: samples::types::NovaZiadostBody =
        serde_json::from_value(document.clone()).expect("it is an example");
    let answer = client.nova_ziadost().body(body).send().await;
    let answer = answer.expect("it is answered").into_inner();
    assert_eq!(
        serde_json::to_value(answer).expect("it can be written"),
        document
    );
}
