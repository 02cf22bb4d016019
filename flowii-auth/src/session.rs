//! Signs the calls of a client, sends them, and repeats what may be repeated.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use flowii_api::{BoxError, Operation, Transport};
use futures::FutureExt;
use futures::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::{HeaderValue, StatusCode};
use reqwest::{Request, Response};
use tokio::time::{Instant, timeout_at};

use crate::cache::TokenCache;
use crate::company::CompanyId;
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::grant::API_KEY;
use crate::policy::Policy;
use crate::retry::{self, Call, Decision, Outcome, Progress};
use crate::token::Token;
use crate::trace::CallSpan;
use crate::turnstile::Turnstile;

use redact::Redactor;
use wire::{Failed, HttpWire, Wire};

mod redact;
mod wire;

/// The one operation that needs no token, since it gives one.
const TOKEN_OPERATION: &str = "get_token";

/// One account at FLOWii, as the calls of a client see it.
pub(crate) struct Session {
    /// Marked sensitive.
    api_key: HeaderValue,
    tokens: TokenCache,
    turnstile: Arc<Turnstile>,
    policy: Policy,
}

impl Session {
    pub(crate) fn new(
        api_key: HeaderValue,
        tokens: TokenCache,
        turnstile: Arc<Turnstile>,
        policy: Policy,
    ) -> Self {
        Self {
            api_key,
            tokens,
            turnstile,
            policy,
        }
    }

    /// Sees to it that there is a token.
    pub(crate) async fn log_in(&self) -> Result<(), Error> {
        let deadline = deadline(self.policy.total_timeout);
        self.ensure_open(deadline)?;
        self.token(deadline).await.map(drop)
    }

    pub(crate) fn change_credentials(&self, credentials: Credentials) {
        self.tokens.change_credentials(credentials);
    }

    /// Carries out a call: as many attempts as it takes, and the rules allow.
    async fn call(
        &self,
        wire: &impl Wire,
        request: Request,
        operation: &Operation,
        span: &CallSpan,
    ) -> Result<Response, Failed> {
        let replayable = request.body().is_none_or(|body| body.as_bytes().is_some());
        let call = Call::new(request.method(), replayable);
        let deadline = deadline(self.policy.total(operation));
        let needs_token = operation.id != TOKEN_OPERATION;
        let mut next = Some(request);
        let mut attempts = 0;
        let mut renewed = !needs_token;
        let mut sent = false;
        loop {
            let Some(mut attempt) = next.take() else {
                // Only what can be cloned is repeated.
                return Err(Error::after(Outcome::Unusable, ErrorKind::UnreadableAnswer).into());
            };
            let (token, now) = if let Some(admitted) = self.admit_at_once(needs_token) {
                admitted
            } else {
                let waited = Instant::now();
                // Boxed, as it is seldom needed and larger than all the rest.
                let admitted = Box::pin(self.admit(needs_token, deadline)).await;
                span.waited(waited.elapsed());
                admitted.map_err(|error| error.sent_before(sent))?
            };

            attempts += 1;
            span.attempt(attempts);
            self.sign(&mut attempt, token.as_deref());
            let left = deadline.saturating_duration_since(now);
            *attempt.timeout_mut() = Some(self.policy.attempt(operation).min(left));
            if call.replayable {
                next = attempt.try_clone();
            }
            let failed = match wire.send(attempt, operation).await {
                Ok(response) => {
                    accept(token.as_deref());
                    span.status(response.status());
                    return Ok(response);
                }
                Err(failed) => failed,
            };

            let outcome = failed.error.outcome();
            let roll = fastrand::f64();
            if let Some(pause) = retry::quota_pause(outcome, attempts, roll) {
                self.turnstile.close_for(pause);
            }
            if let Outcome::Answered { status, .. } = *outcome {
                span.status(status);
                if status != StatusCode::UNAUTHORIZED {
                    accept(token.as_deref());
                }
            }
            let progress = Progress {
                attempts,
                most_attempts: self.policy.attempts,
                renewed,
                left: deadline.saturating_duration_since(Instant::now()),
            };
            match retry::decide(call, outcome, progress, roll) {
                Decision::Settle => return Err(failed.sent_before(sent)),
                Decision::Renew => {
                    let authorization = token.as_deref().map(Token::authorization);
                    if !authorization.is_some_and(|value| self.tokens.forget(&value)) {
                        return Err(failed.sent_before(sent));
                    }
                    renewed = true;
                    // It is the token's end, not the call's attempt.
                    attempts -= 1;
                }
                Decision::Repeat { after } => {
                    let waited = Instant::now();
                    tokio::time::sleep(after).await;
                    span.waited(waited.elapsed());
                }
            }
            sent |= failed.error.may_have_been_sent();
        }
    }

    /// The token for a call that has to wait for nothing, and the time.
    fn admit_at_once(&self, needs_token: bool) -> Option<(Option<Arc<Token>>, Instant)> {
        if !self.turnstile.is_passed_at_once() {
            return None;
        }
        let now = Instant::now();
        if !needs_token {
            return Some((None, now));
        }
        let token = self.tokens.at_hand(now)?;
        Some((Some(token), now))
    }

    /// Waits for a token, if one is needed, and for the call's turn.
    async fn admit(
        &self,
        needs_token: bool,
        deadline: Instant,
    ) -> Result<(Option<Arc<Token>>, Instant), Error> {
        loop {
            self.ensure_open(deadline)?;
            let token = if needs_token {
                Some(self.token(deadline).await?)
            } else {
                None
            };
            self.ensure_open(deadline)?;
            timeout_at(deadline, self.turnstile.pass())
                .await
                .map_err(|_| Error::new(ErrorKind::OutOfTime))?;
            // It may have grown old while the call waited for its turn.
            let now = Instant::now();
            if token.as_ref().is_none_or(|token| token.is_valid(now)) {
                return Ok((token, now));
            }
        }
    }

    /// Fails at once if FLOWii wants to be left alone for longer than there is time.
    fn ensure_open(&self, deadline: Instant) -> Result<(), Error> {
        let closed_for = self.turnstile.closed_for();
        if closed_for <= deadline.saturating_duration_since(Instant::now()) {
            return Ok(());
        }
        let outcome = Outcome::NotSent {
            retry_after: Some(closed_for),
        };
        Err(Error::after(outcome, ErrorKind::RateLimited))
    }

    async fn token(&self, deadline: Instant) -> Result<Arc<Token>, Error> {
        timeout_at(deadline, self.tokens.get())
            .await
            .unwrap_or_else(|_| Err(Error::new(ErrorKind::OutOfTime)))
    }

    fn sign(&self, request: &mut Request, token: Option<&Token>) {
        let headers = request.headers_mut();
        headers.insert(API_KEY, self.api_key.clone());
        if let Some(token) = token {
            headers.insert(AUTHORIZATION, token.authorization());
        }
    }
}

/// A [`Session`] whose calls are about one company, unless they name another.
#[derive(Debug)]
pub(crate) struct CompanySession {
    pub(crate) session: Arc<Session>,
    pub(crate) company_id: Option<CompanyId>,
}

impl Transport for CompanySession {
    fn company_id(&self) -> Option<i64> {
        self.company_id.map(i64::from)
    }

    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<Response, BoxError>> {
        self.session.execute(http, request, operation)
    }
}

impl Transport for Session {
    fn execute<'a>(
        &'a self,
        http: &'a reqwest::Client,
        request: Request,
        operation: &'a Operation,
    ) -> BoxFuture<'a, Result<Response, BoxError>> {
        async move {
            let wire = HttpWire {
                http,
                max_json_bytes: self.policy.max_json_bytes,
                redactor: Redactor::new(&self.api_key, &self.tokens),
            };
            let span = CallSpan::new(operation);
            let outcome = span
                .cover(self.call(&wire, request, operation, &span))
                .await;
            outcome.or_else(Failed::into_answer)
        }
        .boxed()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

fn accept(token: Option<&Token>) {
    if let Some(token) = token {
        token.accept();
    }
}

/// The end of a time that begins now.
fn deadline(total: Duration) -> Instant {
    /// Longer than any call, and within the reach of every clock.
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    Instant::now() + total.min(YEAR)
}

#[cfg(test)]
mod tests;
