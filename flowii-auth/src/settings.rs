//! What a client may be told, by the builder and by the environment.

use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::address::{DEFAULT_API_URL, parse_api_url};
use crate::company::CompanyId;
use crate::credentials::Credentials;

/// A setting without which no client can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Setting {
    /// The API key of the account.
    ApiKey,
    /// The name that the user logs in with.
    Username,
    /// The password of that user.
    Password,
}

impl Setting {
    /// The environment variable that holds it.
    pub fn variable(self) -> &'static str {
        match self {
            Self::ApiKey => "FLOWII_API_KEY",
            Self::Username => "FLOWII_USERNAME",
            Self::Password => "FLOWII_PASSWORD",
        }
    }
}

/// Why a client cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// Settings that are neither in the builder nor, if it was to be read, in the environment: all
    /// of them, in the order of the documentation.
    #[error("not configured: {}; set it on the builder, or in the environment and let the builder read that", Variables(.0))]
    Missing(Vec<Setting>),
    /// The API key has characters that an HTTP header cannot carry, such as a line break.
    #[error("the API key (FLOWII_API_KEY) has characters that an HTTP header cannot carry")]
    InvalidApiKey,
    /// The address is not an absolute HTTP address, or it has a user, a query or a fragment.
    #[error("the address of the API (FLOWII_API_URL) must look like {DEFAULT_API_URL}")]
    InvalidApiUrl,
    /// The address would send secrets unencrypted to another machine.
    #[error("the address of the API (FLOWII_API_URL) must start with https://")]
    InsecureApiUrl,
    /// The address is HTTPS, and this crate was built with neither of its features `rustls` and
    /// `native-tls`.
    #[error("flowii-auth was built without TLS: turn on its feature rustls or native-tls")]
    NoTls,
    /// The company identifier in the environment is not a whole number.
    #[error("the company (FLOWII_COMPANY_ID) must be a whole number")]
    InvalidCompanyId,
    /// The HTTP client could not be set up; the source says why.
    #[error("the HTTP client could not be set up")]
    HttpClient,
}

/// Settings as they were given, complete or not.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) api_key: Option<SecretString>,
    pub(crate) username: Option<SecretString>,
    pub(crate) password: Option<SecretString>,
    pub(crate) api_url: Option<String>,
    pub(crate) company_id: Option<CompanyId>,
}

/// Settings that are complete and valid.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// Marked sensitive.
    pub(crate) api_key: HeaderValue,
    pub(crate) credentials: Credentials,
    pub(crate) api_url: Url,
    pub(crate) company_id: Option<CompanyId>,
}

impl Settings {
    /// Fills what is still open from the environment, which `lookup` stands for.
    ///
    /// A variable whose setting is already there is not looked at, so it cannot be wrong either.
    pub(crate) fn or_environment(
        self,
        lookup: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigurationError> {
        let lookup = |name: &str| lookup(name).filter(|value| !value.is_empty());
        let secret = |setting: Setting| lookup(setting.variable()).map(SecretString::from);
        let company_id = match self.company_id {
            Some(company_id) => Some(company_id),
            None => lookup("FLOWII_COMPANY_ID")
                .map(|text| text.parse())
                .transpose()
                .map_err(|_| ConfigurationError::InvalidCompanyId)?,
        };
        Ok(Self {
            api_key: self.api_key.or_else(|| secret(Setting::ApiKey)),
            username: self.username.or_else(|| secret(Setting::Username)),
            password: self.password.or_else(|| secret(Setting::Password)),
            api_url: self.api_url.or_else(|| lookup("FLOWII_API_URL")),
            company_id,
        })
    }

    /// Checks that everything needed is there and that everything there can be used.
    pub(crate) fn complete(self) -> Result<Configuration, ConfigurationError> {
        let given =
            |value: Option<SecretString>| value.filter(|secret| !secret.expose_secret().is_empty());
        let (api_key, username, password) = match (
            given(self.api_key),
            given(self.username),
            given(self.password),
        ) {
            (Some(api_key), Some(username), Some(password)) => (api_key, username, password),
            (api_key, username, password) => {
                let missing = [
                    (Setting::ApiKey, api_key),
                    (Setting::Username, username),
                    (Setting::Password, password),
                ]
                .into_iter()
                .filter_map(|(setting, value)| value.is_none().then_some(setting));
                return Err(ConfigurationError::Missing(missing.collect()));
            }
        };
        let mut api_key = HeaderValue::from_str(api_key.expose_secret())
            .map_err(|_| ConfigurationError::InvalidApiKey)?;
        api_key.set_sensitive(true);
        Ok(Configuration {
            api_key,
            credentials: Credentials::new(username, password),
            api_url: parse_api_url(self.api_url.as_deref().unwrap_or(DEFAULT_API_URL))?,
            company_id: self.company_id,
        })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("company_id", &self.company_id)
            .finish_non_exhaustive()
    }
}

/// Prints the variables of settings, separated by commas.
struct Variables<'a>(&'a [Setting]);

impl fmt::Display for Variables<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, setting) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}{}", setting.variable())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An environment in which everything is set.
    fn everything(name: &str) -> Option<String> {
        let value = match name {
            "FLOWII_API_KEY" => "environment-key",
            "FLOWII_USERNAME" => "environment-user",
            "FLOWII_PASSWORD" => "environment-password",
            "FLOWII_API_URL" => "https://environment.example.com",
            "FLOWII_COMPANY_ID" => "17",
            _ => return None,
        };
        Some(value.to_owned())
    }

    fn nothing(_name: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_environment_alone_is_enough() {
        let settings = Settings::default().or_environment(&everything).unwrap();
        let configuration = settings.complete().unwrap();
        assert_eq!(configuration.api_key, "environment-key");
        assert_eq!(
            configuration.credentials.password_form(),
            [
                ("grant_type", "password"),
                ("username", "environment-user"),
                ("password", "environment-password"),
            ]
        );
        assert_eq!(
            configuration.api_url.as_str(),
            "https://environment.example.com/"
        );
        assert_eq!(configuration.company_id, Some(CompanyId::from(17)));
    }

    #[test]
    fn what_was_given_goes_before_the_environment() {
        let given = Settings {
            api_key: Some("given-key".into()),
            username: Some("given-user".into()),
            password: None,
            api_url: Some("https://given.example.com".to_owned()),
            company_id: Some(CompanyId::from(4)),
        };
        let configuration = given
            .or_environment(&everything)
            .unwrap()
            .complete()
            .unwrap();
        assert_eq!(configuration.api_key, "given-key");
        assert_eq!(
            configuration.credentials.password_form(),
            [
                ("grant_type", "password"),
                ("username", "given-user"),
                ("password", "environment-password"),
            ]
        );
        assert_eq!(configuration.api_url.as_str(), "https://given.example.com/");
        assert_eq!(configuration.company_id, Some(CompanyId::from(4)));
    }

    #[test]
    fn every_missing_variable_is_named() {
        let settings = Settings::default().or_environment(&nothing).unwrap();
        let error = settings.complete().unwrap_err();
        assert_eq!(
            error,
            ConfigurationError::Missing(vec![
                Setting::ApiKey,
                Setting::Username,
                Setting::Password
            ])
        );
        let text = error.to_string();
        for name in ["FLOWII_API_KEY", "FLOWII_USERNAME", "FLOWII_PASSWORD"] {
            assert!(text.contains(name), "{text}");
        }
    }

    #[test]
    fn an_empty_variable_counts_as_missing() {
        let lookup = |name: &str| match name {
            "FLOWII_USERNAME" => Some(String::new()),
            other => everything(other),
        };
        let settings = Settings::default().or_environment(&lookup).unwrap();
        assert_eq!(
            settings.complete().unwrap_err(),
            ConfigurationError::Missing(vec![Setting::Username])
        );
    }

    #[test]
    fn a_company_that_is_no_number_is_refused_unless_the_builder_names_one() {
        let lookup = |name: &str| match name {
            "FLOWII_COMPANY_ID" => Some("Example Ltd".to_owned()),
            other => everything(other),
        };
        let error = Settings::default().or_environment(&lookup).unwrap_err();
        assert_eq!(error, ConfigurationError::InvalidCompanyId);

        let given = Settings {
            company_id: Some(CompanyId::from(4)),
            ..Settings::default()
        };
        assert!(given.or_environment(&lookup).is_ok());
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused_without_being_shown() {
        let lookup = |name: &str| match name {
            "FLOWII_API_KEY" => Some("broken\nkey".to_owned()),
            other => everything(other),
        };
        let settings = Settings::default().or_environment(&lookup).unwrap();
        let error = settings.complete().unwrap_err();
        assert_eq!(error, ConfigurationError::InvalidApiKey);
        assert!(!format!("{error} {error:?}").contains("broken"));
    }

    #[test]
    fn settings_and_configuration_print_no_secret() {
        let settings = Settings::default().or_environment(&everything).unwrap();
        let printed = format!("{settings:?} {:?}", settings.clone().complete().unwrap());
        for secret in [
            "environment-key",
            "environment-user",
            "environment-password",
        ] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
