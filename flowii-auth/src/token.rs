//! A token and how long it is good for.

use std::fmt;
use std::time::Duration;

use http::HeaderValue;
use tokio::time::Instant;

/// How long before its end a token is renewed at the earliest: long enough for a slow call to arrive
/// with a token that is still good.
const LONGEST_MARGIN: Duration = Duration::from_secs(60);

/// A token that an account was given, as the header it is sent in.
///
/// The header's value is not wiped from memory when it is dropped: its copies in the requests could
/// not be wiped either.
#[derive(Clone)]
pub(crate) struct Token {
    authorization: HeaderValue,
    fresh_until: Instant,
    valid_until: Instant,
}

impl Token {
    /// A token that was asked for at the moment `asked` and is good for `life`.
    ///
    /// Its life is counted from before the request, since nobody knows when the server began to
    /// count; so it ends here sooner than there, never later. `None` if no HTTP header can carry the
    /// token, or the clock does not reach the end of its life.
    pub(crate) fn new(access_token: &str, life: Duration, asked: Instant) -> Option<Self> {
        let mut authorization = HeaderValue::try_from(format!("Bearer {access_token}")).ok()?;
        authorization.set_sensitive(true);
        // A tenth, so that a short-lived token is not renewed all the time.
        let margin = LONGEST_MARGIN.min(life / 10);
        Some(Self {
            authorization,
            fresh_until: asked.checked_add(life.saturating_sub(margin))?,
            valid_until: asked.checked_add(life)?,
        })
    }

    /// The value of the `Authorization` header, marked sensitive.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.authorization.clone()
    }

    /// Whether this token was sent as that value of an `Authorization` header.
    pub(crate) fn was_sent_as(&self, authorization: &HeaderValue) -> bool {
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

    fn lasting(life: Duration, asked: Instant) -> Token {
        Token::new("token", life, asked).unwrap()
    }

    #[test]
    fn it_is_renewed_a_minute_ahead_if_it_lives_long() {
        let asked = Instant::now();
        let token = lasting(1000 * SECOND, asked);
        assert!(token.is_fresh(asked + 939 * SECOND));
        assert!(!token.is_fresh(asked + 940 * SECOND));
        assert!(token.is_valid(asked + 999 * SECOND));
        assert!(!token.is_valid(asked + 1000 * SECOND));
    }

    #[test]
    fn it_is_renewed_a_tenth_ahead_if_it_lives_short() {
        let asked = Instant::now();
        let token = lasting(10 * SECOND, asked);
        assert!(token.is_fresh(asked + 8 * SECOND));
        assert!(!token.is_fresh(asked + 9 * SECOND));
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_none() {
        assert!(Token::new("two\nlines", SECOND, Instant::now()).is_none());
        assert!(Token::new("token", Duration::MAX, Instant::now()).is_none());
    }

    #[test]
    fn it_does_not_print_itself() {
        let token = Token::new("s3cret-token", SECOND, Instant::now()).unwrap();
        assert!(!format!("{token:?} {:?}", token.authorization()).contains("s3cret"));
    }
}
