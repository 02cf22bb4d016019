//! The records of all companies, and the file that keeps them.

mod change;
mod company;
mod persist;
mod record;
mod state;

pub(crate) use change::{Changed, Draft, WriteProblem};
pub(crate) use company::Records;
pub(crate) use persist::{Keeper, write};
pub(crate) use record::{Key, Link, Record, parse_id};
pub(crate) use state::State;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// All records. Each company has a lock of its own, which is held to look records up and to change
/// them, and never while an answer is written out.
#[derive(Debug)]
pub(crate) struct Store {
    companies: BTreeMap<i64, RwLock<Records>>,
    next_id: AtomicI64,
    version: AtomicU64,
}

impl Store {
    pub(crate) fn new(companies: BTreeMap<i64, Records>, next_id: i64) -> Self {
        let companies = companies.into_iter();
        Self {
            companies: companies
                .map(|(id, records)| (id, RwLock::new(records)))
                .collect(),
            next_id: AtomicI64::new(next_id),
            version: AtomicU64::new(0),
        }
    }

    pub(crate) fn company_ids(&self) -> impl Iterator<Item = i64> {
        self.companies.keys().copied()
    }

    /// The records of a company, to be read.
    pub(crate) fn read(&self, company: i64) -> Option<RwLockReadGuard<'_, Records>> {
        let records = self.companies.get(&company)?;
        Some(records.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the records of a company, or leaves them as they are if the change fails.
    ///
    /// Answers with the version that the change made, which a [`Keeper`] can be asked to keep.
    pub(crate) fn write<T, E>(
        &self,
        company: i64,
        change: impl FnOnce(&mut Records, &dyn Fn() -> i64) -> Result<T, E>,
    ) -> Option<Result<(T, u64), E>> {
        let records = self.companies.get(&company)?;
        let mut records: RwLockWriteGuard<'_, _> =
            records.write().unwrap_or_else(PoisonError::into_inner);
        let fresh = || self.next_id.fetch_add(1, Ordering::Relaxed);
        let outcome = change(&mut records, &fresh);
        // Counted under the lock: who holds all locks sees a version that has no change under way.
        Some(outcome.map(|value| (value, self.version.fetch_add(1, Ordering::SeqCst) + 1)))
    }

    /// All that there is, at one moment.
    pub(crate) fn state(&self) -> State {
        let companies: Vec<_> = self
            .companies
            .iter()
            .map(|(id, records)| (*id, records.read().unwrap_or_else(PoisonError::into_inner)))
            .collect();
        State {
            version: self.version.load(Ordering::SeqCst),
            next_id: self.next_id.load(Ordering::Relaxed),
            companies: companies
                .iter()
                .map(|(id, records)| (*id, records.all()))
                .collect(),
        }
    }
}
