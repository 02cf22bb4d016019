//! Asks a FLOWii behind a gateway, which adds the credentials itself, for the companies of its user.

use flowii_api::{Client, Direct, TransportHandle};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new_with_client(
        "http://localhost:8080",
        reqwest::Client::new(),
        TransportHandle::new(Direct),
    );
    let companies = client.get_company_access_list().send().await?.into_inner();
    assert!(!companies.data.is_empty(), "this user has no company");
    Ok(())
}
