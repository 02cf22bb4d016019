//! A session against a server that does everything wrong: what it lives through, and what it never
//! does, which is to log in twice, to write twice, or to show a secret.

mod account;
mod calls;
mod clock;
mod limits;
mod logs;
mod orders;
mod server;
mod tokens;
mod writes;

use std::time::Duration;

use flowii_auth::{Client, ClientBuilder, Error};

const API_KEY: &str = "s3cret-key";
const USERNAME: &str = "s3cret@example.com";
const PASSWORD: &str = "s3cret password";

/// A client that has all the time of the test's clock, so that only what a test is about runs out.
fn builder(api_url: &str) -> ClientBuilder {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    Client::builder()
        .api_key(API_KEY)
        .username(USERNAME)
        .password(PASSWORD)
        .api_url(api_url)
        .connect_timeout(DAY)
        .timeout(DAY)
        .total_timeout(DAY)
}

fn client(server: &server::Server) -> Client {
    builder(&server.url()).build().unwrap()
}

/// Whatever an error prints, and whatever lies beneath it, holds no secret.
fn assert_no_secret(error: &Error) {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |cause| {
        cause.source()
    });
    for cause in causes {
        let text = format!("{cause} {cause:?} {cause:#?}");
        assert!(!text.contains("s3cret"), "{text}");
    }
    let told = format!("{:?}", error.api_errors());
    assert!(!told.contains("s3cret"), "{told}");
}
