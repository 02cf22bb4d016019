//! What is remembered of a login that failed.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_refusal_is_remembered_until_the_back_off_ends() {
    let server = Server::default();
    server.fail(REFUSED);
    let cache = server.cache();
    for _ in 0..3 {
        assert_eq!(failure(cache.get().await), REFUSED);
    }
    assert_eq!(server.logins(), 1);

    advance(Duration::from_secs(899)).await;
    assert_eq!(failure(cache.get().await), REFUSED);
    assert_eq!(server.logins(), 1);

    advance(SECOND).await;
    assert_eq!(failure(cache.get().await), REFUSED);
    assert_eq!(server.logins(), 2);

    server.fail(None);
    advance(BACKOFF).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-3");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_remembered_until_the_credentials_change() {
    let server = Server::default();
    server.fail(REFUSED);
    let cache = server.cache();
    cache.get().await.unwrap_err();
    server.fail(None);
    cache.change_credentials(credentials("ann", "hunter3"));
    cache.get().await.unwrap();
    assert_eq!(server.log(), ["password hunter2", "password hunter3"]);
}

#[tokio::test(start_paused = true)]
async fn new_credentials_do_not_wait_for_a_login_with_the_old_ones() {
    let server = Server::default();
    let cache = server.cache();
    let mut old = Box::pin(cache.get());
    assert!(futures::poll!(old.as_mut()).is_pending());
    cache.change_credentials(credentials("bob", "hunter3"));
    let (old, new) = tokio::join!(old, cache.get());
    // Both have a token; the one of the old user is not kept.
    old.unwrap();
    assert_eq!(server.log(), ["password hunter2", "password hunter3"]);
    assert_eq!(bearer(cache.get().await), bearer(new));
    assert_eq!(server.logins(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again_and_not_remembered() {
    let server = Server::default();
    server.fail(BUSY);
    let cache = server.cache();
    assert_eq!(failure(cache.get().await), BUSY);
    assert_eq!(server.logins(), 3);
    server.fail(None);
    assert_eq!(bearer(cache.get().await), "Bearer token-4");
}
