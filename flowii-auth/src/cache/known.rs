//! What a session knows of its account, and what follows from it: no network, no waiting.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;
use tokio::time::Instant;

use super::Outcome;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::token::Token;

/// How long a token that FLOWii never accepted is kept, if the one before it was refused as well:
/// then it is not the token, and a login for each call would not help.
const DISTRUST: Duration = Duration::from_secs(10);

/// How long a token that is due for renewal is used after its renewal failed: 5, 10, 20 seconds.
const FIRST_HOLD_OFF: Duration = Duration::from_secs(5);

/// How long to wait with a login after several, one after another, were given up by all who wanted
/// it: 1, 2, 4, … seconds.
const FIRST_CALM: Duration = Duration::from_secs(1);
const LONGEST_CALM: Duration = Duration::from_secs(60);

pub(super) struct Known {
    pub(super) credentials: Arc<Credentials>,
    /// Counts the changes of the credentials.
    pub(super) epoch: u64,
    token: Option<Arc<Token>>,
    refresh: Option<SecretString>,
    /// The token that was forgotten last, and when.
    forgotten: Option<(HeaderValue, Instant)>,
    /// The last refusal, and until when it is not asked again.
    refusal: Option<(Error, Instant)>,
    /// Until when a renewal is not tried again as long as the token is valid.
    hold_off: Option<Instant>,
    failures: u32,
    abandoned: u32,
}

impl Known {
    pub(super) fn new(credentials: Credentials) -> Self {
        Self {
            credentials: Arc::new(credentials),
            epoch: 0,
            token: None,
            refresh: None,
            forgotten: None,
            refusal: None,
            hold_off: None,
            failures: 0,
            abandoned: 0,
        }
    }

    /// What there is to say without a login.
    pub(super) fn settled(&self, now: Instant) -> Option<Outcome> {
        let token = self.token.as_ref();
        if let Some(token) = token.filter(|token| token.is_fresh(now)) {
            return Some(Ok(Arc::clone(token)));
        }
        let refusal = self.refusal.as_ref().filter(|(_, until)| now < *until);
        let holds_off = self.hold_off.is_some_and(|until| now < until);
        match self.valid(now) {
            Some(token) if refusal.is_some() || holds_off => Some(Ok(token)),
            Some(_) => None,
            None => refusal.map(|(error, _)| Err(error.clone())),
        }
    }

    /// The token, though due for renewal, as long as it can be used.
    pub(super) fn valid(&self, now: Instant) -> Option<Arc<Token>> {
        self.token.clone().filter(|token| token.is_valid(now))
    }

    /// What a new token can be had for without the password.
    pub(super) fn refresh_token(&self) -> Option<SecretString> {
        self.refresh.clone()
    }

    /// Whether a token from elsewhere is worth having: one that needs no renewal, is not the one
    /// that is due for it, and was not answered 401.
    pub(super) fn wants(&self, found: &Token, now: Instant) -> bool {
        let is_dead = self
            .forgotten
            .as_ref()
            .is_some_and(|(authorization, _)| found.is_sent_as(authorization));
        found.is_fresh(now) && !is_dead
    }

    /// Takes in a token of an account whose credentials were of this epoch.
    pub(super) fn learn(&mut self, token: Token, epoch: u64) -> Arc<Token> {
        let token = Arc::new(token);
        if epoch == self.epoch {
            if token.refresh_token().is_some() {
                self.refresh = token.refresh_token().cloned();
            }
            self.token = Some(Arc::clone(&token));
            self.refusal = None;
            self.hold_off = None;
            self.failures = 0;
        }
        token
    }

    /// Takes in that no token was to be had with credentials of this epoch.
    pub(super) fn learn_failure(
        &mut self,
        error: &Error,
        epoch: u64,
        refusal_backoff: Duration,
        now: Instant,
    ) {
        if epoch != self.epoch {
            return;
        }
        if matches!(error.kind(), ErrorKind::Login(failure) if failure.is_refusal()) {
            self.refusal = now
                .checked_add(refusal_backoff)
                .map(|until| (error.clone(), until));
        } else {
            let hold_off = FIRST_HOLD_OFF * 2_u32.pow(self.failures.min(2));
            self.failures = self.failures.saturating_add(1);
            self.hold_off = now.checked_add(hold_off);
        }
    }

    /// Takes in that a refresh token is of no more use.
    pub(super) fn drop_refresh_token(&mut self, epoch: u64) {
        if epoch == self.epoch {
            self.refresh = None;
        }
    }

    /// Forgets the token that was answered 401; tells whether a new one may help.
    pub(super) fn forget(&mut self, authorization: &HeaderValue, now: Instant) -> bool {
        let Some(token) = self
            .token
            .as_ref()
            .filter(|token| token.is_sent_as(authorization))
        else {
            // There is a newer one, or there will be.
            return true;
        };
        let distrusted = self
            .forgotten
            .as_ref()
            .is_some_and(|(_, at)| now.saturating_duration_since(*at) < DISTRUST);
        if distrusted && !token.was_accepted() {
            return false;
        }
        self.token = None;
        self.forgotten = Some((authorization.clone(), now));
        true
    }

    /// Starts over with other credentials.
    pub(super) fn change_credentials(&mut self, credentials: Credentials) {
        let epoch = self.epoch.wrapping_add(1);
        *self = Self {
            epoch,
            ..Self::new(credentials)
        };
    }

    /// Takes in that a login is begun; it counts as given up until it is over.
    pub(super) fn begin(&mut self) -> Duration {
        let calm = match self.abandoned {
            0 | 1 => Duration::ZERO,
            times => (FIRST_CALM * 2_u32.pow((times - 2).min(6))).min(LONGEST_CALM),
        };
        self.abandoned = self.abandoned.saturating_add(1);
        calm
    }

    /// Takes in that a login came to its end.
    pub(super) fn end(&mut self) {
        self.abandoned = 0;
    }
}
