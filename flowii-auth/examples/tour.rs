//! A tour of FLOWii: login, companies, a page of partners, a new partner, an order, a file.
//!
//! Without an account and without a network:
//!
//! ```text
//! cargo run -p flowii-auth --example tour -- --mock
//! ```
//!
//! With an account, where it creates a partner, an order and a file:
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… FLOWII_COMPANY_ID=… \
//!     cargo run -p flowii-auth --example tour
//! ```

use std::error::Error;
use std::io::{self, Write};

use flowii_auth::Client;
use flowii_auth::flowii_api::json_api::ToOne;
use flowii_auth::flowii_api::types::{NewContact, NewFile, NewOrder, NewPartner, PartnerType};

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let flowii = support::Flowii::of_arguments().await?;
    let client = flowii.client().build()?;
    run(&client, &mut io::stdout()).await
}

pub(crate) async fn run(client: &Client, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // The first call logs in; nothing has to be done for it.
    for company in client.companies().await? {
        writeln!(output, "company {}: {}", company.id, company.name)?;
    }

    let api = client.api();
    let partners = api
        .get_partner_list()
        .page_number(0)
        .page_size(2)
        .send()
        .await?;
    for partner in &partners.data {
        let name = partner.attributes.name.as_deref().unwrap_or_default();
        writeln!(output, "partner {}: {name}", partner.id)?;
    }

    let contact = NewContact {
        first_name: Some("Clara".into()),
        last_name: Some("Field".into()),
        ..NewContact::default()
    };
    let partner = NewPartner {
        contacts: [contact].into(),
        ..NewPartner::new("Harbour Café Ltd", PartnerType::Company)
    };
    let partner = api.create_partner().body(partner).send().await?;
    writeln!(output, "new partner {}", partner.data.id)?;

    let states = api.get_order_state_list().send().await?;
    let state = states
        .data
        .first()
        .ok_or("the company has no states of orders")?;
    let order = NewOrder {
        name: Some("Twelve chairs".into()),
        partner: ToOne::from(&partner.data),
        ..NewOrder::new(state)
    };
    let order = api.create_order().body(order).send().await?;
    let order = api.read_order().id(&order.data.id).send().await?;
    let number = order
        .data
        .attributes
        .serial_nr
        .as_deref()
        .unwrap_or_default();
    let partner = order.included(&order.data.relationships.partner);
    let partner = partner.and_then(|partner| partner.attributes.name.as_deref());
    let partner = partner.unwrap_or_default();
    writeln!(
        output,
        "new order {}, number {number}, for {partner}",
        order.data.id
    )?;

    let file = NewFile {
        name: Some("measures.txt".into()),
        content: Some(b"45 x 45 x 90 cm".as_slice().into()),
        content_type: Some("text/plain".into()),
        ..NewFile::default()
    };
    api.upload_order_attachment()
        .id(&order.data.id)
        .body(file)
        .send()
        .await?;
    for file in &api
        .get_order_attachments()
        .id(&order.data.id)
        .send()
        .await?
        .data
    {
        let name = file.attributes.name.as_deref().unwrap_or_default();
        let size = file.attributes.size.unwrap_or_default();
        writeln!(output, "file {}: {name}, {size} bytes", file.id)?;
    }
    Ok(())
}
