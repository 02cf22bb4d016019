//! Setting a mock up.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;

use crate::mock::Mock;
use crate::seed::{self, Company};
use crate::server::Server;
use crate::settings::{DEFAULT_PASSWORD, DEFAULT_USERNAME, Settings, User};
use crate::spec::Specification;
use crate::store::{State, Store};
use crate::{Clock, Deviation, Failures, OPENAPI, RateLimit, SpecificationError};

/// How a mock is to behave; see [`Mock::builder`].
#[derive(Debug, Clone, Default)]
#[must_use = "nothing listens before `start`"]
pub struct Builder {
    settings: Settings,
}

/// Why a mock did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The document cannot be served.
    #[error(transparent)]
    Specification(#[from] SpecificationError),
    /// The port is taken, or may not be used.
    #[error("cannot listen on 127.0.0.1:{port}; choose another port, or 0 for any that is free")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// The state file is there and cannot be read.
    #[error("cannot read the state in {}: {reason}", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The state file cannot be written.
    #[error("cannot write the state to {}", path.display())]
    KeepState {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// A deviation names an operation that is not in the document.
    #[error("the deviation \"{0}\" is of an operation that the specification does not have")]
    Deviation(Box<Deviation>),
    /// A user may work for a company that is not there.
    #[error("there is no company {0}; those of the specification's samples are there")]
    NoSuchCompany(i64),
}

impl Builder {
    /// Listens on this port of 127.0.0.1. By default, and with 0, any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// The key that callers have to send as `Api-Key`. By default `mock-api-key`.
    pub fn api_key(mut self, key: impl Into<SecretString>) -> Self {
        self.settings.api_key = key.into();
        self
    }

    /// Lets a user log in who may work for all companies. Without any, there is the user
    /// `developer@example.com` with the password `mock-password`.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.settings.users.push(User {
            name: name.into(),
            password: password.into(),
            companies: None,
        });
        self
    }

    /// Lets a user log in who may work for these companies only.
    pub fn user_of_companies(
        mut self,
        name: impl Into<String>,
        password: impl Into<SecretString>,
        companies: impl IntoIterator<Item = i64>,
    ) -> Self {
        self.settings.users.push(User {
            name: name.into(),
            password: password.into(),
            companies: Some(companies.into_iter().collect()),
        });
        self
    }

    /// How long an access token lives. By default 599 seconds, as in the vendor's sample.
    pub fn token_ttl(mut self, ttl: Duration) -> Self {
        self.settings.token_ttl = ttl;
        self
    }

    /// How long a refresh token lives. By default 14 days; that of FLOWii is not known.
    pub fn refresh_ttl(mut self, ttl: Duration) -> Self {
        self.settings.refresh_ttl = ttl;
        self
    }

    /// Answers 429 to more calls than this. By default there is no limit.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate_limit = Some(limit);
        self
    }

    /// Lets a share of the calls fail.
    pub fn fail(mut self, failures: Failures) -> Self {
        self.settings.failures.push(failures);
        self
    }

    /// Waits so long before each answer.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// Makes tokens and failures the same in each run. By default they are not.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = Some(seed);
        self
    }

    /// Answers otherwise than the document says; see [`Deviation`].
    pub fn deviate(mut self, deviation: Deviation) -> Self {
        self.settings.deviations.push(deviation);
        self
    }

    /// Starts with the records of this file, if it is there, and keeps them in it. Whatever the mock
    /// has acknowledged is in the file. Tokens are not.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.settings.state_file = Some(path.into());
        self
    }

    /// How many records a page has if a call does not say. By default 50; that of FLOWii is not
    /// known. At least 1.
    pub fn page_size(mut self, size: usize) -> Self {
        self.settings.page_size = size.max(1);
        self
    }

    /// Where the mock reads the time. By default the clock of the machine.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.settings.clock = clock;
        self
    }

    /// Serves another OpenAPI 3.0 document, as JSON. By default [`OPENAPI`].
    pub fn specification(mut self, text: impl Into<String>) -> Self {
        self.settings.specification = Some(text.into());
        self
    }

    /// Starts to listen. The mock runs until it is stopped or dropped.
    ///
    /// # Errors
    ///
    /// If the document or the state file cannot be read, or the port cannot be used.
    pub async fn start(self) -> Result<Mock, StartError> {
        let mut settings = self.settings;
        if settings.users.is_empty() {
            settings.users.push(User {
                name: DEFAULT_USERNAME.to_owned(),
                password: DEFAULT_PASSWORD.into(),
                companies: None,
            });
        }
        let text = settings.specification.as_deref().unwrap_or(OPENAPI);
        let specification = Specification::parse(text)?;
        check_deviations(&settings.deviations, &specification)?;
        let companies = seed::companies(&specification);
        check_companies(&settings.users, &companies)?;
        let store = match &settings.state_file {
            Some(path) => load(path, &specification, &companies)?,
            None => seed::store(&specification, &companies),
        };
        let server = Server::new(specification, companies, store, settings)?;
        Mock::serve(server).await
    }
}

fn check_deviations(
    deviations: &[Deviation],
    specification: &Specification,
) -> Result<(), StartError> {
    for deviation in deviations {
        let is_there = |operation: &crate::spec::Operation| deviation.is_of(operation);
        if !specification.operations.iter().any(is_there) {
            return Err(StartError::Deviation(Box::new(deviation.clone())));
        }
    }
    Ok(())
}

fn check_companies(users: &[User], companies: &[Company]) -> Result<(), StartError> {
    for id in users
        .iter()
        .filter_map(|user| user.companies.as_ref())
        .flatten()
    {
        if !companies.iter().any(|company| company.id == *id) {
            return Err(StartError::NoSuchCompany(*id));
        }
    }
    Ok(())
}

/// The records of the file; those of the samples if there is no file yet.
fn load(
    path: &Path,
    specification: &Specification,
    companies: &[Company],
) -> Result<Store, StartError> {
    let problem = |reason: String| StartError::State {
        path: path.to_owned(),
        reason,
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(seed::store(specification, companies));
        }
        Err(error) => return Err(problem(error.to_string())),
    };
    let state = serde_json::from_str(&text).map_err(|error| problem(error.to_string()))?;
    let (mut records, next_id) = State::read(&state).map_err(problem)?;
    let known: BTreeSet<_> = companies.iter().map(|company| company.id).collect();
    records.retain(|id, _| known.contains(id));
    for company in companies {
        records.entry(company.id).or_default();
    }
    Ok(Store::new(records, next_id))
}
