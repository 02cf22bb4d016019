//! Where every request of a session passes before it is sent.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

use crate::pace::Pace;

/// By how much later than the first the last one comes back after a pause.
const LONGEST_SPREAD: Duration = Duration::from_secs(1);

/// Keeps the requests of a session waiting while FLOWii wants to be left alone, and spaces them if
/// they are to have a pace.
#[derive(Debug, Default)]
pub(crate) struct Turnstile {
    closed_until: Mutex<Option<Instant>>,
    pace: Option<Pace>,
}

impl Turnstile {
    pub(crate) fn with_pace(requests_per_minute: NonZeroU32) -> Self {
        Self {
            closed_until: Mutex::default(),
            pace: Some(Pace::new(requests_per_minute)),
        }
    }

    /// Waits until FLOWii may be asked again. Safe to give up at any time.
    pub(crate) async fn open(&self) {
        // Somebody may have been told to wait longer meanwhile.
        while let Some(until) = self.closed_until() {
            sleep_until(until).await;
        }
    }

    /// Waits for the turn of one call. Safe to give up at any time.
    ///
    /// Requests for a token have no turn: the calls in the queue wait for them.
    pub(crate) async fn pass(&self) {
        let Some(pace) = &self.pace else {
            while self.closed_until().is_some() {
                self.open().await;
                // Those who waited come back one after another, so that the first of them finds out
                // whether FLOWii wants the others to wait on.
                sleep(LONGEST_SPREAD.mul_f64(fastrand::f64())).await;
            }
            return;
        };
        let head = pace.head().await;
        loop {
            self.open().await;
            head.step().await;
            if self.closed_until().is_none() {
                return;
            }
        }
    }

    /// Whether a call may pass without waiting, and without taking a turn.
    pub(crate) fn is_passed_at_once(&self) -> bool {
        self.pace.is_none() && self.closed_until().is_none()
    }

    /// For how much longer it is closed; zero if it is open.
    pub(crate) fn closed_for(&self) -> Duration {
        self.closed_until().map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(Instant::now())
        })
    }

    /// Closes it for `pause`; a pause that ends later than that stays as it is.
    pub(crate) fn close_for(&self, pause: Duration) {
        let Some(until) = Instant::now().checked_add(pause) else {
            return;
        };
        let mut closed_until = self.lock();
        *closed_until = (*closed_until).max(Some(until));
    }

    fn closed_until(&self) -> Option<Instant> {
        let mut closed_until = self.lock();
        if closed_until.is_some_and(|until| until <= Instant::now()) {
            *closed_until = None;
        }
        *closed_until
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        // Nothing panics while it holds the lock.
        self.closed_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn it_is_open_at_first() {
        let turnstile = Turnstile::default();
        let start = Instant::now();
        turnstile.open().await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        assert_eq!(turnstile.closed_for(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn all_wait_for_the_longest_pause() {
        let turnstile = Turnstile::default();
        let start = Instant::now();
        turnstile.close_for(5 * SECOND);
        turnstile.close_for(2 * SECOND);
        assert_eq!(turnstile.closed_for(), 5 * SECOND);
        let later = async {
            tokio::time::sleep(4 * SECOND).await;
            turnstile.close_for(3 * SECOND);
        };
        tokio::join!(turnstile.open(), turnstile.open(), later);
        assert_eq!(start.elapsed(), 7 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_waited_come_back_one_after_another() {
        let turnstile = Turnstile::default();
        let start = Instant::now();
        turnstile.close_for(5 * SECOND);
        let passed = futures::future::join_all((0..100).map(|_| async {
            turnstile.pass().await;
            start.elapsed()
        }))
        .await;
        assert!(
            passed
                .iter()
                .all(|at| (5 * SECOND..=6 * SECOND).contains(at))
        );
        let moments: std::collections::BTreeSet<_> = passed.iter().collect();
        assert!(moments.len() > 50);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pace_waits_out_a_pause_and_goes_on() {
        let turnstile = Turnstile::with_pace(NonZeroU32::new(60).unwrap());
        let start = Instant::now();
        turnstile.pass().await;
        turnstile.close_for(30 * SECOND);
        let passed = futures::future::join_all((0..3).map(|_| async {
            turnstile.pass().await;
            start.elapsed()
        }))
        .await;
        assert_eq!(passed, [30 * SECOND, 31 * SECOND, 32 * SECOND]);
    }
}
