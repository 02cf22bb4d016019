//! The cache on a virtual clock, with logins that go nowhere.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::join_all;
use tokio::time::{advance, sleep};

use super::*;
use crate::grant::LoginFailure;

const LIFE: Duration = Duration::from_secs(600);

/// A server that logs in as it is told: each login takes a second and gives `token-1`, `token-2`, …
struct Server {
    logins: AtomicUsize,
    failure: Mutex<Option<LoginFailure>>,
}

impl Server {
    fn start() -> Arc<Self> {
        Arc::new(Self {
            logins: AtomicUsize::new(0),
            failure: Mutex::new(None),
        })
    }

    fn logins(&self) -> usize {
        self.logins.load(Ordering::SeqCst)
    }

    fn fail(&self, failure: impl Into<Option<LoginFailure>>) {
        *self.failure.lock().unwrap() = failure.into();
    }

    fn cache(self: &Arc<Self>) -> TokenCache {
        let server = Arc::clone(self);
        TokenCache::new(Arc::new(move || {
            let server = Arc::clone(&server);
            async move {
                let asked = Instant::now();
                let number = server.logins.fetch_add(1, Ordering::SeqCst) + 1;
                sleep(Duration::from_secs(1)).await;
                match *server.failure.lock().unwrap() {
                    Some(failure) => Err(Error::new(ErrorKind::Login(failure))),
                    None => Ok(Token::new(&format!("token-{number}"), LIFE, asked).unwrap()),
                }
            }
            .boxed()
        }))
    }
}

fn bearer(outcome: Outcome) -> HeaderValue {
    outcome.unwrap().authorization()
}

fn failure(outcome: Outcome) -> ErrorKind {
    outcome.unwrap_err().kind().clone()
}

#[tokio::test(start_paused = true)]
async fn fifty_first_calls_share_one_login() {
    let server = Server::start();
    let cache = server.cache();
    for outcome in join_all((0..50).map(|_| cache.get())).await {
        assert_eq!(bearer(outcome), "Bearer token-1");
    }
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn fifty_first_calls_share_one_failure() {
    for told in [LoginFailure::CredentialsRefused, LoginFailure::Connection] {
        let server = Server::start();
        server.fail(told);
        let cache = server.cache();
        for outcome in join_all((0..50).map(|_| cache.get())).await {
            assert_eq!(failure(outcome), ErrorKind::Login(told));
        }
        assert_eq!(server.logins(), 1, "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_remembered() {
    let server = Server::start();
    server.fail(LoginFailure::CredentialsRefused);
    let cache = server.cache();
    for _ in 0..3 {
        let refused = ErrorKind::Login(LoginFailure::CredentialsRefused);
        assert_eq!(failure(cache.get().await), refused);
    }
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_passing_failure_is_not_remembered() {
    let server = Server::start();
    server.fail(LoginFailure::Timeout);
    let cache = server.cache();
    assert!(cache.get().await.unwrap_err().is_timeout());
    server.fail(None);
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_and_renewed_before_its_end() {
    let server = Server::start();
    let cache = server.cache();
    cache.get().await.unwrap();
    // The login took a second of the token's life; its renewal is due 60 seconds before the end.
    advance(Duration::from_secs(538)).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    advance(Duration::from_secs(1)).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
    assert_eq!(server.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_is_used_while_its_renewal_fails() {
    for told in [LoginFailure::Connection, LoginFailure::CredentialsRefused] {
        let server = Server::start();
        let cache = server.cache();
        cache.get().await.unwrap();
        server.fail(told);
        advance(Duration::from_secs(550)).await;
        for _ in 0..2 {
            assert_eq!(bearer(cache.get().await), "Bearer token-1", "{told}");
        }
        advance(Duration::from_secs(50)).await;
        assert_eq!(failure(cache.get().await), ErrorKind::Login(told));
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_gives_up_leaves_the_others_whole() {
    let server = Server::start();
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
    let server = Server::start();
    let cache = server.cache();
    let mut only = Box::pin(cache.get());
    assert!(futures::poll!(only.as_mut()).is_pending());
    drop(only);
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
}

#[tokio::test(start_paused = true)]
async fn only_the_token_that_failed_is_forgotten() {
    let server = Server::start();
    let cache = server.cache();
    let first = bearer(cache.get().await);
    cache.forget(&first);
    let second = bearer(cache.get().await);
    assert_eq!(second, "Bearer token-2");
    cache.forget(&first);
    assert_eq!(bearer(cache.get().await), second);
    assert_eq!(server.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_cache_prints_no_token() {
    let cache = Server::start().cache();
    cache.get().await.unwrap();
    assert_eq!(format!("{cache:?}"), "TokenCache { .. }");
}
