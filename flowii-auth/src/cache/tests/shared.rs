//! Several caches with one store: other processes, other workers.

use super::*;
use crate::store::Lease;
use flowii_api::BoxError;

fn two_caches(server: &Server) -> (TokenCache, TokenCache) {
    server.give_refresh_tokens();
    let store = MemoryStore::default();
    (
        server.cache_with(Some(Arc::new(store.clone()))),
        server.cache_with(Some(Arc::new(store))),
    )
}

#[tokio::test(start_paused = true)]
async fn the_second_finds_the_token_of_the_first() {
    let server = Server::default();
    let (first, second) = two_caches(&server);
    first.get().await.unwrap();
    assert_eq!(bearer(second.get().await), "Bearer token-1");
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn those_that_start_together_log_in_once() {
    let server = Server::default();
    let (first, second) = two_caches(&server);
    let (first, second) = tokio::join!(first.get(), second.get());
    assert_eq!(bearer(first), bearer(second));
    assert_eq!(server.logins(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_uses_what_was_saved_last() {
    let server = Server::default();
    let (first, second) = two_caches(&server);
    first.get().await.unwrap();
    second.get().await.unwrap();
    // The first one's token dies, and both refresh tokens would be `refresh-1`.
    assert!(first.forget(&bearer(first.get().await)));
    assert_eq!(bearer(first.get().await), "Bearer token-2");
    assert!(second.forget(&bearer(second.get().await)));
    assert_eq!(bearer(second.get().await), "Bearer token-2");
    assert_eq!(server.log(), ["password hunter2", "refresh-1"]);
}

#[tokio::test(start_paused = true)]
async fn the_token_that_died_is_not_taken_from_the_store() {
    let server = Server::default();
    let (first, _) = two_caches(&server);
    assert!(first.forget(&bearer(first.get().await)));
    assert_eq!(bearer(first.get().await), "Bearer token-2");
    assert_eq!(server.log(), ["password hunter2", "refresh-1"]);
}

#[tokio::test(start_paused = true)]
async fn another_user_has_another_token() {
    let server = Server::default();
    let (first, second) = two_caches(&server);
    second.change_credentials(credentials("bob", "hunter3"));
    first.get().await.unwrap();
    second.get().await.unwrap();
    assert_eq!(server.log(), ["password hunter2", "password hunter3"]);
}

/// A store that is down.
#[derive(Debug)]
struct Down;

impl TokenStore for Down {
    fn load<'a>(
        &'a self,
        _account: &'a str,
    ) -> BoxFuture<'a, Result<Option<StoredToken>, BoxError>> {
        async { Err("down".into()) }.boxed()
    }

    fn save<'a>(
        &'a self,
        _account: &'a str,
        _token: &'a StoredToken,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async { Err("down".into()) }.boxed()
    }

    fn lock<'a>(&'a self, _account: &'a str) -> BoxFuture<'a, Result<Lease, BoxError>> {
        async { Err("down".into()) }.boxed()
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_costs_a_login_and_no_call() {
    let server = Server::default();
    let cache = server.cache_with(Some(Arc::new(Down)));
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    assert_eq!(bearer(cache.get().await), "Bearer token-1");
    assert_eq!(server.logins(), 1);
}
