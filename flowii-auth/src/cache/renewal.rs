//! One renewal: from the store, by a refresh, by a login, in this order.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::SystemTime;

use secrecy::SecretString;
use tokio::time::{Instant, sleep};

use super::{Outcome, Shared};
use crate::credentials::Credentials;
use crate::error::{Error, ErrorKind};
use crate::grant::LoginFailure;
use crate::retry::{self, Call, Decision, Progress};
use crate::store::{Lease, StoredToken, TokenStore};
use crate::token::Token;
use crate::trace;

/// Gets a token for everybody who waits for one.
pub(super) async fn renew(shared: &Shared) -> Outcome {
    let (credentials, epoch, calm) = {
        let mut known = shared.known();
        // Another renewal may have ended between the look at what is known and this one.
        if let Some(settled) = known.settled(Instant::now()) {
            return settled;
        }
        (Arc::clone(&known.credentials), known.epoch, known.begin())
    };
    sleep(calm).await;

    let account = account(&shared.api, &credentials);
    let _lease = lock(shared.store.as_deref(), &account).await;
    let stored = load(shared.store.as_deref(), &account).await;
    let outcome = match stored {
        Some(found) if shared.known().wants(&found, Instant::now()) => Ok(found),
        stored => {
            // Who saved it may have refreshed since, so what it holds is the newer.
            let refresh = stored
                .and_then(|token| token.refresh_token().cloned())
                .or_else(|| shared.known().refresh_token());
            let asked = ask(shared, &credentials, epoch, refresh).await;
            if let Ok(token) = &asked {
                save(shared.store.as_deref(), &account, token).await;
            }
            asked
        }
    };

    let mut known = shared.known();
    known.end();
    match outcome {
        Ok(token) => Ok(known.learn(token, epoch)),
        Err(error) => {
            let backoff = shared.effort.refusal_backoff;
            known.learn_failure(&error, epoch, backoff, Instant::now());
            Err(error)
        }
    }
}

/// Asks FLOWii, by a refresh if there is something to refresh, else with the password; more than
/// once only if nobody has a token to go on with meanwhile.
async fn ask(
    shared: &Shared,
    credentials: &Arc<Credentials>,
    epoch: u64,
    mut refresh: Option<SecretString>,
) -> Result<Token, Error> {
    let start = Instant::now();
    let mut attempts = 1;
    loop {
        let error = if let Some(refresh_token) = refresh.take() {
            let asked = shared
                .source
                .refresh(Arc::clone(credentials), refresh_token.clone())
                .await;
            trace::refreshed(&asked);
            match asked {
                // RFC 6749, section 6: it may be kept if no new one is given.
                Ok(token) => return Ok(token.or_refresh_token(refresh_token)),
                Err(error) if may_refresh_later(&error) => {
                    refresh = Some(refresh_token);
                    error
                }
                Err(_) => {
                    shared.known().drop_refresh_token(epoch);
                    continue;
                }
            }
        } else {
            let asked = shared.source.log_in(Arc::clone(credentials)).await;
            trace::logged_in(&asked);
            match asked {
                Ok(token) => return Ok(token),
                Err(error) => error,
            }
        };
        let has_token = shared.known().valid(Instant::now()).is_some();
        let progress = Progress {
            attempts,
            most_attempts: if has_token {
                1
            } else {
                shared.effort.most_attempts
            },
            renewed: true,
            left: shared.effort.total.saturating_sub(start.elapsed()),
        };
        match retry::decide(Call::login(), error.outcome(), progress, fastrand::f64()) {
            Decision::Repeat { after } => sleep(after).await,
            Decision::Settle | Decision::Renew => return Err(error),
        }
        attempts += 1;
    }
}

/// Whether the refresh token is as good as before: it certainly did not arrive, or FLOWii is busy.
///
/// Everything else, be it a refusal, an answer that makes no sense or none at all, leaves it in
/// doubt, and the password is the surer way.
fn may_refresh_later(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Login(LoginFailure::Timeout | LoginFailure::Connection) => {
            matches!(error.outcome(), retry::Outcome::NotSent { .. })
        }
        _ => error.is_retryable(),
    }
}

/// What a store calls this user of this API.
///
/// A hash, as the user's name is personal; it differs between versions of Rust, which costs a login.
fn account(api: &str, credentials: &Credentials) -> String {
    let mut hasher = DefaultHasher::new();
    (api, credentials.username()).hash(&mut hasher);
    format!("flowii-{:016x}", hasher.finish())
}

async fn lock(store: Option<&dyn TokenStore>, account: &str) -> Option<Lease> {
    let lease = store?.lock(account).await;
    lease
        .map_err(|error| trace::store_failed("lock", &*error))
        .ok()
}

async fn load(store: Option<&dyn TokenStore>, account: &str) -> Option<Token> {
    match store?.load(account).await {
        Ok(stored) => stored?.to_token(Instant::now(), SystemTime::now()),
        Err(error) => {
            trace::store_failed("load", &*error);
            None
        }
    }
}

async fn save(store: Option<&dyn TokenStore>, account: &str, token: &Token) {
    let Some(store) = store else { return };
    let Some(stored) = StoredToken::of(token, Instant::now(), SystemTime::now()) else {
        return;
    };
    if let Err(error) = store.save(account, &stored).await {
        trace::store_failed("save", &*error);
    }
}
