//! Creates the order of a web shop once, however often it is run: it looks for the order first, by the
//! shop's number in its name, and looks again before it repeats a call that may have arrived.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… FLOWII_COMPANY_ID=… \
//!     cargo run --example create_order -- 2026-0815
//! ```
//!
//! `-- --mock` in the place of the variables runs it against a FLOWii of its own.

use std::io::{self, Write};

use flowii_auth::flowii_api::Id;
use flowii_auth::flowii_api::types::{NewOrder, OrderState, OrderStateType};
use flowii_auth::{Client, Error};
use futures::TryStreamExt;

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let number = support::argument().ok_or("which order?")?;
    let flowii = support::Flowii::of_arguments().await?;
    let client = flowii.client().build()?;
    let order = order_of(&client, &number).await?;
    writeln!(io::stdout(), "{order}")?;
    Ok(())
}

/// The order with this number, which is created if it is not there.
///
/// # Errors
///
/// If a call fails, or if no state is there for an order that waits.
pub async fn order_of(client: &Client, number: &str) -> Result<Id, Box<dyn std::error::Error>> {
    let name = format!("Web order {number}");
    if let Some(order) = find(client, &name).await? {
        return Ok(order);
    }
    let states = client.api().get_order_state_list().send().await;
    let states = states.map_err(Error::from)?.into_inner().data;
    let waiting = states
        .iter()
        .find(|state| state.attributes.type_ == Some(OrderStateType::Waiting))
        .ok_or("there is no state for an order that waits")?;
    match create(client, &name, waiting).await {
        // The session has repeated whatever is safe to repeat; what is left may have been done.
        Err(error) if error.is_retryable() && error.may_have_been_sent() => {
            match find(client, &name).await? {
                Some(order) => Ok(order),
                None => Ok(create(client, &name, waiting).await?),
            }
        }
        outcome => Ok(outcome?),
    }
}

/// The order of exactly this name: FLOWii's own search finds more than that.
async fn find(client: &Client, name: &str) -> Result<Option<Id>, Error> {
    let mut orders = client
        .api()
        .get_order_list()
        .filter_search_text(name.to_owned())
        .items();
    while let Some(order) = orders.try_next().await? {
        if order.attributes.name.as_deref() == Some(name) {
            return Ok(Some(order.id));
        }
    }
    Ok(None)
}

async fn create(client: &Client, name: &str, state: &OrderState) -> Result<Id, Error> {
    let order = NewOrder {
        name: Some(name.to_owned()),
        ..NewOrder::new(state)
    };
    let order = client.api().create_order().body(order).send().await?;
    Ok(order.into_inner().data.id)
}
