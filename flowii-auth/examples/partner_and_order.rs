//! Creates a partner with a billing address and a contact, then an order for it, then lists the
//! partner's documents that are not paid.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… FLOWII_COMPANY_ID=… \
//!     cargo run --example partner_and_order
//! ```
//!
//! `-- --mock` in the place of the variables runs it against a FLOWii of its own.

use std::error::Error;
use std::io::{self, Write};

use flowii_auth::Client;
use flowii_auth::flowii_api::Decimal;
use flowii_auth::flowii_api::jiff::civil::date;
use flowii_auth::flowii_api::json_api::ToOne;
use flowii_auth::flowii_api::types::{
    NewAddress, NewContact, NewOrder, NewPartner, OrderStateType, PartnerType,
};
use futures::TryStreamExt;

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let flowii = support::Flowii::of_arguments().await?;
    let client = flowii.client().build()?;
    run(&client, &mut io::stdout()).await
}

/// The way of an order, for the company of the client.
pub(crate) async fn run(client: &Client, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let api = client.api();
    let partner = NewPartner {
        billing_address: NewAddress {
            street: Some("Oak Lane 7".into()),
            city: Some("Sampletown".into()),
            country: ToOne::to(1501),
            ..NewAddress::default()
        }
        .into(),
        key_contact: NewContact {
            first_name: Some("Clara".into()),
            last_name: Some("Field".into()),
            email: Some("clara.field@example.com".into()),
            ..NewContact::default()
        }
        .into(),
        ..NewPartner::new("Oak Lane Joinery Ltd", PartnerType::Company)
    };
    let partner = api.create_partner().body(partner).send().await?;

    let states = api.get_order_state_list().send().await?;
    let is_waiting = |state| state == Some(OrderStateType::Waiting);
    let mut states = states.data.iter();
    let waiting = states.find(|state| is_waiting(state.attributes.type_));
    let order = NewOrder {
        name: Some("Shelves for the archive".into()),
        deadline: Some(date(2026, 12, 18).into()),
        partner: ToOne::from(&partner.data),
        ..NewOrder::new(waiting.ok_or("no state for an order that waits")?)
    };
    let order = api.create_order().body(order).send().await?;
    writeln!(output, "order {}", order.data.id)?;

    let documents = api.get_partner_documents().id(&partner.data.id);
    let mut documents = documents.items();
    while let Some(document) = documents.try_next().await? {
        let unpaid = document.attributes.unpaid.unwrap_or_default();
        if unpaid > Decimal::ZERO {
            let number = document.attributes.serial_nr.unwrap_or_default();
            writeln!(output, "{number}: {unpaid}")?;
        }
    }
    Ok(())
}
