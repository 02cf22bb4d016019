//! The store that ends with the process.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use flowii_api::BoxError;
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::OwnedMutexGuard;

use super::{Lease, StoredToken, TokenStore};

/// Keeps tokens in memory, for several clients of one process; its clones keep the same ones.
///
/// One client needs no store: it keeps its token itself, and shares it with its clones.
#[derive(Clone, Default)]
pub struct MemoryStore {
    accounts: Arc<Mutex<BTreeMap<String, Account>>>,
}

#[derive(Default)]
struct Account {
    token: Option<StoredToken>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl MemoryStore {
    fn with<T>(&self, account: &str, use_it: impl FnOnce(&mut Account) -> T) -> T {
        // Nothing panics while it holds the lock.
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        use_it(accounts.entry(account.to_owned()).or_default())
    }
}

impl TokenStore for MemoryStore {
    fn load<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Option<StoredToken>, BoxError>> {
        async move { Ok(self.with(account, |account| account.token.clone())) }.boxed()
    }

    fn save<'a>(
        &'a self,
        account: &'a str,
        token: &'a StoredToken,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        async move {
            self.with(account, |account| account.token = Some(token.clone()));
            Ok(())
        }
        .boxed()
    }

    fn lock<'a>(&'a self, account: &'a str) -> BoxFuture<'a, Result<Lease, BoxError>> {
        async move {
            let turn = self.with(account, |account| Arc::clone(&account.turn));
            let turn: OwnedMutexGuard<()> = turn.lock_owned().await;
            Ok(Lease::new(turn))
        }
        .boxed()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MemoryStore")
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use tokio::time::Instant;

    use super::*;
    use crate::token::Token;

    #[tokio::test]
    async fn clones_keep_the_same_tokens_and_print_none() {
        let now = Instant::now();
        let token = Token::new("s3cret", None, Duration::from_secs(600), now).unwrap();
        let token = StoredToken::of(&token, now, SystemTime::now()).unwrap();
        let store = MemoryStore::default();
        store.save("ann", &token).await.unwrap();
        let other = store.clone();
        assert!(other.load("ann").await.unwrap().is_some());
        assert!(other.load("bob").await.unwrap().is_none());
        assert!(!format!("{store:?}").contains("s3cret"));
    }
}
