//! The token that all calls of a session share.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use http::HeaderValue;
use tokio::time::Instant;

use crate::credentials::Credentials;
use crate::error::Error;
use crate::grant::TokenSource;
use crate::store::TokenStore;
use crate::token::Token;

use known::Known;
use single_flight::SingleFlight;

mod known;
mod renewal;
mod single_flight;

/// What a request for a token ends in, for everybody who waits for it.
pub(crate) type Outcome = Result<Arc<Token>, Error>;

/// How hard to try for a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// How many logins to try, if they fail for reasons that may pass.
    pub(crate) most_attempts: u32,
    /// How long to try.
    pub(crate) total: Duration,
    /// How long a refusal is remembered.
    pub(crate) refusal_backoff: Duration,
}

/// Keeps a token for its life, and gets a new one when somebody needs it.
///
/// Nothing runs in the background: a renewal is driven by the calls that wait for it, all of which
/// get the token, or the error, of that one login. A refusal is remembered, as asking again would be
/// refused again and may lock the account; other failures are not.
#[derive(Clone)]
pub(crate) struct TokenCache(Arc<Shared>);

struct Shared {
    source: Box<dyn TokenSource>,
    store: Option<Arc<dyn TokenStore>>,
    /// The address of the API, which with the user's name makes the account of a stored token.
    api: String,
    effort: Effort,
    known: Mutex<Known>,
    flight: SingleFlight<Outcome>,
}

impl TokenCache {
    pub(crate) fn new(
        source: Box<dyn TokenSource>,
        store: Option<Arc<dyn TokenStore>>,
        api: String,
        credentials: Credentials,
        effort: Effort,
    ) -> Self {
        Self(Arc::new(Shared {
            source,
            store,
            api,
            effort,
            known: Mutex::new(Known::new(credentials)),
            flight: SingleFlight::default(),
        }))
    }

    /// The token, if it can be used now without asking anybody.
    pub(crate) fn at_hand(&self, now: Instant) -> Option<Arc<Token>> {
        self.0.known().settled(now)?.ok()
    }

    /// A token that can be used now, from a new login if need be.
    ///
    /// Safe to give up at any time: a login goes on as long as one of its callers waits.
    pub(crate) async fn get(&self) -> Outcome {
        if let Some(settled) = self.0.known().settled(Instant::now()) {
            return settled;
        }
        let outcome = self.0.flight.join(|| self.renew()).await;
        outcome.or_else(|error| {
            let valid = self.0.known().valid(Instant::now());
            valid.ok_or(error)
        })
    }

    /// Forgets the token that was sent as this value of an `Authorization` header, since it was
    /// answered 401; tells whether a new one may help.
    ///
    /// Only that token: the calls that one dead token fails come back one after another, and the
    /// late ones must not throw away the token that the first of them got.
    pub(crate) fn forget(&self, authorization: &HeaderValue) -> bool {
        self.0.known().forget(authorization, Instant::now())
    }

    /// Logs in as somebody else, or with another password, from now on.
    pub(crate) fn change_credentials(&self, credentials: Credentials) {
        self.0.known().change_credentials(credentials);
        // Who comes now must not wait for a login with the old ones.
        self.0.flight.forget();
    }

    /// The credentials of the next login.
    pub(crate) fn credentials(&self) -> Arc<Credentials> {
        Arc::clone(&self.0.known().credentials)
    }

    fn renew(&self) -> BoxFuture<'static, Outcome> {
        let shared = Arc::clone(&self.0);
        async move { renewal::renew(&shared).await }.boxed()
    }
}

impl Shared {
    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing panics while it holds the lock, and no half-written state is possible.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
