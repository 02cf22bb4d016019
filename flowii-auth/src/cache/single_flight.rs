//! One run of a future for everybody who wants its result at the same time.

use std::sync::{Mutex, PoisonError};

use futures::FutureExt;
use futures::future::{BoxFuture, Shared, WeakShared};

/// Lets callers that come while a run is under way wait for that run, instead of starting another.
///
/// Success and failure go to all of them. It holds the run weakly: a caller that gives up leaves the
/// others whole, and when the last one does, the run is dropped, so that the next caller does not
/// take up a request that has been standing still since.
pub(super) struct SingleFlight<T: Clone>(Mutex<Option<WeakShared<BoxFuture<'static, T>>>>);

impl<T: Clone> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> SingleFlight<T> {
    /// The run that is under way, or the one that `start` gives.
    pub(super) fn join(
        &self,
        start: impl FnOnce() -> BoxFuture<'static, T>,
    ) -> Shared<BoxFuture<'static, T>> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = slot
            .as_ref()
            .and_then(WeakShared::upgrade)
            // A run that is over tells of the past, though somebody may not have heard it yet.
            .filter(|run| run.peek().is_none());
        if let Some(run) = under_way {
            return run;
        }
        let run = start().shared();
        *slot = run.downgrade();
        run
    }

    /// Lets nobody else wait for the run that is under way.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
