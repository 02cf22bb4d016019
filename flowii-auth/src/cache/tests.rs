//! The cache on a virtual clock, with a server that answers requests for a token as it is told.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::join_all;
use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{advance, sleep};

use super::*;
use crate::error::ErrorKind;
use crate::grant::LoginFailure;
use crate::retry;
use crate::store::{MemoryStore, StoredToken, TokenStore};

mod refresh;
mod refusals;
mod shared;

const LIFE: Duration = Duration::from_secs(600);
const SECOND: Duration = Duration::from_secs(1);
const BACKOFF: Duration = Duration::from_secs(900);

const REFUSED: LoginFailure = LoginFailure::CredentialsRefused;
const BUSY: LoginFailure = LoginFailure::Status(StatusCode::SERVICE_UNAVAILABLE);

/// Answers each request after a second, with `token-1`, `token-2`, … unless it is told to fail.
#[derive(Clone, Default)]
struct Server(Arc<Answers>);

#[derive(Default)]
struct Answers {
    logins: AtomicUsize,
    refreshes: AtomicUsize,
    failure: Mutex<Option<LoginFailure>>,
    refresh_failures: Mutex<VecDeque<LoginFailure>>,
    gives_refresh_tokens: Mutex<bool>,
    /// What came in, in order.
    log: Mutex<Vec<String>>,
}

impl Server {
    fn logins(&self) -> usize {
        self.0.logins.load(Ordering::SeqCst)
    }

    fn refreshes(&self) -> usize {
        self.0.refreshes.load(Ordering::SeqCst)
    }

    fn fail(&self, failure: impl Into<Option<LoginFailure>>) {
        *self.0.failure.lock().unwrap() = failure.into();
    }

    fn fail_refreshes(&self, failures: &[LoginFailure]) {
        let mut queue = self.0.refresh_failures.lock().unwrap();
        queue.extend(failures.iter().copied());
    }

    fn give_refresh_tokens(&self) {
        *self.0.gives_refresh_tokens.lock().unwrap() = true;
    }

    fn log(&self) -> Vec<String> {
        self.0.log.lock().unwrap().clone()
    }

    fn cache(&self) -> TokenCache {
        self.cache_with(None)
    }

    fn cache_with(&self, store: Option<Arc<dyn TokenStore>>) -> TokenCache {
        let effort = Effort {
            most_attempts: 3,
            total: Duration::from_secs(180),
            refusal_backoff: BACKOFF,
        };
        let credentials = credentials("ann", "hunter2");
        let api = "https://api.example.com".to_owned();
        TokenCache::new(Box::new(self.clone()), store, api, credentials, effort)
    }

    fn token(&self) -> Token {
        let number = self.logins() + self.refreshes();
        let refresh = self.0.gives_refresh_tokens.lock().unwrap();
        let refresh = refresh.then(|| SecretString::from(format!("refresh-{number}")));
        Token::new(&format!("token-{number}"), refresh, LIFE, Instant::now()).unwrap()
    }

    fn note(&self, text: String) {
        self.0.log.lock().unwrap().push(text);
    }
}

impl TokenSource for Server {
    fn log_in(&self, credentials: Arc<Credentials>) -> BoxFuture<'_, Result<Token, Error>> {
        async move {
            self.0.logins.fetch_add(1, Ordering::SeqCst);
            self.note(format!("password {}", credentials.password()));
            sleep(SECOND).await;
            match *self.0.failure.lock().unwrap() {
                Some(failure) => Err(failed(failure)),
                None => Ok(self.token()),
            }
        }
        .boxed()
    }

    fn refresh(
        &self,
        _credentials: Arc<Credentials>,
        refresh_token: SecretString,
    ) -> BoxFuture<'_, Result<Token, Error>> {
        async move {
            self.0.refreshes.fetch_add(1, Ordering::SeqCst);
            self.note(refresh_token.expose_secret().to_owned());
            sleep(SECOND).await;
            match self.0.refresh_failures.lock().unwrap().pop_front() {
                Some(failure) => Err(failed(failure)),
                None => Ok(self.token()),
            }
        }
        .boxed()
    }
}

fn failed(failure: LoginFailure) -> Error {
    let outcome = match failure {
        LoginFailure::Status(status) => retry::Outcome::Answered {
            status,
            quota: false,
            retry_after: None,
        },
        LoginFailure::Timeout | LoginFailure::Connection => retry::Outcome::Lost,
        _ => retry::Outcome::Unusable,
    };
    Error::after(outcome, ErrorKind::Login(failure))
}

fn credentials(username: &str, password: &str) -> Credentials {
    Credentials::new(username.into(), password.into())
}

fn bearer(outcome: Outcome) -> HeaderValue {
    outcome.unwrap().authorization()
}

fn failure(outcome: Outcome) -> LoginFailure {
    match outcome.unwrap_err().kind() {
        ErrorKind::Login(failure) => *failure,
        other => panic!("{other}"),
    }
}

#[tokio::test(start_paused = true)]
async fn two_hundred_first_calls_share_one_login() {
    let server = Server::default();
    let cache = server.cache();
    for outcome in join_all((0..200).map(|_| cache.get())).await {
        assert_eq!(bearer(outcome), "Bearer token-1");
    }
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn two_hundred_first_calls_share_one_failure() {
    for (told, logins) in [(REFUSED, 1), (LoginFailure::Html, 1), (BUSY, 3)] {
        let server = Server::default();
        server.fail(told);
        let cache = server.cache();
        for outcome in join_all((0..200).map(|_| cache.get())).await {
            assert_eq!(failure(outcome), told);
        }
        assert_eq!(server.logins(), logins, "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_and_renewed_before_its_end() {
    let server = Server::default();
    let cache = server.cache();
    cache.get().await.unwrap();
    // Renewal is due 60 seconds before the end, counted from the answer.
    advance(Duration::from_secs(539)).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    advance(SECOND).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
    assert_eq!(server.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_used_while_its_renewal_fails() {
    for told in [LoginFailure::Connection, BUSY, REFUSED, LoginFailure::Html] {
        let server = Server::default();
        let cache = server.cache();
        cache.get().await.unwrap();
        server.fail(told);
        advance(Duration::from_secs(550)).await;
        // One try, then none for a while, though many ask.
        for _ in 0..20 {
            assert_eq!(bearer(cache.get().await), "Bearer token-1", "{told}");
        }
        assert_eq!(server.logins(), 2, "{told}");
        advance(Duration::from_secs(50)).await;
        assert_eq!(failure(cache.get().await), told);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_renewal_is_tried_again_after_a_while() {
    let server = Server::default();
    let cache = server.cache();
    cache.get().await.unwrap();
    server.fail(BUSY);
    advance(Duration::from_secs(540)).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    server.fail(None);
    advance(4 * SECOND).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    advance(SECOND).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-3");
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_gives_up_leaves_the_others_whole() {
    let server = Server::default();
    let cache = server.cache();
    let mut leader = Box::pin(cache.get());
    assert!(futures::poll!(leader.as_mut()).is_pending());
    let mut follower = Box::pin(cache.get());
    assert!(futures::poll!(follower.as_mut()).is_pending());
    drop(leader);
    assert_eq!(bearer(follower.await), "Bearer token-1");
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_login_that_nobody_waits_for_is_given_up() {
    let server = Server::default();
    let cache = server.cache();
    let mut only = Box::pin(cache.get());
    assert!(futures::poll!(only.as_mut()).is_pending());
    drop(only);
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
}

#[tokio::test(start_paused = true)]
async fn callers_that_never_wait_long_enough_do_not_hammer_the_account() {
    let server = Server::default();
    let cache = server.cache();
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(600) {
        let _ = tokio::time::timeout(SECOND / 2, cache.get()).await;
    }
    // Half a second each: 1200 callers.
    assert!(server.logins() < 10, "{}", server.logins());
    cache.get().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn only_the_token_that_failed_is_forgotten() {
    let server = Server::default();
    let cache = server.cache();
    let first = bearer(cache.get().await);
    assert!(cache.forget(&first));
    let second = bearer(cache.get().await);
    assert_eq!(second, "Bearer token-2");
    assert!(cache.forget(&first));
    assert_eq!(bearer(cache.get().await), second);
    assert_eq!(server.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_never_accepted_is_not_replaced_again_and_again() {
    let server = Server::default();
    let cache = server.cache();
    assert!(cache.forget(&bearer(cache.get().await)));
    let second = bearer(cache.get().await);
    assert!(!cache.forget(&second));
    assert_eq!(bearer(cache.get().await), second);

    // One that was accepted is dead now, and so may be one after a while.
    advance(Duration::from_secs(10)).await;
    assert!(cache.forget(&second));
    let third = cache.get().await.unwrap();
    third.accept();
    assert!(cache.forget(&third.authorization()));
}

#[tokio::test(start_paused = true)]
async fn a_cache_prints_no_token() {
    let cache = Server::default().cache();
    cache.get().await.unwrap();
    assert_eq!(format!("{cache:?}"), "TokenCache { .. }");
}
