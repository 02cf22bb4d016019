use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use flowii_auth::{BoxError, StoredToken, TokenStore};
use futures::future::BoxFuture;
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

/// A token is of no use to anybody a day after it was saved.
const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// Stands for a client of the cache, such as `redis::aio::ConnectionManager`; put its commands, which
/// are in the comments, in the place of the map.
#[derive(Clone, Default)]
pub(crate) struct Redis(Arc<Mutex<BTreeMap<String, String>>>);

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

/// Tokens in that cache, for all workers.
pub(crate) struct SharedCache(pub(crate) Redis);

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
