//! What FLOWii may send and a client must read: what is new, what is missing, what is odd.

use flowii_api::Decimal;
use flowii_api::json_api::{Document, Field, List, OtherResource, Relation, ToOne, find};
use flowii_api::types::{
    BusinessCaseAttributes, DocumentType, Included, NewPartner, Order, Partner, PartnerPatch,
    PartnerType, Task, User,
};
use serde_json::{Value, from_value, json, to_value};

fn order(attributes: &Value, relationships: &Value) -> Order {
    let order =
        json!({"type": "order", "id": 7, "attributes": attributes, "relationships": relationships});
    from_value(order).unwrap()
}

#[test]
fn what_is_new_breaks_no_read() {
    let list: List<Partner> = from_value(json!({
        "data": [{
            "type": "partner",
            "id": "1",
            "attributes": {"name": "A", "type": 3, "mood": "good", "comment": null},
            "relationships": {"rivals": {"data": []}},
            "meta": {},
        }],
        "included": [
            {"type": "user", "id": "2", "attributes": {"name": "Ann"}},
            {"type": "rival", "id": "3", "attributes": {"name": "Bob"}},
            {"type": "user", "id": "4", "attributes": {"name": ["not", "a", "name"]}},
        ],
        "jsonapi": {"version": "1.0"},
    }))
    .unwrap();
    let partner = &list.data[0].attributes;
    assert_eq!(partner.type_, Some(PartnerType::Other(3)));
    assert_eq!(partner.comment, None);
    let user: Option<&User> = list.included(&ToOne::to(2));
    assert_eq!(user.unwrap().attributes.name.as_deref(), Some("Ann"));
    let rival: Option<&OtherResource> = find(&list.included, &Relation::new("rival", "3"));
    assert_eq!(rival.unwrap().members["attributes"]["name"], "Bob");
    assert!(matches!(&list.included[2], Included::Other(user) if user.type_ == "user"));
}

#[test]
fn a_list_of_nothing_is_empty() {
    let list: List<Partner> = from_value(json!({"data": null, "included": null})).unwrap();
    assert!(list.data.is_empty() && list.included.is_empty());
}

#[test]
fn relationships_lead_to_nothing_in_many_ways() {
    let relationships = json!({
        "partner": {"data": null},
        "state": {},
        "user": {"links": {"related": "https://api.example.com/users/1"}},
        "business-case": null,
        "responsible-users": {"data": null},
    });
    let order = order(&json!({}), &relationships);
    assert_eq!(order.relationships.partner.id(), None);
    assert_eq!(order.relationships.state.id(), None);
    assert_eq!(order.relationships.user.id(), None);
    assert_eq!(order.relationships.business_case.id(), None);
    assert_eq!(order.relationships.type_.id(), None);
    assert_eq!(order.relationships.responsible_users.ids().count(), 0);
    assert_eq!(order.id.as_str(), "7");
}

#[test]
fn a_resource_of_another_type_is_not_taken_for_what_was_asked() {
    let document = json!({"data": {"type": "user", "id": "1", "attributes": {}}});
    let error = from_value::<Document<Partner>>(document).unwrap_err();
    assert!(error.to_string().contains("`user`"), "{error}");
}

#[test]
fn amounts_are_exact() {
    let order = order(&json!({"anticipated-income-amount": 0.1}), &json!({}));
    let amount = order.attributes.anticipated_income_amount.unwrap();
    assert_eq!(amount * Decimal::from(3), "0.3".parse().unwrap());
}

#[test]
fn what_is_required_is_sent_and_the_type_by_itself() {
    let partner = NewPartner::new("A", PartnerType::Person);
    let sent = json!({"type": "partner", "attributes": {"name": "A", "type": 2}});
    assert_eq!(to_value(&partner).unwrap(), sent);
    assert_eq!(from_value::<NewPartner>(sent).unwrap(), partner);
    let nameless = json!({"type": "partner", "attributes": {"type": 2}});
    assert!(from_value::<NewPartner>(nameless).is_err());
}

#[test]
fn a_patch_tells_absent_from_null() {
    let patch = PartnerPatch {
        comment: Field::Null,
        key_contact: flowii_api::json_api::WriteOne::Null,
        responsible_user: ToOne::none(),
        ..PartnerPatch::new(1)
    };
    let sent = json!({
        "type": "partner",
        "id": "1",
        "attributes": {"comment": null},
        "relationships": {"key-contact": {"data": null}, "responsible-user": {"data": null}},
    });
    assert_eq!(to_value(&patch).unwrap(), sent);
    assert_eq!(from_value::<PartnerPatch>(sent).unwrap(), patch);
}

#[test]
fn numbers_without_a_name_are_kept() {
    let numbers: Vec<DocumentType> = from_value(json!([4, 11])).unwrap();
    assert_eq!(numbers, [DocumentType::Invoice, DocumentType::Other(11)]);
    assert_eq!(to_value(numbers).unwrap(), json!([4, 11]));
}

#[test]
fn all_that_a_list_of_relationships_leads_to_is_found() {
    let document: Document<Task> = from_value(json!({
        "data": {"type": "task", "id": "1", "relationships": {"activities": {"data": [
            {"type": "activity", "id": "5"}, {"type": "activity", "id": "6"},
        ]}}},
        "included": [{"type": "activity", "id": "6", "attributes": {"state": 4}}],
    }))
    .unwrap();
    let activities = document.all_included(&document.data.relationships.activities);
    let ids: Vec<&str> = activities.map(|activity| activity.id.as_str()).collect();
    assert_eq!(ids, ["6"]);
}

#[test]
fn the_first_member_that_fails_is_told_by_its_name() {
    let read = |members: Value| from_value::<BusinessCaseAttributes>(members).unwrap_err();
    let error = read(json!({"name": 5, "anticipated-income-amount": "much"}));
    assert!(error.to_string().starts_with("`name`: "), "{error}");
    let error = read(json!({"name": "Roof", "anticipated-income-amount": "much"}));
    let name = "`anticipated-income-amount`: ";
    assert!(error.to_string().starts_with(name), "{error}");
}

#[test]
fn a_record_that_cannot_be_sent_exactly_is_not_sent_in_part() {
    let inexact = BusinessCaseAttributes {
        name: Some("Roof".to_owned()),
        anticipated_income_amount: Some("1234567890.1234567890".parse().unwrap()),
        ..BusinessCaseAttributes::default()
    };
    let error = to_value(inexact).unwrap_err();
    assert!(error.to_string().contains("more digits"), "{error}");
}
