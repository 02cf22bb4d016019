//! The refresh grant.

use super::*;

async fn due_for_renewal(server: &Server) -> TokenCache {
    server.give_refresh_tokens();
    let cache = server.cache();
    cache.get().await.unwrap();
    advance(Duration::from_secs(540)).await;
    cache
}

#[tokio::test(start_paused = true)]
async fn it_comes_before_the_password_and_rotates() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-2");
    advance(Duration::from_secs(540)).await;
    assert_eq!(bearer(cache.get().await), "Bearer token-3");
    assert_eq!(server.log(), ["password hunter2", "refresh-1", "refresh-2"]);
}

#[tokio::test(start_paused = true)]
async fn it_comes_first_after_the_end_of_the_token_and_after_a_401() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    advance(LIFE).await;
    let second = bearer(cache.get().await);
    assert!(cache.forget(&second));
    assert_eq!(bearer(cache.get().await), "Bearer token-3");
    assert_eq!(server.log(), ["password hunter2", "refresh-1", "refresh-2"]);
}

#[tokio::test(start_paused = true)]
async fn parallel_callers_use_a_refresh_token_once() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    for outcome in join_all((0..200).map(|_| cache.get())).await {
        assert_eq!(bearer(outcome), "Bearer token-2");
    }
    assert_eq!((server.logins(), server.refreshes()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_password_follows_when_it_is_refused_or_in_doubt() {
    for told in [
        REFUSED,
        LoginFailure::ApiKeyRefused,
        LoginFailure::Html,
        LoginFailure::Timeout,
        LoginFailure::Connection,
        LoginFailure::Status(StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let server = Server::default();
        let cache = due_for_renewal(&server).await;
        server.fail_refreshes(&[told]);
        assert_eq!(bearer(cache.get().await), "Bearer token-3", "{told}");
        assert_eq!((server.logins(), server.refreshes()), (2, 1), "{told}");

        // The next one has the new refresh token.
        advance(Duration::from_secs(540)).await;
        cache.get().await.unwrap();
        assert_eq!(server.log().last().unwrap(), "refresh-3", "{told}");
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_tried_again_while_the_server_is_busy() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    advance(LIFE).await;
    server.fail_refreshes(&[BUSY, BUSY]);
    cache.get().await.unwrap();
    assert_eq!(
        server.log(),
        ["password hunter2", "refresh-1", "refresh-1", "refresh-1"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_refresh_and_a_refused_password_are_one_refusal() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    advance(LIFE).await;
    server.fail_refreshes(&[REFUSED]);
    server.fail(REFUSED);
    for _ in 0..3 {
        assert_eq!(failure(cache.get().await), REFUSED);
    }
    assert_eq!((server.logins(), server.refreshes()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_refresh_token_is_kept_if_no_new_one_is_given() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    *server.0.gives_refresh_tokens.lock().unwrap() = false;
    cache.get().await.unwrap();
    advance(Duration::from_secs(540)).await;
    cache.get().await.unwrap();
    assert_eq!(server.log(), ["password hunter2", "refresh-1", "refresh-1"]);
}

#[tokio::test(start_paused = true)]
async fn it_does_not_outlive_the_credentials() {
    let server = Server::default();
    let cache = due_for_renewal(&server).await;
    cache.change_credentials(credentials("bob", "hunter3"));
    cache.get().await.unwrap();
    assert_eq!(server.log(), ["password hunter2", "password hunter3"]);
}
