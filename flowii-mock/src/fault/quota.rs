//! A quota: so many calls in so much time.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// So many calls in so much time: `90/min`, `5/s`, `1000/h`, `3/10s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    calls: u32,
    period: Duration,
}

/// A text that is no [`RateLimit`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a number of calls and a period, such as 90/min, 5/s or 3/10s")]
pub struct ParseRateLimitError;

impl RateLimit {
    /// So many calls in each period, which is at least a second.
    pub fn new(calls: u32, period: Duration) -> Self {
        Self {
            calls,
            period: period.max(Duration::from_secs(1)),
        }
    }

    pub(crate) fn calls(&self) -> u32 {
        self.calls
    }

    pub(crate) fn period(&self) -> Duration {
        self.period
    }
}

impl FromStr for RateLimit {
    type Err = ParseRateLimitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (calls, period) = text.split_once('/').ok_or(ParseRateLimitError)?;
        let calls = calls.trim().parse().map_err(|_| ParseRateLimitError)?;
        let period = period.trim();
        let digits = period
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(period.len());
        let (number, unit) = period.split_at(digits);
        let number: u64 = match number {
            "" => 1,
            number => number.parse().map_err(|_| ParseRateLimitError)?,
        };
        let seconds = match unit.trim() {
            "s" | "sec" | "second" => 1,
            "m" | "min" | "minute" => 60,
            "h" | "hour" => 3600,
            _ => return Err(ParseRateLimitError),
        };
        let seconds = number.checked_mul(seconds).filter(|seconds| *seconds > 0);
        let seconds = seconds.ok_or(ParseRateLimitError)?;
        Ok(Self::new(calls, Duration::from_secs(seconds)))
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}s", self.calls, self.period.as_secs())
    }
}

/// Counts calls; a period begins with the first call after the last one.
#[derive(Debug)]
pub(crate) struct Quota {
    limit: RateLimit,
    window: Mutex<Option<Window>>,
}

#[derive(Debug)]
struct Window {
    began: SystemTime,
    calls: u32,
}

impl Quota {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self {
            limit,
            window: Mutex::new(None),
        }
    }

    /// Counts a call. An error says how long to wait, rounded up to a second.
    pub(crate) fn admit(&self, now: SystemTime) -> Result<(), Duration> {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        let age = |window: &Window| now.duration_since(window.began).unwrap_or_default();
        let current = window
            .take()
            .filter(|window| age(window) < self.limit.period);
        let current = window.insert(current.unwrap_or(Window {
            began: now,
            calls: 0,
        }));
        if current.calls < self.limit.calls {
            current.calls += 1;
            return Ok(());
        }
        let left = self.limit.period.saturating_sub(age(current));
        Err(Duration::from_secs(
            left.as_millis()
                .div_ceil(1000)
                .try_into()
                .unwrap_or(u64::MAX),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_refused_until_its_period_is_over() {
        let quota = Quota::new("2/min".parse().unwrap());
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let after = |seconds| start + Duration::from_millis(seconds);
        assert_eq!(quota.admit(after(0)), Ok(()));
        assert_eq!(quota.admit(after(10_000)), Ok(()));
        assert_eq!(quota.admit(after(20_500)), Err(Duration::from_secs(40)));
        assert_eq!(quota.admit(after(60_000)), Ok(()));
    }

    #[test]
    fn limits_are_read() {
        let limit = |text: &str| text.parse::<RateLimit>().map(|limit| limit.to_string());
        assert_eq!(limit("90/min").as_deref(), Ok("90/60s"));
        assert_eq!(limit("3/10s").as_deref(), Ok("3/10s"));
        for text in [
            "",
            "90",
            "90/",
            "/min",
            "90/day",
            "9/0s",
            "x/min",
            "1/99999999999999999999s",
        ] {
            assert_eq!(limit(text), Err(ParseRateLimitError), "{text}");
        }
    }
}
