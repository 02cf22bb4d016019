//! Keeps the token in a cache that several workers share, such as Redis, so that all of them together
//! log in once.
//!
//! `Redis` below stands for a client of the cache, such as `redis::aio::ConnectionManager`; put its
//! commands, which are in the comments, in the place of the map. `-- --mock` runs it against a FLOWii
//! of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use flowii_auth::{BoxError, StoredToken, TokenStore};
use futures::future::BoxFuture;
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

mod support;

/// A token is of no use to anybody a day after it was saved.
const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Clone, Default)]
struct Redis(Arc<Mutex<BTreeMap<String, String>>>);

impl Redis {
    /// `GET key`
    async fn get(&self, key: &str) -> Result<Option<String>, BoxError> {
        Ok(self.0.lock().await.get(key).cloned())
    }

    /// `SET key value EX seconds`
    async fn set(&self, key: &str, value: &str, _expire: Duration) -> Result<(), BoxError> {
        let mut values = self.0.lock().await;
        values.insert(key.to_owned(), value.to_owned());
        Ok(())
    }
}

struct SharedCache(Redis);

impl TokenStore for SharedCache {
    fn load<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Option<StoredToken>, BoxError>> {
        Box::pin(async move {
            let text = self.0.get(account).await?;
            Ok(text.as_deref().and_then(StoredToken::decode))
        })
    }

    fn save<'a>(
        &'a self,
        account: &'a str,
        token: &'a StoredToken,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let text = token.encode();
            self.0.set(account, text.expose_secret(), KEPT_FOR).await
        })
    }

    // `lock` is left out: two workers whose token ends in the same moment both renew it, and the one
    // whose refresh token was used up logs in again. `SET key worker NX EX 30`, tried until it works,
    // with a `Lease` that deletes the key, would keep them apart.
}

impl fmt::Debug for SharedCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SharedCache")
            .finish_non_exhaustive()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let flowii = support::Flowii::of_arguments().await?;
    let redis = Redis::default();
    let client = flowii
        .client()
        .token_store(SharedCache(redis.clone()))
        .build()?;
    client.log_in().await?;

    // Another process would do the same, and find the token there.
    let other = flowii.client().token_store(SharedCache(redis)).build()?;
    other.log_in().await?;
    Ok(())
}
