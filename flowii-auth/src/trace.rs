//! What the feature `tracing` tells of a session; without it, nothing.
//!
//! Every field is written out here, so that this file shows all that can reach a log.

use std::error::Error as StdError;

use crate::error::Error;
use crate::token::Token;

/// A login with the password came to its end.
pub(crate) fn logged_in(outcome: &Result<Token, Error>) {
    asked_for_token("password", outcome);
}

/// A refresh came to its end.
pub(crate) fn refreshed(outcome: &Result<Token, Error>) {
    asked_for_token("refresh_token", outcome);
}

#[cfg(feature = "tracing")]
fn asked_for_token(grant: &'static str, outcome: &Result<Token, Error>) {
    match outcome {
        Ok(token) => tracing::info!(grant, life = token.life().as_secs(), "got a token"),
        // The kind of an error prints no secret.
        Err(error) => tracing::warn!(grant, reason = %error.kind(), "got no token"),
    }
}

#[cfg(not(feature = "tracing"))]
fn asked_for_token(_grant: &'static str, _outcome: &Result<Token, Error>) {}

/// A store did not do what it was asked for. What it says is its own, and not known to be fit for a
/// log.
#[cfg(feature = "tracing")]
pub(crate) fn store_failed(operation: &'static str, _error: &(dyn StdError + Send + Sync)) {
    tracing::warn!(operation, "the token store failed");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn store_failed(_operation: &'static str, _error: &(dyn StdError + Send + Sync)) {}

/// The span of one call.
#[cfg(feature = "tracing")]
pub(crate) struct CallSpan {
    span: tracing::Span,
    waited: std::sync::Mutex<std::time::Duration>,
}

/// The span of one call; nothing, without the feature.
#[cfg(not(feature = "tracing"))]
pub(crate) struct CallSpan;

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn new(operation: &flowii_api::Operation) -> Self {
        use tracing::field::Empty;

        let span = tracing::info_span!(
            "flowii_call",
            operation_id = operation.id,
            method = operation.method,
            // The template: the path itself has identifiers in it.
            route = operation.path,
            status = Empty,
            attempt = Empty,
            waited_ms = Empty,
        );
        Self {
            span,
            waited: std::sync::Mutex::default(),
        }
    }

    /// The same future, inside of the span.
    pub(crate) fn cover<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// The number of the attempt, from 1; a replay with a new token has the number of the first.
    pub(crate) fn attempt(&self, attempt: u32) {
        self.span.record("attempt", attempt);
    }

    pub(crate) fn status(&self, status: http::StatusCode) {
        self.span.record("status", status.as_u16());
    }

    /// Adds to the time that the call waited for a token, for its turn or before an attempt.
    pub(crate) fn waited(&self, time: std::time::Duration) {
        let mut waited = self
            .waited
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *waited += time;
        let milliseconds = u64::try_from(waited.as_millis()).unwrap_or(u64::MAX);
        self.span.record("waited_ms", milliseconds);
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(clippy::unused_self, reason = "the feature uses it")]
impl CallSpan {
    pub(crate) fn new(_operation: &flowii_api::Operation) -> Self {
        Self
    }

    pub(crate) fn cover<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn attempt(&self, _attempt: u32) {}

    pub(crate) fn status(&self, _status: http::StatusCode) {}

    pub(crate) fn waited(&self, _time: std::time::Duration) {}
}
