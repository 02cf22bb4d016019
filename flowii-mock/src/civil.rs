//! Local date-times, as attributes have them, and seconds since 1970, as filters have them.
//!
//! It is not known in which zone FLOWii reads the bounds of a filter. The mock takes all date-times
//! for UTC, so that its answers are the same on every machine.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

/// Seconds since 1970 as `2026-03-16T08:00:00`.
pub(crate) fn local_text(seconds: i64) -> String {
    let moment = Timestamp::from_second(seconds).unwrap_or_default();
    let moment = moment.to_zoned(TimeZone::UTC).datetime();
    let moment = moment.round(Unit::Second).unwrap_or(moment);
    moment.to_string()
}

/// Seconds since 1970 of `2026-03-16T08:00:00` or `2026-03-16`.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    let moment = parse(text)?;
    let moment = moment.to_zoned(TimeZone::UTC).ok()?;
    Some(moment.timestamp().as_second())
}

/// Whether a text is a local date-time, without a zone.
pub(crate) fn is_local(text: &str) -> bool {
    text.len() >= "2026-03-16T08:00".len() && parse(text).is_some()
}

/// Whether a text is a date.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == "2026-03-16".len() && text.parse::<Date>().is_ok()
}

fn parse(text: &str) -> Option<DateTime> {
    // A zone would be read and ignored.
    let has_zone = text.contains(['Z', 'z', '+', '[']) || text.matches('-').count() > 2;
    if has_zone {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_and_dates_are_moments() {
        assert_eq!(seconds("1970-01-02T00:00:05"), Some(86_405));
        assert_eq!(seconds("1970-01-02"), Some(86_400));
        assert_eq!(seconds("1970-01-02T00:00:05Z"), None);
        assert_eq!(seconds("tomorrow"), None);
        assert_eq!(local_text(86_405), "1970-01-02T00:00:05");
    }

    #[test]
    fn a_date_time_has_a_time_and_no_zone() {
        assert!(is_local("2026-03-16T08:00:00"));
        assert!(!is_local("2026-03-16"));
        assert!(!is_local("2026-03-16T08:00:00+01:00"));
        assert!(is_date("2026-03-16"));
        assert!(!is_date("2026-02-30"));
    }
}
