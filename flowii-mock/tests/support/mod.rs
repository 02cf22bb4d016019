//! A mock, and a caller that has logged in.

#![allow(
    dead_code,
    reason = "each test program uses what it needs of this module"
)]

use flowii_mock::{Builder, Mock};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

pub(crate) const JSON_API: &str = "application/vnd.api+json";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const KEY: &str = "mock-api-key";
pub(crate) const USER: &str = "developer@example.com";
pub(crate) const PASSWORD: &str = "mock-password";

/// A mock, and a caller of the company 101.
pub(crate) struct Caller {
    pub(crate) mock: Mock,
    http: reqwest::Client,
    pub(crate) token: String,
    pub(crate) company: i64,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    pub(crate) fn media_type(&self) -> &str {
        let header = self.headers.get("content-type");
        header.map_or("", |value| value.to_str().unwrap())
    }

    /// The ids of a list.
    pub(crate) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let items = json["data"].as_array().expect("a list").iter();
        items
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The id of a document.
    pub(crate) fn id(&self) -> String {
        self.json()["data"]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }
}

impl Caller {
    pub(crate) async fn start(builder: Builder) -> Self {
        let mock = builder.start().await.unwrap();
        let mut caller = Self {
            mock,
            http: reqwest::Client::new(),
            token: String::new(),
            company: 101,
        };
        caller.log_in().await;
        caller
    }

    pub(crate) async fn log_in(&mut self) {
        let reply = self.grant(&password_grant()).await;
        let token = &reply.json()["access_token"];
        token.as_str().unwrap().clone_into(&mut self.token);
    }

    /// `POST /token`.
    pub(crate) async fn grant(&self, form: &[(&str, &str)]) -> Reply {
        let request = self.http.post(format!("{}/token", self.mock.base_url()));
        send(request.header("Api-Key", KEY).form(form)).await
    }

    /// A request without anything.
    pub(crate) fn bare(&self, method: &str, target: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.http
            .request(method, format!("{}{target}", self.mock.base_url()))
    }

    /// A request with the key, the token and the company.
    pub(crate) fn request(&self, method: &str, target: &str) -> RequestBuilder {
        let mark = if target.contains('?') { '&' } else { '?' };
        self.bare(method, &format!("{target}{mark}companyId={}", self.company))
            .header("Api-Key", KEY)
            .bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, target: &str) -> Reply {
        send(self.request("GET", target)).await
    }

    pub(crate) async fn delete(&self, target: &str) -> Reply {
        send(self.request("DELETE", target)).await
    }

    /// Sends a document.
    pub(crate) async fn send(&self, method: &str, target: &str, body: &Value) -> Reply {
        let request = self
            .request(method, target)
            .header("Content-Type", JSON_API);
        send(request.body(body.to_string())).await
    }
}

pub(crate) fn password_grant() -> [(&'static str, &'static str); 3] {
    [
        ("grant_type", "password"),
        ("username", USER),
        ("password", PASSWORD),
    ]
}

pub(crate) async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    Reply {
        status: response.status(),
        headers: response.headers().clone(),
        bytes: response.bytes().await.unwrap().to_vec(),
    }
}
