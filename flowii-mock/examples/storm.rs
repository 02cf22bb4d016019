//! How many requests a second the mock answers, over 64 connections: pages, details, creates and
//! deletes. Fails if an answer is an error, or if the records afterwards are not those that were
//! acknowledged.
//!
//! ```text
//! cargo run --release -p flowii-mock --example storm
//! ```

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use flowii_mock::Mock;
use futures::future::try_join_all;
use reqwest::{Client, Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

const CONNECTIONS: usize = 64;
/// Of each connection. A round is a page, a detail, a create and, every second time, a delete.
const ROUNDS: usize = 50;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

struct Caller {
    http: Client,
    base_url: String,
    api_key: String,
    token: String,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let mock = Mock::builder().start().await?;
    let caller = Caller::log_in(&mock).await?;
    let before = caller.partners().await?;

    let start = Instant::now();
    let storm = (0..CONNECTIONS).map(|_| caller.rounds());
    let outcomes = try_join_all(storm).await?;
    let seconds = start.elapsed().as_secs_f64();

    let kept = outcomes.iter().flat_map(|(kept, _)| kept.iter().cloned());
    let expected: BTreeSet<_> = kept.chain(before).collect();
    let found = caller.partners().await?;
    if found != expected {
        return Err("the records are not those that were acknowledged".into());
    }
    let requests: usize = outcomes.iter().map(|(_, requests)| requests).sum();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let rate = requests as f64 / seconds;
    let mut output = io::stdout();
    writeln!(
        output,
        "{requests} requests in {seconds:.1} s: {rate:.0}/s, no error"
    )?;
    writeln!(
        output,
        "{} partners, all that were acknowledged",
        found.len()
    )?;
    Ok(())
}

impl Caller {
    async fn log_in(mock: &Mock) -> Outcome<Self> {
        let access = mock.access();
        let http = Client::builder()
            .pool_max_idle_per_host(CONNECTIONS)
            .build()?;
        let api_key = access.api_key.expose_secret().to_owned();
        let form = [
            ("grant_type", "password"),
            ("username", &access.username),
            ("password", access.password.expose_secret()),
        ];
        let request = http.post(format!("{}/token", mock.base_url()));
        let answer = request
            .header("Api-Key", &api_key)
            .form(&form)
            .send()
            .await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        Ok(Self {
            http,
            base_url: mock.base_url().to_owned(),
            api_key,
            token: answer["access_token"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// The partners that are left of those that were created, and the number of requests.
    async fn rounds(&self) -> Outcome<(Vec<String>, usize)> {
        let mut kept = Vec::new();
        let mut requests = 0;
        for round in 0..ROUNDS {
            self.call(self.request(Method::GET, "/orders", "&page[size]=20"))
                .await?;
            self.call(self.request(Method::GET, "/partners/501", ""))
                .await?;
            let partner = json!({"data": {
                "type": "partner",
                "attributes": {"name": format!("Storm {round}"), "type": 1},
            }});
            let create = self.request(Method::POST, "/partners", "");
            let create = create.header("Content-Type", "application/vnd.api+json");
            let created = self.call(create.body(partner.to_string())).await?;
            let id = created["data"]["id"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            requests += 3;
            if round % 2 == 0 {
                let path = format!("/partners/{id}");
                self.call(self.request(Method::DELETE, &path, "")).await?;
                requests += 1;
            } else {
                kept.push(id);
            }
        }
        Ok((kept, requests))
    }

    async fn partners(&self) -> Outcome<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        for number in 0.. {
            let page = format!("&page[size]=1000&page[number]={number}");
            let page = self
                .call(self.request(Method::GET, "/partners", &page))
                .await?;
            let items = page["data"].as_array().into_iter().flatten();
            ids.extend(
                items
                    .filter_map(|item| item["id"].as_str())
                    .map(str::to_owned),
            );
            if page["links"].get("next").is_none() {
                break;
            }
        }
        Ok(ids)
    }

    fn request(&self, method: Method, path: &str, query: &str) -> RequestBuilder {
        let url = format!("{}{path}?companyId=101{query}", self.base_url);
        let request = self.http.request(method, url).bearer_auth(&self.token);
        request.header("Api-Key", &self.api_key)
    }

    async fn call(&self, request: RequestBuilder) -> Outcome<Value> {
        let bytes = request.send().await?.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }
}
