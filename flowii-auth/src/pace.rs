//! So many requests a minute, and no more.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep};

/// Lets requests through in even steps, in the order in which they came.
///
/// Steps instead of bursts, since nobody knows whether the minutes of FLOWii's quota are those of the
/// clock.
pub(crate) struct Pace {
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Duration>>,
    clock: TokioClock,
    /// First come, first served; whoever gives up leaves the queue.
    queue: Mutex<()>,
}

/// The place at the head of the queue.
pub(crate) struct Head<'a> {
    pace: &'a Pace,
    _queue: MutexGuard<'a, ()>,
}

impl Pace {
    pub(crate) fn new(requests_per_minute: NonZeroU32) -> Self {
        let clock = TokioClock(Instant::now());
        let quota = Quota::per_minute(requests_per_minute).allow_burst(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::direct_with_clock(quota, clock),
            clock,
            queue: Mutex::new(()),
        }
    }

    /// Waits for those who came before.
    pub(crate) async fn head(&self) -> Head<'_> {
        Head {
            pace: self,
            _queue: self.queue.lock().await,
        }
    }
}

impl Head<'_> {
    /// Waits until the next request may go. Nothing is used up by a wait that is given up.
    pub(crate) async fn step(&self) {
        while let Err(early) = self.pace.limiter.check() {
            sleep(early.wait_time_from(self.pace.clock.now())).await;
        }
    }
}

impl fmt::Debug for Pace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pace").finish_non_exhaustive()
    }
}

/// Tokio's clock, which tests can set: the time since the pace began.
#[derive(Clone, Copy, Debug)]
struct TokioClock(Instant);

impl Clock for TokioClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    fn pace(requests_per_minute: u32) -> Pace {
        Pace::new(NonZeroU32::new(requests_per_minute).unwrap())
    }

    async fn pass(pace: &Pace) {
        pace.head().await.step().await;
    }

    #[tokio::test(start_paused = true)]
    async fn requests_go_in_even_steps_and_in_order() {
        let pace = pace(60);
        let start = Instant::now();
        let passed = join_all((0..10).map(|_| async {
            pass(&pace).await;
            start.elapsed().as_secs()
        }))
        .await;
        assert_eq!(passed, (0..10).collect::<Vec<_>>());
    }

    #[tokio::test(start_paused = true)]
    async fn time_without_requests_saves_up_no_burst() {
        let pace = pace(60);
        pass(&pace).await;
        sleep(Duration::from_secs(600)).await;
        let start = Instant::now();
        for _ in 0..4 {
            pass(&pace).await;
        }
        assert_eq!(start.elapsed().as_secs(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_uses_nothing_and_holds_up_nobody() {
        let pace = pace(60);
        pass(&pace).await;
        let start = Instant::now();
        let mut waiting: Vec<_> = (0..5).map(|_| Box::pin(pass(&pace))).collect();
        for waiter in &mut waiting {
            assert!(futures::poll!(waiter.as_mut()).is_pending());
        }
        drop(waiting.remove(0));
        drop(waiting.remove(1));
        join_all(waiting).await;
        assert_eq!(start.elapsed().as_secs(), 3);
    }
}
