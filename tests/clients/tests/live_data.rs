//! What compiles without the lowering and then fails on live data.
//!
//! Each test answers a call as a server does that is older, newer or stranger than its document.

use futures::TryStreamExt;
use httpmock::{Method, MockServer};
use sample_clients::constructs::types::{Cat, Record, RecordAmount, RecordPet};
use sample_clients::constructs::{Client, Error};
use serde_json::{Value, json};

/// The record that a server answers `GET /records/7/x` with.
async fn read(record: &Value) -> Record {
    let server = MockServer::start_async().await;
    let answer = server
        .mock_async(|when, then| {
            when.method(Method::GET).path("/records/7/x");
            then.status(200).json_body(record.clone());
        })
        .await;
    let call = Client::new(&server.base_url());
    let call = call.read_record().id_in_path("7").other("x").send().await;
    answer.assert_async().await;
    call.expect("the record is readable").into_inner()
}

/// What goes over the wire for a change.
fn written(record: &Record) -> Value {
    serde_json::to_value(record).expect("a record can be written")
}

#[tokio::test]
async fn null_for_an_optional_list_or_map_is_none() {
    let record = read(&json!({"id": "7", "tags": null, "attributes": null, "note": null})).await;
    assert_eq!(record.tags, None);
    assert_eq!(record.attributes, None);
}

#[test]
fn an_empty_list_is_sent_and_an_absent_one_is_not() {
    let cleared = Record::builder().id("7").tags(Vec::new());
    let cleared: Record = cleared.try_into().expect("all is given that is required");
    assert_eq!(written(&cleared), json!({"id": "7", "tags": []}));
    let kept: Record = Record::builder().id("7").try_into().expect("the same");
    assert_eq!(written(&kept), json!({"id": "7"}));
}

#[tokio::test]
async fn a_default_is_never_made_up_or_sent() {
    // `limit` has the default 25, `due` one that is not even a date.
    let record = read(&json!({"id": "7"})).await;
    assert_eq!((record.limit, &record.due), (None, &None));
    assert_eq!(written(&record), json!({"id": "7"}));
    assert_eq!(read(&json!({"id": "7", "limit": null})).await.limit, None);
}

#[tokio::test]
async fn a_value_that_an_enumeration_does_not_know_is_kept() {
    let document = json!({"id": "7", "state": "archived", "kind": 9, "sign": "<>"});
    let record = read(&document).await;
    assert_eq!(record.state.as_deref(), Some("archived"));
    assert_eq!(record.kind, Some(9));
    assert_eq!(written(&record), document);
}

#[tokio::test]
async fn a_property_that_is_new_does_not_matter() {
    let record = read(&json!({"id": "7", "strict": {"a": "b", "new": 1}, "new": 2})).await;
    assert_eq!(
        record.strict.and_then(|strict| strict.a).as_deref(),
        Some("b")
    );
}

#[tokio::test]
async fn data_older_than_a_rule_is_readable() {
    let document = json!({"id": "7", "count": -1, "code": "too long", "number": "no UUID"});
    assert_eq!(written(&read(&document).await), document);
}

#[tokio::test]
async fn a_time_without_zone_comes_and_goes_as_it_is() {
    let document = json!({"id": "7", "issued": "2024-01-31 10:00:00"});
    assert_eq!(written(&read(&document).await), document);
}

#[tokio::test]
async fn the_second_of_two_alternatives_loses_nothing() {
    let document = json!({"id": "7", "pet": {"name": "Rex", "tricks": ["sit"]}});
    let record = read(&document).await;
    let tricks = record.pet.as_ref().and_then(|pet| pet.tricks.clone());
    assert_eq!(tricks, Some(vec!["sit".to_owned()]));
    assert_eq!(written(&record), document);
}

#[tokio::test]
async fn alternatives_of_different_kinds_are_told_apart() {
    for (amount, expected) in [
        (json!("7 kg"), RecordAmount::Text("7 kg".to_owned())),
        (json!(7), RecordAmount::Integer(7)),
        (json!([7, 8]), RecordAmount::List(vec![7, 8])),
    ] {
        let document = json!({"id": "7", "amount": amount});
        assert_eq!(read(&document).await.amount, Some(expected));
    }
}

#[tokio::test]
async fn contradictions_and_circles_hold_anything() {
    let document = json!({"id": "7", "contradiction": 1.5, "loop": {"a": []}, "nothing": [true]});
    assert_eq!(written(&read(&document).await), document);
    let family = json!({"id": "7", "parent": {"id": "6", "parent": {"id": "5"}}});
    assert_eq!(written(&read(&family).await), family);
}

#[tokio::test]
async fn a_failed_call_keeps_its_status_whatever_its_body() {
    // 401 is documented as JSON; gateways answer pages, or nothing.
    for body in ["<html>Unauthorized</html>", "", r#"{"title": "no"}"#] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.method(Method::POST).path("/records");
                then.status(401)
                    .header("content-type", "application/json")
                    .body(body);
            })
            .await;
        let client = Client::new(&server.base_url());
        let call = client.create_record().body(Record::builder().id("7"));
        let error = call.send().await.expect_err("it is refused");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        let Error::UnexpectedResponse(response) = error else {
            panic!("{error:?}");
        };
        assert_eq!(response.text().await.expect("the body is whole"), body);
    }
}

#[tokio::test]
async fn another_success_than_the_documented_one_is_a_success() {
    let server = MockServer::start_async().await;
    let created = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/records")
                .header("content-type", "application/vnd.api+json")
                .header("accept", "application/vnd.api+json")
                .header_missing("api-version")
                .json_body(json!({"id": "7"}));
            then.status(201).json_body(json!({"id": "7", "kind": 1}));
        })
        .await;
    let client = Client::new(&server.base_url());
    let call = client.create_record().body(Record::builder().id("7"));
    let record = call.send().await.expect("201 is documented as 200");
    created.assert_async().await;
    assert_eq!(record.kind, Some(1));
}

#[tokio::test]
async fn a_success_may_be_without_a_body() {
    for (status, body, expected) in [(204, "", None), (200, r#"{"id": "7"}"#, Some("7"))] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.method(Method::PATCH).path("/records/7/x");
                then.status(status).body(body);
            })
            .await;
        let client = Client::new(&server.base_url());
        let call = client.change_record().id("7").other("x");
        let call = call.body(Record::builder().id("7")).send().await;
        let record = call.expect("both are documented").into_inner();
        assert_eq!(record.map(|record| record.id).as_deref(), expected);
    }
}

#[tokio::test]
async fn answers_of_two_shapes_have_a_type_for_both() {
    for document in [
        json!({"name": "Tom", "lives": 9}),
        json!({"name": "Rex", "tricks": []}),
    ] {
        let server = MockServer::start_async().await;
        server
            .mock_async(|when, then| {
                when.path("/either");
                then.status(201).json_body(document.clone());
            })
            .await;
        let client = Client::new(&server.base_url());
        let either: RecordPet = client
            .read_either()
            .send()
            .await
            .expect("either")
            .into_inner();
        assert_eq!(
            serde_json::to_value(either).expect("it can be written"),
            document
        );
    }
}

#[tokio::test]
async fn parameters_go_over_the_wire_under_their_own_names() {
    let server = MockServer::start_async().await;
    let list = server
        .mock_async(|when, then| {
            when.method(Method::GET)
                .path("/records")
                .query_param("company", "9")
                .query_param("filter[from]", "1")
                .query_param("filter[to]", "2")
                .query_param("fields", "a,b")
                .query_param("page[number]", "3")
                .query_param("ids", "4")
                .query_param("ids", "5")
                .header("x-trace", "t")
                .header_missing("authorization");
            then.status(200).json_body(json!([]));
        })
        .await;
    let client = Client::new(&server.base_url());
    let call = client
        .list_records()
        .company("9")
        .filter_from(1)
        .filter_to(2);
    let call = call
        .fields("a,b")
        .page_number(3)
        .ids(vec![4, 5])
        .x_trace("t");
    assert_eq!(call.send().await.expect("the list").len(), 0);
    list.assert_async().await;

    // The path and the query have an `id` each.
    let read = server
        .mock_async(|when, then| {
            when.path("/records/a%2Fb/x").query_param("id", "q");
            then.status(200).json_body(json!({"id": "7"}));
        })
        .await;
    let call = client.read_record().id_in_path("a/b").other("x").id("q");
    call.send().await.expect("the record");
    read.assert_async().await;
}

#[tokio::test]
async fn a_value_that_a_parameter_cannot_hold_is_told_before_anything_is_sent() {
    // Nobody listens there.
    let client = Client::new("http://127.0.0.1:9");
    let call = client.list_records().page_number(u64::MAX).ids(vec![4]);
    let error = call.send().await.expect_err("the number is too large");
    let Error::InvalidRequest(why) = error else {
        panic!("{error}");
    };
    assert_eq!(why, "conversion to `i64` for page_number failed");
}

#[tokio::test]
async fn bodies_that_are_not_json_keep_their_media_types() {
    let server = MockServer::start_async().await;
    let write = server
        .mock_async(|when, then| {
            when.method(Method::PUT)
                .path("/file")
                .header("content-type", "application/pdf")
                .body("%PDF");
            then.status(204);
        })
        .await;
    let read = server
        .mock_async(|when, then| {
            when.method(Method::GET)
                .path("/file")
                .header("accept", "application/zip");
            then.status(200).body("PK");
        })
        .await;
    let media = server
        .mock_async(|when, then| {
            when.path("/media")
                .header("content-type", "application/json");
            then.status(204);
        })
        .await;
    let client = Client::new(&server.base_url());
    client
        .write_file()
        .body("%PDF")
        .send()
        .await
        .expect("it is written");
    let bytes = client.read_file().send().await.expect("it is there");
    let bytes = bytes.into_inner().into_inner();
    let bytes: Vec<bytes::Bytes> = bytes.try_collect().await.expect("it is whole");
    assert_eq!(bytes.concat(), b"PK");
    let cat = Cat::builder().name(Some("Tom".to_owned()));
    client
        .write_media()
        .body(cat)
        .send()
        .await
        .expect("it is written");
    for mock in [write, read, media] {
        mock.assert_async().await;
    }
}

#[tokio::test]
async fn a_form_with_a_list_can_be_sent() {
    let server = MockServer::start_async().await;
    let form = server
        .mock_async(|when, then| {
            when.path("/form")
                .form_urlencoded_tuple("name", "a b")
                .form_urlencoded_tuple("ids", "1,2");
            then.status(204);
        })
        .await;
    let client = Client::new(&server.base_url());
    let call = client
        .send_form()
        .body_map(|body| body.name("a b").ids(Some("1,2".to_owned())));
    call.send().await.expect("it is sent");
    form.assert_async().await;
}

#[tokio::test]
async fn json_of_which_nothing_is_said_is_free_form() {
    let server = MockServer::start_async().await;
    server
        .mock_async(|when, then| {
            when.path("/free");
            then.status(200).json_body(json!({"any": [1]}));
        })
        .await;
    let client = Client::new(&server.base_url());
    let value = client
        .read_free()
        .send()
        .await
        .expect("any JSON")
        .into_inner();
    assert_eq!(value, json!({"any": [1]}));
}
