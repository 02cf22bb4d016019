//! The login: user name and password for a token.

use std::fmt;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};
use tokio::time::Instant;
use url::Url;

use crate::address::base_of;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::token::Token;

use answer::read_token;
pub use failure::LoginFailure;

mod answer;
mod failure;

/// Carries the API key, on the login and on every call.
pub(crate) const API_KEY: HeaderName = HeaderName::from_static("api-key");

/// What FLOWii documents the answer as, although that is plain JSON.
const JSON_API: HeaderValue = HeaderValue::from_static("application/vnd.api+json");

/// Far more than a token needs; what is longer is no token.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The password grant of OAuth 2.0 (RFC 6749, section 4.3), with an API key beside it.
pub(crate) struct PasswordGrant {
    http: reqwest::Client,
    address: String,
    api_key: HeaderValue,
    credentials: Credentials,
}

impl PasswordGrant {
    pub(crate) fn new(
        http: reqwest::Client,
        api_url: &Url,
        api_key: HeaderValue,
        credentials: Credentials,
    ) -> Self {
        Self {
            http,
            address: format!("{}/token", base_of(api_url)),
            api_key,
            credentials,
        }
    }

    /// Logs in once.
    pub(crate) async fn request_token(&self) -> Result<Token, Error> {
        let asked = Instant::now();
        let mut response = self
            .http
            .post(&self.address)
            .header(API_KEY, self.api_key.clone())
            .header(ACCEPT, JSON_API)
            .form(&self.credentials.form())
            .send()
            .await
            .map_err(not_reached)?;
        let body = read_body(&mut response).await?;
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        read_token(response.status(), content_type, &body, asked).map_err(failed)
    }
}

impl fmt::Debug for PasswordGrant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PasswordGrant")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

async fn read_body(response: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(not_reached)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(failed(LoginFailure::TooLong));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn not_reached(error: reqwest::Error) -> Error {
    let failure = if error.is_timeout() {
        LoginFailure::Timeout
    } else {
        LoginFailure::Connection
    };
    Error::caused_by(ErrorKind::Login(failure), error)
}

fn failed(failure: LoginFailure) -> Error {
    Error::new(ErrorKind::Login(failure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_prints_where_it_asks_and_no_secret() {
        let grant = PasswordGrant::new(
            reqwest::Client::new(),
            &Url::parse("https://api.example.com/flowii/").unwrap(),
            HeaderValue::from_static("the-key"),
            Credentials::new("ann@example.com".into(), "hunter2".into()),
        );
        assert_eq!(
            format!("{grant:?}"),
            r#"PasswordGrant { address: "https://api.example.com/flowii/token", .. }"#
        );
    }
}
