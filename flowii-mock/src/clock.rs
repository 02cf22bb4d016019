//! The time, which a test may set.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where the mock reads the time: tokens expire by it, quotas start anew, new records are dated.
///
/// Clones of a clock that was set show the same time.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Set(Arc<Mutex<SystemTime>>),
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at a moment until it is [advanced](Self::advance).
    pub fn stopped_at(moment: SystemTime) -> Self {
        Self(Source::Set(Arc::new(Mutex::new(moment))))
    }

    /// What the clock shows.
    pub fn now(&self) -> SystemTime {
        match &self.0 {
            Source::System => SystemTime::now(),
            Source::Set(moment) => *moment.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a stopped clock forward. The clock of the machine stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Source::Set(moment) = &self.0 {
            let mut moment = moment.lock().unwrap_or_else(PoisonError::into_inner);
            *moment = moment.checked_add(by).unwrap_or(*moment);
        }
    }

    /// Whole seconds since 1970, as this API's filters have them.
    pub(crate) fn unix_seconds(&self) -> i64 {
        let since = self.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.0 {
            Source::System => "system",
            Source::Set(_) => "stopped",
        };
        formatter.debug_tuple("Clock").field(&kind).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::stopped_at(UNIX_EPOCH + Duration::from_secs(5));
        let same = clock.clone();
        clock.advance(Duration::from_secs(7));
        assert_eq!(same.unix_seconds(), 12);
        assert_eq!(same.unix_seconds(), 12);
    }
}
