//! The example `create_order`, against a server that loses answers.

use std::sync::{Arc, Mutex};

use flowii_api::Id;
use serde_json::{Value, json};

use super::account::Account;
use super::builder;
use super::server::{Reply, Server};

#[path = "../../flowii-auth/examples/create_order.rs"]
#[allow(dead_code, unreachable_pub)]
mod create_order;

/// Keeps the orders that are created, the first of them without telling.
fn start(orders: &Arc<Mutex<Vec<Value>>>) -> Server {
    let (account, orders) = (Account::default(), Arc::clone(orders));
    Server::start(move |seen| {
        if let Some(reply) = account.check(seen) {
            return reply;
        }
        let mut orders = orders.lock().unwrap();
        match (seen.method.as_str(), seen.path.as_str()) {
            ("POST", "/orders") => {
                let sent: Value = serde_json::from_str(&seen.body).unwrap();
                let id = (orders.len() + 1).to_string();
                let name = &sent["data"]["attributes"]["name"];
                orders.push(json!({"type": "order", "id": id, "attributes": {"name": name}}));
                if orders.len() == 1 {
                    return Reply::Cut;
                }
                Reply::json(&json!({"data": {"type": "order", "id": id, "attributes": {}}}))
            }
            ("GET", "/orders") => Reply::json(&json!({"data": *orders})),
            _ => Reply::json(&json!({"data": [
                {"type": "order-state", "id": "1", "attributes": {"name": "New", "type": 1}},
                {"type": "order-state", "id": "2", "attributes": {"name": "Open", "type": 2}},
            ]})),
        }
    })
}

#[tokio::test]
async fn an_order_is_created_once_though_the_answer_was_lost() {
    let orders = Arc::default();
    let server = start(&orders);
    let client = builder(&server.url()).company_id(1).build().unwrap();
    for number in ["7", "7", "8", "7"] {
        let order = create_order::order_of(&client, number).await.unwrap();
        let expected = if number == "7" { "1" } else { "2" };
        assert_eq!(order, Id::from(expected));
    }
    assert_eq!(orders.lock().unwrap().len(), 2);
}
