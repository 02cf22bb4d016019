//! Lists the partners of a company, page by page as they are needed, at no more than 90 calls a minute.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… \
//!     cargo run --example list_partners -- "Example Workshop Ltd"
//! ```
//!
//! `-- --mock` in the place of the variables runs it against a FLOWii of its own.

use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroU32;

use flowii_auth::Client;
use futures::TryStreamExt;

mod support;

/// Below what FLOWii seems to let through, so that it never has to say no.
const PACE: NonZeroU32 = NonZeroU32::new(90).unwrap();

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = support::argument().ok_or("which company?")?;
    let flowii = support::Flowii::of_arguments().await?;
    let client = flowii
        .client()
        .requests_per_minute(PACE)
        .build()?
        .company_named(&name)
        .await?;
    run(&client, &mut io::stdout()).await
}

/// Writes a line for each partner of the client's company.
///
/// # Errors
///
/// If a call fails, or the writing.
pub async fn run(client: &Client, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut partners = client.api().get_partner_list().items();
    while let Some(partner) = partners.try_next().await? {
        let name = partner.attributes.name.unwrap_or_default();
        writeln!(output, "{}\t{name}", partner.id)?;
    }
    Ok(())
}
