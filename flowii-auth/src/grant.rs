//! The requests for a token: with user name and password, or with a refresh token.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;
use url::Url;

use crate::address::base_of;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind, read_document, tells_of_quota};
use crate::retry::{self, Outcome};
use crate::token::Token;
use crate::turnstile::Turnstile;

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

/// Somebody who gives tokens.
pub(crate) trait TokenSource: Send + Sync {
    /// Logs in once: RFC 6749, section 4.3.
    fn log_in(&self, credentials: Arc<Credentials>) -> BoxFuture<'_, Result<Token, Error>>;

    /// Asks once for a new token in place of one that was given to the same user: RFC 6749,
    /// section 6.
    fn refresh(
        &self,
        credentials: Arc<Credentials>,
        refresh_token: SecretString,
    ) -> BoxFuture<'_, Result<Token, Error>>;
}

/// FLOWii's token endpoint: OAuth 2.0 with an API key beside it.
pub(crate) struct TokenEndpoint {
    http: reqwest::Client,
    address: String,
    api_key: HeaderValue,
    timeout: Duration,
    turnstile: Arc<Turnstile>,
}

impl TokenEndpoint {
    pub(crate) fn new(
        http: reqwest::Client,
        api_url: &Url,
        api_key: HeaderValue,
        timeout: Duration,
        turnstile: Arc<Turnstile>,
    ) -> Self {
        Self {
            http,
            address: format!("{}/token", base_of(api_url)),
            api_key,
            timeout,
            turnstile,
        }
    }

    async fn request(&self, form: &[(&'static str, &str)]) -> Result<Token, Error> {
        self.turnstile.open().await;
        let mut response = self
            .http
            .post(&self.address)
            .header(API_KEY, self.api_key.clone())
            .header(ACCEPT, JSON_API)
            .timeout(self.timeout)
            .form(form)
            .send()
            .await
            .map_err(not_reached)?;
        let answered = Instant::now();
        let body = read_body(&mut response).await?;
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .map(|value| value.to_str().unwrap_or_default());
        let status = response.status();
        read_token(status, content_type, &body, answered).map_err(|failure| {
            let outcome = match failure {
                LoginFailure::Refused(status) | LoginFailure::Status(status) => Outcome::Answered {
                    status,
                    quota: status == StatusCode::TOO_MANY_REQUESTS
                        || tells_of_quota(&read_document(&body)),
                    retry_after: retry::after::retry_after(response.headers(), SystemTime::now()),
                },
                // The code of a refusal says more than its status, and the status is not to blame.
                _ => Outcome::Unusable,
            };
            // The quota is one for logins and calls.
            if let Some(pause) = retry::quota_pause(&outcome, 1, fastrand::f64()) {
                self.turnstile.close_for(pause);
            }
            Error::after(outcome, ErrorKind::Login(failure))
        })
    }
}

impl TokenSource for TokenEndpoint {
    fn log_in(&self, credentials: Arc<Credentials>) -> BoxFuture<'_, Result<Token, Error>> {
        async move { self.request(&credentials.password_form()).await }.boxed()
    }

    fn refresh(
        &self,
        credentials: Arc<Credentials>,
        refresh_token: SecretString,
    ) -> BoxFuture<'_, Result<Token, Error>> {
        async move {
            let form = credentials.refresh_form(refresh_token.expose_secret());
            self.request(&form).await
        }
        .boxed()
    }
}

impl fmt::Debug for TokenEndpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenEndpoint")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

async fn read_body(response: &mut reqwest::Response) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(not_reached)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            let kind = ErrorKind::Login(LoginFailure::TooLong);
            return Err(Error::after(Outcome::Unusable, kind));
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
    let outcome = if error.is_connect() {
        Outcome::NotSent { retry_after: None }
    } else {
        Outcome::Lost
    };
    Error::after(outcome, ErrorKind::Login(failure)).caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_prints_where_it_asks_and_no_secret() {
        let endpoint = TokenEndpoint::new(
            reqwest::Client::new(),
            &Url::parse("https://api.example.com/flowii/").unwrap(),
            HeaderValue::from_static("the-key"),
            Duration::from_secs(30),
            Arc::default(),
        );
        assert_eq!(
            format!("{endpoint:?}"),
            r#"TokenEndpoint { address: "https://api.example.com/flowii/token", .. }"#
        );
    }
}
