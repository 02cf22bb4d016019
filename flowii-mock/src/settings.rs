//! How a mock behaves.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::{Clock, Deviation, Failures, RateLimit};

/// What the [`Builder`](crate::Builder) has gathered. Its `Debug` shows no secret.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) port: u16,
    pub(crate) api_key: SecretString,
    pub(crate) users: Vec<User>,
    pub(crate) token_ttl: Duration,
    pub(crate) refresh_ttl: Duration,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) failures: Vec<Failures>,
    pub(crate) latency: Duration,
    pub(crate) seed: Option<u64>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) state_file: Option<PathBuf>,
    pub(crate) page_size: usize,
    pub(crate) clock: Clock,
    pub(crate) specification: Option<String>,
}

/// Who may log in.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) password: SecretString,
    /// The companies that the user may work for; all if nothing is said.
    pub(crate) companies: Option<Vec<i64>>,
}

/// What a mock that was told nothing takes. It listens on loopback only, and guards nothing.
pub(crate) const DEFAULT_API_KEY: &str = "mock-api-key";
pub(crate) const DEFAULT_USERNAME: &str = "developer@example.com";
pub(crate) const DEFAULT_PASSWORD: &str = "mock-password";

impl Default for Settings {
    fn default() -> Self {
        Self {
            port: 0,
            api_key: DEFAULT_API_KEY.into(),
            users: Vec::new(),
            // That of the vendor's sample.
            token_ttl: Duration::from_secs(599),
            // Not known of FLOWii; what OWIN's samples have.
            refresh_ttl: Duration::from_secs(14 * 24 * 60 * 60),
            rate_limit: None,
            failures: Vec::new(),
            latency: Duration::ZERO,
            seed: None,
            deviations: Vec::new(),
            state_file: None,
            page_size: 50,
            clock: Clock::system(),
            specification: None,
        }
    }
}
