//! The token that all calls of a client share.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use http::HeaderValue;
use tokio::time::Instant;

use crate::error::{Error, ErrorKind};
use crate::token::Token;

use single_flight::SingleFlight;

mod single_flight;

/// What a request for a token ends in, for everybody who waits for it.
type Outcome = Result<Arc<Token>, Error>;

/// Gets one new token, at each call.
pub(crate) type Login = Arc<dyn Fn() -> BoxFuture<'static, Result<Token, Error>> + Send + Sync>;

/// Keeps a token for its life, and gets a new one when somebody needs it.
///
/// Nothing runs in the background: a renewal is driven by the calls that wait for it, all of which
/// get the token, or the error, of that one login. A refusal is remembered, as asking again would be
/// refused again and may lock the account; other failures are not.
pub(crate) struct TokenCache {
    login: Login,
    state: Arc<State>,
    flight: SingleFlight<Outcome>,
}

/// What is known of the account, shared with a login under way.
#[derive(Default)]
struct State(Mutex<Known>);

#[derive(Default)]
struct Known {
    token: Option<Arc<Token>>,
    refusal: Option<Error>,
}

impl TokenCache {
    pub(crate) fn new(login: Login) -> Self {
        Self {
            login,
            state: Arc::default(),
            flight: SingleFlight::default(),
        }
    }

    /// A token that can be used now, from a new login if need be.
    ///
    /// Safe to give up at any time: a login goes on as long as one of its callers waits.
    pub(crate) async fn get(&self) -> Outcome {
        if let Some(settled) = self.state.settled() {
            return settled;
        }
        let outcome = self.flight.join(|| self.log_in()).await;
        outcome.or_else(|error| self.state.still_valid().ok_or(error))
    }

    /// Forgets the token that was sent as this value of an `Authorization` header.
    ///
    /// Only that: the calls that one dead token fails come back one after another, and the late ones
    /// must not throw away the token that the first of them got.
    pub(crate) fn forget(&self, authorization: &HeaderValue) {
        let mut known = self.state.known();
        if known
            .token
            .as_ref()
            .is_some_and(|token| token.was_sent_as(authorization))
        {
            known.token = None;
        }
    }

    fn log_in(&self) -> BoxFuture<'static, Outcome> {
        let login = Arc::clone(&self.login);
        let state = Arc::clone(&self.state);
        async move {
            // Another login may have ended between the look at the state and the start of this one.
            match state.settled() {
                Some(settled) => settled,
                None => state.learn(login().await),
            }
        }
        .boxed()
    }
}

impl State {
    /// What there is to say without a login.
    fn settled(&self) -> Option<Outcome> {
        let now = Instant::now();
        let known = self.known();
        let token = known.token.as_ref();
        if let Some(token) = token.filter(|token| token.is_fresh(now)) {
            return Some(Ok(Arc::clone(token)));
        }
        let refusal = known.refusal.as_ref()?;
        match token.filter(|token| token.is_valid(now)) {
            Some(token) => Some(Ok(Arc::clone(token))),
            None => Some(Err(refusal.clone())),
        }
    }

    /// The token, though due for renewal, as long as it can be used.
    fn still_valid(&self) -> Option<Arc<Token>> {
        let now = Instant::now();
        let known = self.known();
        known.token.clone().filter(|token| token.is_valid(now))
    }

    /// Takes in how a login ended.
    fn learn(&self, outcome: Result<Token, Error>) -> Outcome {
        let outcome = outcome.map(Arc::new);
        let mut known = self.known();
        match &outcome {
            Ok(token) => known.token = Some(Arc::clone(token)),
            Err(error) if is_refusal(error) => known.refusal = Some(error.clone()),
            Err(_) => {}
        }
        outcome
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing panics while it holds the lock, and no half-written state is possible.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

fn is_refusal(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Login(failure) if failure.is_refusal())
}

#[cfg(test)]
mod tests;
