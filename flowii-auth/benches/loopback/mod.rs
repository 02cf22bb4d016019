//! What both benchmarks call: a server on loopback that costs next to nothing and allocates nothing,
//! the bare HTTP client, and a session.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use flowii_auth::Client;
use flowii_auth::flowii_api::json_api::List;
use flowii_auth::flowii_api::types::Company;
use flowii_auth::flowii_api::{self, ClientInfo, TransportHandle};

/// A user who may work for 20 companies.
fn companies() -> String {
    let companies: Vec<_> = (1..=20)
        .map(|id| {
            format!(
                r#"{{"type":"company","id":"{id}","attributes":{{"name":"Example {id} Ltd"}},"links":{{"self":"https://api.example.com/companies/{id}/"}}}}"#
            )
        })
        .collect();
    format!(r#"{{"data":[{}]}}"#, companies.join(","))
}

fn answer(body: &str) -> &'static [u8] {
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.api+json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    answer.leak().as_bytes()
}

/// Starts the server, which lives as long as the process, and gives its address.
pub(crate) fn start_server() -> String {
    let token = answer(
        r#"{"access_token":"t","token_type":"bearer","expires_in":86400,"refresh_token":"r","userName":"u",".issued":"",".expires":""}"#,
    );
    let list = answer(&companies());
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    let address = format!("http://{}", listener.local_addr().expect("it is bound"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream, token, list));
        }
    });
    address
}

fn serve(mut stream: TcpStream, token: &[u8], list: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 8192];
    let mut length = 0;
    loop {
        let read = stream.read(&mut buffer[length..])?;
        if read == 0 {
            return Ok(());
        }
        length += read;
        let request = &buffer[..length];
        let is_login = request.starts_with(b"POST");
        // The form of a login comes with its head.
        if !is_login && !request.ends_with(b"\r\n\r\n") {
            continue;
        }
        stream.write_all(if is_login { token } else { list })?;
        length = 0;
    }
}

/// A session at the server, logged in.
pub(crate) async fn session(address: &str) -> Client {
    let client = Client::builder()
        .api_key("key")
        .username("ann")
        .password("hunter2")
        .api_url(address)
        .build()
        .expect("the settings are complete");
    client.log_in().await.expect("the server lets everybody in");
    client
}

/// A call through the session.
pub(crate) async fn call_session(client: &Client) -> usize {
    call_api(client.api()).await
}

/// The generated client without a session: its requests are sent as they are.
pub(crate) fn generated(http: &reqwest::Client, address: &str) -> flowii_api::Client {
    flowii_api::Client::new_with_client(address, http.clone(), TransportHandle::default())
}

/// A call through a generated client.
pub(crate) async fn call_api(api: &flowii_api::Client) -> usize {
    let answer = api.get_company_access_list().send().await;
    count(&answer.expect("the server answers").into_inner())
}

/// The same call by hand.
pub(crate) async fn call_bare(http: &reqwest::Client, address: &str) -> usize {
    let response = http
        .get(format!("{address}/companies"))
        .header("accept", "application/vnd.api+json")
        .header("api-key", "key")
        .header("authorization", "Bearer t")
        .timeout(flowii_auth::DEFAULT_TIMEOUT)
        .send()
        .await
        .expect("the server answers");
    let answer = response.json::<List<Company>>().await;
    count(&answer.expect("it answers with companies"))
}

/// The HTTP client of a session, for calls by hand: over connections of their own, some would find
/// the server's thread awake more often than others.
pub(crate) fn bare(session: &Client) -> reqwest::Client {
    session.api().client().clone()
}

fn count(answer: &List<Company>) -> usize {
    answer.data.len()
}
