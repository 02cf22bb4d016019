//! Lists the partners of a company, page by page as they are needed, at no more than 90 calls a minute.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… \
//!     cargo run --example list_partners -- "Example Ltd"
//! ```

use std::error::Error;
use std::io::{self, Write};
use std::num::NonZeroU32;

use flowii_auth::Client;
use futures::TryStreamExt;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("which company?")?;
    let builder = Client::builder().environment();
    let builder = match NonZeroU32::new(90) {
        Some(pace) => builder.requests_per_minute(pace),
        None => builder,
    };
    let client = builder.build()?.company_named(&name).await?;
    run(&client, &mut io::stdout()).await
}

/// Writes a line for each partner of the client's company.
pub async fn run(client: &Client, output: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut partners = client.api().get_partner_list().items();
    while let Some(partner) = partners
        .try_next()
        .await
        .map_err(flowii_auth::Error::from)?
    {
        let name = partner.attributes.name.unwrap_or_default();
        writeln!(output, "{}\t{name}", partner.id)?;
    }
    Ok(())
}
