//! The first thing that a README shows is what its command prints.

use flowii_auth::Client;
use flowii_mock::Mock;

#[path = "../flowii-auth/examples/tour.rs"]
#[allow(dead_code)]
mod example;

/// What a README shows below its first command.
fn shown(readme: &str) -> &str {
    let (_, block) = readme
        .split_once("```console\n$ cargo run -p flowii-auth --example tour -- --mock\n")
        .expect("the first command is the tour");
    let (output, _) = block.split_once("```").expect("the block ends");
    output
}

#[tokio::test]
async fn the_readmes_show_what_the_tour_prints() {
    let mock = Mock::builder().start().await.expect("the mock starts");
    let access = mock.access();
    let client = Client::builder()
        .api_url(mock.base_url())
        .api_key(access.api_key)
        .username(access.username)
        .password(access.password)
        .company_id(access.company_id)
        .build()
        .expect("the settings are complete");
    let mut output = Vec::new();
    example::run(&client, &mut output)
        .await
        .expect("the mock does all that the tour asks for");
    let output = String::from_utf8(output).expect("it prints text");
    assert_eq!(shown(include_str!("../README.md")), output);
    assert_eq!(shown(include_str!("../README.sk.md")), output);
}
