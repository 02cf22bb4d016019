//! Instants, as filters take them.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// An instant in whole seconds since the beginning of 1970, as filters by time take it.
///
/// It is made from any instant; a local date-time alone is none, it needs a time zone first:
///
/// ```
/// # use flowii_api::UnixTime;
/// use flowii_api::jiff::{Timestamp, civil::date, tz};
///
/// let noon: Timestamp = "2026-03-16T12:00:00Z".parse()?;
/// assert_eq!(UnixTime::from(noon).seconds(), 1_773_662_400);
///
/// let hour_ahead_of_utc = tz::TimeZone::fixed(tz::offset(1));
/// let local_noon = date(2026, 3, 16).at(13, 0, 0, 0).to_zoned(hour_ahead_of_utc)?;
/// assert_eq!(UnixTime::from(local_noon), UnixTime::from(noon));
/// # Ok::<(), flowii_api::jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The seconds.
    pub fn seconds(self) -> i64 {
        self.0
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl From<Timestamp> for UnixTime {
    fn from(instant: Timestamp) -> Self {
        Self(instant.as_second())
    }
}

impl From<Zoned> for UnixTime {
    fn from(instant: Zoned) -> Self {
        instant.timestamp().into()
    }
}

impl From<&Zoned> for UnixTime {
    fn from(instant: &Zoned) -> Self {
        instant.timestamp().into()
    }
}

impl From<SystemTime> for UnixTime {
    fn from(instant: SystemTime) -> Self {
        let seconds = match instant.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |seconds| -seconds)
            }
        };
        Self(seconds)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn instants_of_all_kinds_are_seconds() {
        let instant = Timestamp::from_second(1_700_000_000).unwrap();
        assert_eq!(UnixTime::from(instant).seconds(), 1_700_000_000);
        let system = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!(UnixTime::from(system), UnixTime::from(instant));
        let before = UNIX_EPOCH - Duration::from_secs(5);
        assert_eq!(UnixTime::from(before).seconds(), -5);
        assert_eq!(serde_json::to_string(&UnixTime::from(7)).unwrap(), "7");
    }
}
