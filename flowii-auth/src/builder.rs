//! Setting up a client.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::client::Client;
use crate::company::CompanyId;
use crate::error::{Error, ErrorKind};
use crate::policy::{DEFAULT_CONNECT_TIMEOUT, Policy};
use crate::settings::{ConfigurationError, Settings};
use crate::store::TokenStore;
use crate::turnstile::Turnstile;

/// How long an idle connection is kept.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Sets up a [`Client`].
///
/// ```
/// use flowii_auth::Client;
///
/// # fn main() -> Result<(), flowii_auth::Error> {
/// let client = Client::builder()
///     .api_key("key of the account")
///     .username("ann@example.com")
///     .password("her password")
///     .company_id(17)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    settings: Settings,
    reads_environment: bool,
    connect_timeout: Duration,
    policy: Policy,
    requests_per_minute: Option<NonZeroU32>,
    store: Option<Arc<dyn TokenStore>>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            reads_environment: false,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            policy: Policy::default(),
            requests_per_minute: None,
            store: None,
        }
    }
}

impl ClientBuilder {
    /// The API key of the account.
    #[must_use]
    pub fn api_key(mut self, api_key: impl Into<SecretString>) -> Self {
        self.settings.api_key = Some(api_key.into());
        self
    }

    /// The name that the user logs in with, an e-mail address.
    #[must_use]
    pub fn username(mut self, username: impl Into<SecretString>) -> Self {
        self.settings.username = Some(username.into());
        self
    }

    /// The password of that user.
    #[must_use]
    pub fn password(mut self, password: impl Into<SecretString>) -> Self {
        self.settings.password = Some(password.into());
        self
    }

    /// The address of the API, if it is not [`DEFAULT_API_URL`](crate::DEFAULT_API_URL): for a
    /// gateway or a test server.
    ///
    /// It must be HTTPS, except on the machine itself (`localhost`, `127.0.0.0/8`, `[::1]`).
    #[must_use]
    pub fn api_url(mut self, api_url: impl Into<String>) -> Self {
        self.settings.api_url = Some(api_url.into());
        self
    }

    /// The company of calls that name none. [`Client::company`] gives a client for another one.
    #[must_use]
    pub fn company_id(mut self, company_id: impl Into<CompanyId>) -> Self {
        self.settings.company_id = Some(company_id.into());
        self
    }

    /// Takes from the environment what the builder is not told, before this call or after it.
    #[must_use]
    pub fn environment(mut self) -> Self {
        self.reads_environment = true;
        self
    }

    /// How long to wait for a connection; [`DEFAULT_CONNECT_TIMEOUT`](crate::DEFAULT_CONNECT_TIMEOUT)
    /// if not set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, body included; [`DEFAULT_TIMEOUT`](crate::DEFAULT_TIMEOUT) if
    /// not set.
    ///
    /// A call that has to log in first, or is repeated, is more than one attempt.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.policy.timeout = timeout;
        self
    }

    /// How long one attempt to move an export, a PDF or an attachment may take, body included;
    /// [`DEFAULT_TRANSFER_TIMEOUT`](crate::DEFAULT_TRANSFER_TIMEOUT) if not set.
    #[must_use]
    pub fn transfer_timeout(mut self, timeout: Duration) -> Self {
        self.policy.transfer_timeout = timeout;
        self
    }

    /// How long a call may take with all its attempts and waits, the login included;
    /// [`DEFAULT_TOTAL_TIMEOUT`](crate::DEFAULT_TOTAL_TIMEOUT) if not set.
    ///
    /// A wait that would end after it is not begun. Calls that move a file have the time of one such
    /// attempt on top of it.
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.policy.total_timeout = timeout;
        self
    }

    /// How often a call, or a login, is sent at most; [`DEFAULT_ATTEMPTS`](crate::DEFAULT_ATTEMPTS)
    /// if not set. With 1, nothing is repeated; 0 means the same.
    ///
    /// The replay after a 401, with a new token, does not count.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.policy.attempts = attempts;
        self
    }

    /// The longest JSON answer to read, in bytes;
    /// [`DEFAULT_MAX_JSON_BYTES`](crate::DEFAULT_MAX_JSON_BYTES) if not set.
    ///
    /// Exports and PDFs are streams, which this does not bound.
    #[must_use]
    pub fn max_json_bytes(mut self, bytes: usize) -> Self {
        self.policy.max_json_bytes = bytes;
        self
    }

    /// How long a login that FLOWii refused is not tried again;
    /// [`DEFAULT_REFUSAL_BACKOFF`](crate::DEFAULT_REFUSAL_BACKOFF) if not set.
    #[must_use]
    pub fn refusal_backoff(mut self, backoff: Duration) -> Self {
        self.policy.refusal_backoff = backoff;
        self
    }

    /// At most so many calls a minute, of all clones together, in even steps and in the order in
    /// which they were made; no limit if not set.
    ///
    /// FLOWii names no number. Programs that make 90 a minute are known to do well.
    #[must_use]
    pub fn requests_per_minute(mut self, requests: NonZeroU32) -> Self {
        self.requests_per_minute = Some(requests);
        self
    }

    /// Where to keep the token besides in this client.
    #[must_use]
    pub fn token_store(mut self, store: impl TokenStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Checks the settings and makes the client, which sends nothing yet.
    ///
    /// # Errors
    ///
    /// If settings are missing, all of which the error names, or if a value cannot be used; the
    /// error's kind is [`ErrorKind::Configuration`].
    pub fn build(self) -> Result<Client, Error> {
        self.build_with(&|name| std::env::var(name).ok())
    }

    /// [`build`](Self::build) with `lookup` in place of the environment.
    fn build_with(self, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Client, Error> {
        let settings = if self.reads_environment {
            self.settings.or_environment(lookup)?
        } else {
            self.settings
        };
        let configuration = settings.complete()?;
        let http = with_tls(reqwest::Client::builder(), &configuration.api_url)?
            .user_agent(concat!("flowii-auth/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect_timeout)
            // A connection that the server closes just as a write goes out leaves it in doubt; servers
            // keep idle ones for a minute or more.
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            // The time of an attempt depends on the operation, so each request has its own.
            // On a redirect to another host the bearer would be left out, but not the API key; and
            // a write that is redirected may become a read.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| {
                let kind = ErrorKind::Configuration(ConfigurationError::HttpClient);
                Error::new(kind).caused_by(error)
            })?;
        Ok(Client::new(
            configuration,
            http,
            self.policy,
            self.requests_per_minute
                .map_or_else(Turnstile::default, Turnstile::with_pace),
            self.store,
        ))
    }
}

/// Chooses rustls where both are built in, as other crates of a program may turn on either.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[expect(clippy::unnecessary_wraps, reason = "without TLS it fails")]
fn with_tls(
    http: reqwest::ClientBuilder,
    _api_url: &Url,
) -> Result<reqwest::ClientBuilder, ConfigurationError> {
    #[cfg(feature = "rustls")]
    let http = http.tls_backend_rustls();
    #[cfg(not(feature = "rustls"))]
    let http = http.tls_backend_native();
    Ok(http)
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn with_tls(
    http: reqwest::ClientBuilder,
    api_url: &Url,
) -> Result<reqwest::ClientBuilder, ConfigurationError> {
    if api_url.scheme() == "https" {
        return Err(ConfigurationError::NoTls);
    }
    Ok(http)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(name: &str) -> Option<String> {
        let value = match name {
            "FLOWII_API_KEY" => "s3cret-key",
            "FLOWII_USERNAME" => "s3cret-user",
            "FLOWII_PASSWORD" => "s3cret-password",
            "FLOWII_COMPANY_ID" => "17",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn the_environment_is_read_only_when_asked_for() {
        let error = Client::builder().build_with(&environment).unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("FLOWII_PASSWORD"), "{error}");

        let client = Client::builder().environment().build_with(&environment);
        assert_eq!(client.unwrap().company_id(), Some(CompanyId::from(17)));
    }

    #[test]
    fn the_builder_goes_before_the_environment_in_either_order() {
        for builder in [
            Client::builder().company_id(4).environment(),
            Client::builder().environment().company_id(4),
        ] {
            let client = builder.build_with(&environment).unwrap();
            assert_eq!(client.company_id(), Some(CompanyId::from(4)));
        }
    }

    #[test]
    fn neither_builder_nor_client_prints_a_secret() {
        let builder = Client::builder()
            .api_key("s3cret-key")
            .username("s3cret-user")
            .password("s3cret-password");
        let printed = format!("{builder:#?}");
        assert!(!printed.contains("s3cret"), "{printed}");

        let printed = format!("{:#?}", builder.build().unwrap());
        assert!(!printed.contains("s3cret"), "{printed}");
    }
}
