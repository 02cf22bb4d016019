//! Creates, changes, deletes, files.

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flowii_mock::Mock;
use serde_json::{Value, json};
use support::{Caller, JSON_API, send};

async fn caller() -> Caller {
    Caller::start(Mock::builder().seed(1)).await
}

fn partner(relationships: &Value) -> Value {
    json!({"data": {
        "type": "partner",
        "attributes": {"name": "Mill Ltd", "type": 1},
        "relationships": relationships,
    }})
}

#[tokio::test]
async fn a_create_makes_the_records_within_it() {
    let caller = caller().await;
    let body = partner(&json!({
        "billing-address": {"data": {
            "type": "address",
            "attributes": {"street": "Mill Lane 1", "city": "Exampleville"},
            "relationships": {"country": {"data": {"type": "country", "id": "1501"}}},
        }},
        "contacts": {"data": [
            {"type": "contact", "attributes": {"first-name": "Ann"}},
            {"type": "contact", "attributes": {"first-name": "Bob"}},
        ]},
    }));
    let created = caller.send("POST", "/partners", &body).await;
    assert_eq!(created.status, 200);
    assert_eq!(created.json()["data"]["attributes"], json!({}));
    let id = created.id();

    let detail = caller.get(&format!("/partners/{id}")).await.json();
    let address = &detail["data"]["relationships"]["billing-address"]["data"]["id"];
    let included = detail["included"].as_array().unwrap();
    let address = included
        .iter()
        .find(|resource| resource["id"] == *address)
        .unwrap();
    assert_eq!(address["attributes"]["street"], "Mill Lane 1");
    let contacts = caller.get(&format!("/partners/{id}/contacts")).await.json();
    let names = contacts["data"].as_array().unwrap().iter();
    let names: Vec<_> = names
        .map(|contact| &contact["attributes"]["first-name"])
        .collect();
    assert_eq!(names, ["Ann", "Bob"]);
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_mention() {
    let caller = caller().await;
    let id = caller
        .send("POST", "/partners", &partner(&json!({})))
        .await
        .id();
    let target = format!("/partners/{id}");
    let change = json!({"data": {"type": "partner", "id": id, "attributes": {"comment": "new"}}});
    let changed = caller.send("PATCH", &target, &change).await;
    assert_eq!((changed.status.as_u16(), changed.bytes.len()), (204, 0));
    let attributes = caller.get(&target).await.json()["data"]["attributes"].clone();
    assert_eq!(
        (&attributes["name"], &attributes["comment"]),
        (&json!("Mill Ltd"), &json!("new"))
    );
}

#[tokio::test]
async fn a_change_may_add_and_change_records_within_it() {
    let caller = caller().await;
    let body = partner(&json!({"contacts": {"data": [
        {"type": "contact", "attributes": {"first-name": "Ann"}},
        {"type": "contact", "attributes": {"first-name": "Bob"}},
    ]}}));
    let id = caller.send("POST", "/partners", &body).await.id();
    let contacts = format!("/partners/{id}/contacts");
    let ann = caller.get(&contacts).await.ids()[0].clone();
    let change = json!({"data": {"type": "partner", "id": id, "relationships": {
        "contacts": {"data": [
            {"type": "contact", "id": ann, "attributes": {"first-name": "Anna"}},
            {"type": "contact", "attributes": {"first-name": "Cyril"}},
        ]},
    }}});
    let changed = caller
        .send("PATCH", &format!("/partners/{id}"), &change)
        .await;
    assert_eq!(changed.status, 204, "{}", changed.json());
    let contacts = caller.get(&contacts).await.json();
    let names = contacts["data"].as_array().unwrap().iter();
    let names: Vec<_> = names
        .map(|contact| &contact["attributes"]["first-name"])
        .collect();
    assert_eq!(names, ["Anna", "Cyril"]);
}

#[tokio::test]
async fn what_was_deleted_is_gone_and_nothing_points_to_it() {
    let caller = caller().await;
    let id = caller
        .send("POST", "/partners", &partner(&json!({})))
        .await
        .id();
    let order = json!({"data": {"type": "order", "attributes": {"name": "Door"}, "relationships": {
        "state": {"data": {"type": "order-state", "id": "751"}},
        "partner": {"data": {"type": "partner", "id": id}},
    }}});
    let order = caller.send("POST", "/orders", &order).await.id();
    let target = format!("/partners/{id}");
    assert_eq!(caller.delete(&target).await.status, 204);
    assert_eq!(caller.get(&target).await.status, 404);
    assert_eq!(caller.delete(&target).await.status, 404);
    let order = caller.get(&format!("/orders/{order}")).await.json();
    assert_eq!(
        order["data"]["relationships"]["partner"]["data"],
        Value::Null
    );
}

#[tokio::test]
async fn cash_flows_answer_200_to_changes_and_deletes() {
    let caller = caller().await;
    let id = caller.get("/cashflow").await.ids()[0].clone();
    let target = format!("/cashflow/{id}");
    let change = json!({"data": {"type": "cash-flow", "id": id, "attributes": {
        "company-id": 101, "type": 1, "amount": 5.5,
    }}});
    let changed = caller.send("PATCH", &target, &change).await;
    assert_eq!(
        (changed.status.as_u16(), changed.bytes.len()),
        (200, 0),
        "{}",
        changed.json()
    );
    assert_eq!(
        caller.get(&target).await.json()["data"]["attributes"]["amount"],
        5.5
    );
    let deleted = caller.delete(&target).await;
    assert_eq!((deleted.status.as_u16(), deleted.bytes.len()), (200, 0));
}

#[tokio::test]
async fn a_bank_transaction_becomes_a_cash_flow() {
    let caller = caller().await;
    let body = json!({"data": {"type": "cash-flow-transaction", "attributes": {
        "company-id": 101, "type": 2, "amount": 17, "purpose": "Rent",
    }}});
    let reply = caller.send("POST", "/cashflowtransactions", &body).await;
    assert_eq!(reply.json()["data"]["type"], "cash-flow");
    let read = caller
        .get(&format!("/cashflow/{}", reply.id()))
        .await
        .json();
    assert_eq!(read["data"]["attributes"]["purpose"], "Rent");
}

#[tokio::test]
async fn files_come_back_as_they_were_sent() {
    let caller = caller().await;
    let content = b"\x00\xffbytes that are no text";
    let body = json!({"data": {"type": "file", "attributes": {
        "name": "photo.bin", "content": STANDARD.encode(content), "content-type": "image/png",
    }}});
    let id = caller.send("POST", "/orders/701/files", &body).await.id();
    let listed = caller.get("/orders/701/files").await.json();
    let listed = listed["data"].as_array().unwrap().iter();
    let listed = listed
        .clone()
        .find(|file| file["id"] == id.as_str())
        .unwrap();
    assert_eq!(listed["attributes"]["size"], content.len());
    assert!(listed["attributes"].get("content").is_none());
    let file = caller.get(&format!("/files/{id}")).await.json();
    let sent = file["data"]["attributes"]["content"].as_str().unwrap();
    assert_eq!(STANDARD.decode(sent).unwrap(), content);
    assert_eq!(caller.delete(&format!("/files/{id}")).await.status, 204);
    assert!(!caller.get("/orders/701/files").await.ids().contains(&id));
}

#[tokio::test]
async fn a_pdf_and_an_export_open() {
    let caller = caller().await;
    let pdf = caller.get("/documents/1601/pdf").await;
    assert_eq!(pdf.media_type(), "application/pdf");
    let text = String::from_utf8_lossy(&pdf.bytes);
    assert!(text.starts_with("%PDF-1.") && text.trim_end().ends_with("%%EOF"));
    assert!(text.contains("26100001"));
    assert_eq!(caller.get("/documents/9/pdf").await.status, 404);

    let export = caller
        .get("/orders/export/pohoda?filter[partner-id]=501")
        .await;
    assert_eq!(export.media_type(), "application/zip");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(export.bytes)).unwrap();
    let file = archive.by_index(0).unwrap();
    let xml = std::io::read_to_string(file).unwrap();
    assert!(xml.contains("<order id=\"701\">"), "{xml}");
}

#[tokio::test]
async fn bodies_that_are_not_as_documented_are_refused_with_their_place() {
    let caller = caller().await;
    let good = partner(&json!({}));
    let mut wrong_type = good.clone();
    wrong_type["data"]["type"] = "order".into();
    let mut wrong_member = good.clone();
    wrong_member["data"]["attributes"]["type"] = 9.into();
    let mut no_country = partner(&json!({"billing-address": {"data": {
        "type": "address",
        "attributes": {},
        "relationships": {"country": {"data": {"type": "country", "id": "1"}}},
    }}}));
    no_country["data"]["attributes"]["name"] = "Nowhere".into();
    let country = "/data/relationships/billing-address/data/relationships/country/data";
    for (body, status, pointer) in [
        (&wrong_type, 409, "/data/type"),
        (&wrong_member, 422, "/data/attributes/type"),
        (&no_country, 422, country),
    ] {
        let reply = caller.send("POST", "/partners", body).await;
        assert_eq!(reply.status, status, "{}", reply.json());
        assert_eq!(reply.json()["errors"][0]["source"]["pointer"], pointer);
        assert_eq!(reply.media_type(), JSON_API);
    }
    let found = caller
        .get("/partners?filter[search-text]=nowhere")
        .await
        .ids();
    assert_eq!(found, Vec::<String>::new(), "nothing is done by halves");

    let request = caller.request("POST", "/partners");
    let broken = send(request.header("Content-Type", JSON_API).body("{")).await;
    assert_eq!(broken.status, 400);
    let request = caller.request("POST", "/partners");
    let other = send(
        request
            .header("Content-Type", "text/plain")
            .body(good.to_string()),
    )
    .await;
    assert_eq!(other.status, 415);
    let id = json!({"data": {"type": "partner", "id": "502", "attributes": {}}});
    assert_eq!(caller.send("PATCH", "/partners/501", &id).await.status, 409);
}
