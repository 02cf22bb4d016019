//! Logs in with what the environment says and lists the companies of the user.
//!
//! ```text
//! FLOWII_API_KEY=… FLOWII_USERNAME=… FLOWII_PASSWORD=… cargo run --example login
//! ```

use std::io::{self, Write};

use flowii_auth::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let mut output = io::stdout().lock();
    for company in client.companies().await? {
        writeln!(output, "{}\t{}", company.id, company.name)?;
    }
    Ok(())
}
