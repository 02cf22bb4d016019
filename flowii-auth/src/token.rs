//! A token and how long it is good for.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;
use tokio::time::Instant;

/// How long before its end a token is renewed at the earliest: long enough for a slow call to arrive
/// with a token that is still good.
const LONGEST_MARGIN: Duration = Duration::from_secs(60);

/// A token that an account was given, as the header it is sent in.
///
/// The header's value is not wiped from memory when it is dropped: its copies in the requests could
/// not be wiped either.
pub(crate) struct Token {
    authorization: HeaderValue,
    /// What a new token can be had for, without the password.
    refresh: Option<SecretString>,
    life: Duration,
    fresh_until: Instant,
    valid_until: Instant,
    /// Whether FLOWii has answered a call with it otherwise than 401.
    accepted: AtomicBool,
}

impl Token {
    /// A token of an answer that came at the moment `answered`, good for `life` from then.
    ///
    /// The clock is monotonic: nobody who sets the machine's time makes a token older or younger.
    /// `None` if no HTTP header can carry the token, or the clock does not reach the end of its life.
    pub(crate) fn new(
        access_token: &str,
        refresh: Option<SecretString>,
        life: Duration,
        answered: Instant,
    ) -> Option<Self> {
        Self::with_rest(access_token, refresh, life, life, answered)
    }

    /// A token of which only the `rest` of its life is left from the moment `now` on.
    pub(crate) fn with_rest(
        access_token: &str,
        refresh: Option<SecretString>,
        life: Duration,
        rest: Duration,
        now: Instant,
    ) -> Option<Self> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {access_token}")).ok()?;
        authorization.set_sensitive(true);
        // A tenth, so that a short-lived token is not renewed all the time.
        let margin = LONGEST_MARGIN.min(life / 10);
        Some(Self {
            authorization,
            refresh,
            life,
            fresh_until: now.checked_add(rest.saturating_sub(margin))?,
            valid_until: now.checked_add(rest)?,
            accepted: AtomicBool::new(false),
        })
    }

    /// The value of the `Authorization` header, marked sensitive.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// The token itself.
    pub(crate) fn access_token(&self) -> &str {
        let value = self.authorization.to_str().unwrap_or_default();
        value.strip_prefix("Bearer ").unwrap_or_default()
    }

    pub(crate) fn refresh_token(&self) -> Option<&SecretString> {
        self.refresh.as_ref()
    }

    /// The same token with this refresh token, if it has none of its own.
    #[must_use]
    pub(crate) fn or_refresh_token(mut self, refresh_token: SecretString) -> Self {
        self.refresh.get_or_insert(refresh_token);
        self
    }

    /// How long it was good for when it was given.
    pub(crate) fn life(&self) -> Duration {
        self.life
    }

    /// How long it is still good for.
    pub(crate) fn rest(&self, now: Instant) -> Duration {
        self.valid_until.saturating_duration_since(now)
    }

    /// Whether this token is the one with that value of an `Authorization` header.
    pub(crate) fn is_sent_as(&self, authorization: &HeaderValue) -> bool {
        self.authorization == authorization
    }

    /// Whether it needs no renewal yet.
    pub(crate) fn is_fresh(&self, now: Instant) -> bool {
        now < self.fresh_until
    }

    /// Whether it can still be used.
    pub(crate) fn is_valid(&self, now: Instant) -> bool {
        now < self.valid_until
    }

    /// Takes note that FLOWii knows this token.
    pub(crate) fn accept(&self) {
        if !self.was_accepted() {
            self.accepted.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn was_accepted(&self) -> bool {
        self.accepted.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Token")
            .field("valid_until", &self.valid_until)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn lasting(life: Duration, answered: Instant) -> Token {
        Token::new("token", None, life, answered).unwrap()
    }

    #[test]
    fn it_is_renewed_a_minute_ahead_if_it_lives_long() {
        let answered = Instant::now();
        let token = lasting(1000 * SECOND, answered);
        assert!(token.is_fresh(answered + 939 * SECOND));
        assert!(!token.is_fresh(answered + 940 * SECOND));
        assert!(token.is_valid(answered + 999 * SECOND));
        assert!(!token.is_valid(answered + 1000 * SECOND));
    }

    #[test]
    fn it_is_renewed_a_tenth_ahead_if_it_lives_short() {
        let answered = Instant::now();
        let token = lasting(10 * SECOND, answered);
        assert!(token.is_fresh(answered + 8 * SECOND));
        assert!(!token.is_fresh(answered + 9 * SECOND));
    }

    #[test]
    fn the_margin_of_a_rest_is_that_of_the_whole_life() {
        let now = Instant::now();
        let token = Token::with_rest("token", None, 600 * SECOND, 100 * SECOND, now).unwrap();
        assert!(token.is_fresh(now + 39 * SECOND));
        assert!(!token.is_fresh(now + 40 * SECOND));
        assert_eq!(token.rest(now + 30 * SECOND), 70 * SECOND);
        assert_eq!(token.rest(now + 300 * SECOND), Duration::ZERO);
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_none() {
        let token = |text, life| Token::new(text, None, life, Instant::now());
        assert!(token("two\nlines", SECOND).is_none());
        assert!(token("token", Duration::MAX).is_none());
    }

    #[test]
    fn it_does_not_print_itself() {
        let refresh = Some("s3cret-refresh".into());
        let token = Token::new("s3cret-token", refresh, SECOND, Instant::now()).unwrap();
        assert_eq!(token.access_token(), "s3cret-token");
        assert!(!format!("{token:?} {:?}", token.authorization()).contains("s3cret"));
    }
}
