//! Calls on a virtual clock, over a wire that answers as it is told.

use std::collections::VecDeque;
use std::sync::Mutex;

use secrecy::SecretString;
use tokio::time::sleep;

use super::*;
use crate::cache::Effort;
use crate::grant::{LoginFailure, TokenSource};

mod repeats;
mod waits;

const SECOND: Duration = Duration::from_secs(1);

/// Gives `token-1`, `token-2`, …, until it is told to refuse.
#[derive(Clone, Default)]
struct Logins(Arc<Mutex<(usize, Option<LoginFailure>)>>);

impl Logins {
    fn count(&self) -> usize {
        self.0.lock().unwrap().0
    }
}

impl TokenSource for Logins {
    fn log_in(&self, _credentials: Arc<Credentials>) -> BoxFuture<'_, Result<Token, Error>> {
        async move {
            let mut logins = self.0.lock().unwrap();
            logins.0 += 1;
            if let Some(failure) = logins.1 {
                return Err(Error::after(Outcome::Unusable, ErrorKind::Login(failure)));
            }
            let text = format!("token-{}", logins.0);
            Ok(Token::new(&text, None, 600 * SECOND, Instant::now()).unwrap())
        }
        .boxed()
    }

    fn refresh(
        &self,
        _credentials: Arc<Credentials>,
        _refresh_token: SecretString,
    ) -> BoxFuture<'_, Result<Token, Error>> {
        unreachable!("no refresh token was given")
    }
}

/// How an attempt ends.
#[derive(Clone, Copy, Debug)]
enum End {
    Status(u16),
    Quota(Option<u64>),
    NotSent,
    Lost,
}

/// Ends each attempt as the script says, after a tenth of a second, and the rest with 200; notes
/// when each came, with which token and how much time.
struct Script {
    ends: Mutex<VecDeque<End>>,
    start: Instant,
    seen: Mutex<Vec<Seen>>,
}

#[derive(Debug)]
struct Seen {
    at: Duration,
    token: String,
    timeout: Duration,
}

impl Script {
    fn new(ends: &[End]) -> Self {
        Self {
            ends: Mutex::new(ends.iter().copied().collect()),
            start: Instant::now(),
            seen: Mutex::default(),
        }
    }

    fn times(&self) -> Vec<u64> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|seen| seen.at.as_secs()).collect()
    }

    fn tokens(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|seen| seen.token.clone()).collect()
    }
}

impl Wire for Script {
    async fn send(&self, request: Request, _operation: &Operation) -> Result<Response, Failed> {
        let headers = request.headers();
        assert_eq!(headers[API_KEY], "key");
        let token = headers
            .get(AUTHORIZATION)
            .map(|value| value.to_str().unwrap());
        self.seen.lock().unwrap().push(Seen {
            at: self.start.elapsed(),
            token: token.unwrap_or_default().to_owned(),
            timeout: *request.timeout().unwrap(),
        });
        sleep(SECOND / 10).await;
        let answered = |status: u16, quota, retry_after: Option<u64>| {
            let status = StatusCode::from_u16(status).unwrap();
            let outcome = Outcome::Answered {
                status,
                quota,
                retry_after: retry_after.map(Duration::from_secs),
            };
            let kind = if quota {
                ErrorKind::RateLimited
            } else {
                ErrorKind::Status(status)
            };
            Error::after(outcome, kind)
        };
        let end = self.ends.lock().unwrap().pop_front();
        Err(match end {
            None => return Ok(http::Response::new("").into()),
            Some(End::Status(status)) => answered(status, false, None),
            Some(End::Quota(retry_after)) => answered(429, true, retry_after),
            Some(End::NotSent) => Error::new(ErrorKind::Connection),
            Some(End::Lost) => Error::after(Outcome::Lost, ErrorKind::Connection),
        }
        .into())
    }
}

fn session(logins: &Logins, policy: Policy) -> Session {
    let effort = Effort {
        most_attempts: policy.attempts,
        total: policy.total_timeout,
        refusal_backoff: policy.refusal_backoff,
    };
    let tokens = TokenCache::new(
        Box::new(logins.clone()),
        None,
        String::new(),
        Credentials::new("ann".into(), "hunter2".into()),
        effort,
    );
    let api_key = HeaderValue::from_static("key");
    Session::new(api_key, tokens, Arc::default(), policy)
}

fn request(method: &str) -> Request {
    let url = "http://localhost/partners".parse().unwrap();
    let mut request = Request::new(method.parse().unwrap(), url);
    if matches!(method, "POST" | "PATCH") {
        *request.body_mut() = Some("{}".into());
    }
    request
}

fn operation(id: &str) -> &'static Operation {
    Operation::find(id).unwrap()
}

async fn call(session: &Session, script: &Script, method: &str) -> Result<(), Error> {
    let operation = operation("get_partner_list");
    let span = CallSpan::new(operation);
    let outcome = session
        .call(script, request(method), operation, &span)
        .await;
    outcome.map(drop).map_err(|failed| failed.error)
}

#[tokio::test(start_paused = true)]
async fn a_401_is_replayed_once_with_a_new_token() {
    for method in ["GET", "POST", "PATCH", "DELETE"] {
        let logins = Logins::default();
        let session = session(&logins, Policy::default());
        let script = Script::new(&[End::Status(401)]);
        call(&session, &script, method).await.unwrap();
        assert_eq!(script.tokens(), ["Bearer token-1", "Bearer token-2"]);

        let script = Script::new(&[End::Status(401), End::Status(401)]);
        let error = call(&session, &script, method).await.unwrap_err();
        assert!(error.is_auth() && error.may_have_been_sent());
        assert_eq!(script.tokens(), ["Bearer token-2", "Bearer token-3"]);
        assert_eq!(logins.count(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_cannot_be_renewed_is_told_by_the_login() {
    let logins = Logins::default();
    let session = session(&logins, Policy::default());
    session.log_in().await.unwrap();
    logins.0.lock().unwrap().1 = Some(LoginFailure::CredentialsRefused);
    let script = Script::new(&[End::Status(401)]);
    let error = call(&session, &script, "POST").await.unwrap_err();
    let refused = ErrorKind::Login(LoginFailure::CredentialsRefused);
    assert_eq!(error.kind(), &refused);
    assert!(error.may_have_been_sent());
}

#[tokio::test(start_paused = true)]
async fn a_refused_login_keeps_a_call_from_being_sent() {
    let logins = Logins::default();
    logins.0.lock().unwrap().1 = Some(LoginFailure::CredentialsRefused);
    let session = session(&logins, Policy::default());
    let script = Script::new(&[]);
    let error = call(&session, &script, "POST").await.unwrap_err();
    assert!(error.is_auth() && !error.may_have_been_sent());
    assert_eq!(script.times().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_request_for_a_token_has_none() {
    let logins = Logins::default();
    let session = session(&logins, Policy::default());
    let script = Script::new(&[End::Status(401)]);
    let operation = operation("get_token");
    let span = CallSpan::new(operation);
    let failed = session
        .call(&script, request("POST"), operation, &span)
        .await;
    failed.unwrap_err();
    assert_eq!((script.tokens(), logins.count()), (vec![String::new()], 0));
}

#[tokio::test(start_paused = true)]
async fn a_session_prints_no_secret() {
    let session = session(&Logins::default(), Policy::default());
    session.log_in().await.unwrap();
    assert_eq!(format!("{session:?}"), "Session { .. }");
}
