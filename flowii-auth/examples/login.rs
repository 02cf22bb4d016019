//! Logs in with what the environment says and lists the companies of the user.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… cargo run --example login
//! ```
//!
//! `-- --mock` in the place of the variables runs it against a FLOWii of its own.

use std::io::{self, Write};

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flowii = support::Flowii::of_arguments().await?;
    let client = flowii.client().build()?;
    let mut output = io::stdout().lock();
    for company in client.companies().await? {
        writeln!(output, "{}\t{}", company.id, company.name)?;
    }
    Ok(())
}
