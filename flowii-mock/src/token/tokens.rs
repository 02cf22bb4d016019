//! The tokens that are out.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};

/// The tokens of all users. Every login gives a pair of its own; a refresh token works once.
#[derive(Default)]
pub(crate) struct Tokens {
    access: BTreeMap<String, Holder>,
    refresh: BTreeMap<String, Holder>,
}

#[derive(Clone)]
struct Holder {
    user: String,
    ends: SystemTime,
}

/// A pair of tokens for a user.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) access: SecretString,
    pub(crate) refresh: SecretString,
    pub(crate) user: String,
    pub(crate) at: SystemTime,
    pub(crate) ttl: Duration,
}

/// Why a token is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    Unknown,
    Expired,
}

/// How long the tokens of a mock live.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lifetimes {
    pub(crate) access: Duration,
    pub(crate) refresh: Duration,
}

impl Tokens {
    /// Hands out a pair.
    pub(crate) fn issue(
        &mut self,
        user: &str,
        now: SystemTime,
        lifetimes: Lifetimes,
        chance: &mut fastrand::Rng,
    ) -> Issued {
        // Who renews a token every few seconds for a week shall not fill the memory.
        self.access.retain(|_, holder| {
            // Known a while longer, so that it is refused as expired.
            now.duration_since(holder.ends).unwrap_or_default() < lifetimes.access
        });
        self.refresh.retain(|_, holder| now < holder.ends);
        let mut text =
            |length: usize| -> String { (0..length).map(|_| chance.alphanumeric()).collect() };
        let (access, refresh) = (text(48), text(32));
        let holder = |ttl: Duration| Holder {
            user: user.to_owned(),
            ends: now.checked_add(ttl).unwrap_or(now),
        };
        self.access.insert(access.clone(), holder(lifetimes.access));
        self.refresh
            .insert(refresh.clone(), holder(lifetimes.refresh));
        Issued {
            access: access.into(),
            refresh: refresh.into(),
            user: user.to_owned(),
            at: now,
            ttl: lifetimes.access,
        }
    }

    /// Takes a refresh token in, and says whose it was.
    pub(crate) fn redeem(
        &mut self,
        token: &SecretString,
        user: Option<&str>,
        now: SystemTime,
    ) -> Result<String, Refusal> {
        let holder = self
            .refresh
            .get(token.expose_secret())
            .ok_or(Refusal::Unknown)?;
        if user.is_some_and(|user| user != holder.user) {
            return Err(Refusal::Unknown);
        }
        let holder = self
            .refresh
            .remove(token.expose_secret())
            .ok_or(Refusal::Unknown)?;
        if now >= holder.ends {
            return Err(Refusal::Expired);
        }
        // The access token that it came with lives on until it ends, as with OWIN.
        Ok(holder.user)
    }

    /// Whose an access token is.
    pub(crate) fn user(&self, token: &str, now: SystemTime) -> Result<&str, Refusal> {
        let holder = self.access.get(token).ok_or(Refusal::Unknown)?;
        if now >= holder.ends {
            return Err(Refusal::Expired);
        }
        Ok(&holder.user)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("access", &self.access.len())
            .field("refresh", &self.refresh.len())
            .finish()
    }
}
