//! Where a token outlives its process, or is shared by several.

use std::fmt;
use std::time::{Duration, SystemTime};

use flowii_api::BoxError;
use futures::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::token::Token;

#[cfg(feature = "file-store")]
pub use file::FileStore;
pub use memory::MemoryStore;

#[cfg(feature = "file-store")]
mod file;
mod memory;

/// Keeps tokens outside a client, so that short-lived processes need no login each, and several
/// workers share one token instead of invalidating each other's.
///
/// A client asks the store before it asks FLOWii, and tells it each new token. It never depends on
/// it: a store that fails costs a login, not a call.
///
/// `account` stands for the account and the address of the API, and is the same in every process. It
/// holds no secret and is fit for the key of a shared cache.
///
/// The example `custom_store` puts a shared cache behind it, such as Redis:
///
/// ```no_run
#[doc = include_str!("../examples/shared_cache/mod.rs")]
/// ```
pub trait TokenStore: fmt::Debug + Send + Sync {
    /// The token that was saved last for this account, if there is one.
    ///
    /// It need not be valid any more: what it can be refreshed with may be.
    ///
    /// # Errors
    ///
    /// Whatever keeps the store from knowing. The client then goes on as if there were none.
    fn load<'a>(&'a self, account: &'a str)
    -> BoxFuture<'a, Result<Option<StoredToken>, BoxError>>;

    /// Keeps a token in place of the one before it.
    ///
    /// # Errors
    ///
    /// Whatever keeps the store from keeping it. The client uses the token nevertheless.
    fn save<'a>(
        &'a self,
        account: &'a str,
        token: &'a StoredToken,
    ) -> BoxFuture<'a, Result<(), BoxError>>;

    /// Waits until nobody else gets a token for this account, and keeps others from it until the
    /// lease is dropped.
    ///
    /// A refresh token is good for one refresh, so two workers that refresh at once are in each
    /// other's way. Without a lock, which is the default, the second one has to log in again.
    ///
    /// # Errors
    ///
    /// Whatever keeps the store from telling. The client then goes on without.
    fn lock<'a>(&'a self, account: &'a str) -> BoxFuture<'a, Result<Lease, BoxError>> {
        let _ = account;
        Box::pin(std::future::ready(Ok(Lease::none())))
    }
}

/// The right to get a token, until it is dropped.
pub struct Lease(#[expect(dead_code, reason = "it is there to be dropped")] Option<Box<dyn Send>>);

impl Lease {
    /// A lease that ends when `guard` is dropped.
    pub fn new(guard: impl Send + 'static) -> Self {
        Self(Some(Box::new(guard)))
    }

    /// A lease that keeps nobody away.
    pub fn none() -> Self {
        Self(None)
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lease").finish_non_exhaustive()
    }
}

/// A token as a [`TokenStore`] keeps it.
#[derive(Clone)]
pub struct StoredToken {
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    life: Duration,
    expires_at: SystemTime,
}

impl StoredToken {
    /// When the token can be used no more.
    ///
    /// A cache should keep it for longer, for a day, say: its refresh token may still be good.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }

    /// The token as text that [`decode`](Self::decode) reads again: JSON, in no documented form.
    ///
    /// Whoever reads it can act for the account, so keep it where only the account's own programs
    /// can.
    pub fn encode(&self) -> SecretString {
        let expires_at = self.expires_at.duration_since(SystemTime::UNIX_EPOCH);
        json!({
            "access_token": self.access_token.expose_secret(),
            "refresh_token": self.refresh_token.as_ref().map(ExposeSecret::expose_secret),
            "life": self.life.as_secs(),
            "expires_at": expires_at.unwrap_or_default().as_secs(),
        })
        .to_string()
        .into()
    }

    /// Reads what [`encode`](Self::encode) wrote; `None` if something else did.
    pub fn decode(text: &str) -> Option<Self> {
        let document = serde_json::from_str::<Value>(text).ok()?;
        let text = |name: &str| document.get(name)?.as_str().map(SecretString::from);
        let seconds = |name: &str| document.get(name)?.as_u64().map(Duration::from_secs);
        Some(Self {
            access_token: text("access_token")?,
            refresh_token: text("refresh_token"),
            life: seconds("life")?,
            expires_at: SystemTime::UNIX_EPOCH.checked_add(seconds("expires_at")?)?,
        })
    }

    pub(crate) fn of(token: &Token, monotonic: Instant, now: SystemTime) -> Option<Self> {
        Some(Self {
            access_token: token.access_token().into(),
            refresh_token: token.refresh_token().cloned(),
            life: token.life(),
            expires_at: now.checked_add(token.rest(monotonic))?,
        })
    }

    /// The token on this process's own clock.
    ///
    /// Processes share no clock but that of the wall, which may have been set back since; so nothing
    /// lives longer than it was given. If it was set forward, the token seems dead, and is renewed.
    pub(crate) fn to_token(&self, monotonic: Instant, now: SystemTime) -> Option<Token> {
        let rest = self.expires_at.duration_since(now).unwrap_or_default();
        Token::with_rest(
            self.access_token.expose_secret(),
            self.refresh_token.clone(),
            self.life,
            rest.min(self.life),
            monotonic,
        )
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StoredToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;
    const SECOND: Duration = Duration::from_secs(1);

    fn stored() -> StoredToken {
        let monotonic = Instant::now();
        let refresh = Some("s3cret-refresh".into());
        let token = Token::new("s3cret-token", refresh, 600 * SECOND, monotonic).unwrap();
        StoredToken::of(&token, monotonic, NOW).unwrap()
    }

    #[test]
    fn what_is_encoded_is_read_again() {
        let encoded = stored().encode();
        let read = StoredToken::decode(encoded.expose_secret()).unwrap();
        assert_eq!(read.expires_at(), NOW + 600 * SECOND);
        assert_eq!(read.encode().expose_secret(), encoded.expose_secret());
        let token = read.to_token(Instant::now(), NOW).unwrap();
        assert_eq!(token.access_token(), "s3cret-token");
        assert_eq!(
            token.refresh_token().unwrap().expose_secret(),
            "s3cret-refresh"
        );
    }

    #[test]
    fn what_is_no_token_is_none() {
        for text in ["", "{}", "null", r#"{"access_token": "t", "life": 1}"#] {
            assert!(StoredToken::decode(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_clock_that_is_set_makes_no_token_live_longer() {
        let monotonic = Instant::now();
        for (jump, rest) in [(0, 600), (200, 400), (600, 0), (6000, 0)] {
            let token = stored().to_token(monotonic, NOW + jump * SECOND).unwrap();
            assert_eq!(token.rest(monotonic), rest * SECOND, "{jump}");
        }
        let mut ahead = stored();
        ahead.expires_at += 600 * SECOND;
        let token = ahead.to_token(monotonic, NOW).unwrap();
        assert_eq!(token.rest(monotonic), 600 * SECOND);
    }

    #[test]
    fn a_stored_token_prints_no_secret() {
        assert!(!format!("{:?} {:?}", stored(), stored().encode()).contains("s3cret"));
    }
}
