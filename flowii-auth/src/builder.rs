//! Setting up a client.

use std::time::Duration;

use secrecy::SecretString;

use crate::client::Client;
use crate::company::CompanyId;
use crate::error::{Error, ErrorKind};
use crate::settings::{ConfigurationError, Settings};

/// How long to wait for a connection, if nothing else is set: 10 seconds.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request may take, from the first byte sent to the last one read, if nothing else is
/// set: 30 seconds.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

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
    timeout: Duration,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            reads_environment: false,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            timeout: DEFAULT_TIMEOUT,
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

    /// The company of calls that name none. [`Client::for_company`] gives a client for another one.
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

    /// How long to wait for a connection; [`DEFAULT_CONNECT_TIMEOUT`] if not set.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a single request may take, body included; [`DEFAULT_TIMEOUT`] if not set.
    ///
    /// A call that has to log in first, or is repeated, is more than one request.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
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
        let http = reqwest::Client::builder()
            .user_agent(concat!("flowii-auth/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            // On a redirect to another host the bearer would be left out, but not the API key.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| {
                let kind = ErrorKind::Configuration(ConfigurationError::HttpClient);
                Error::caused_by(kind, error)
            })?;
        Ok(Client::new(configuration, http))
    }
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
