//! How long an answer asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Reads `Retry-After`, in seconds or as a date: RFC 9110, section 10.2.3.
///
/// A date is compared with the date of the answer itself, so that it does not matter how far this
/// machine's clock, `now`, is off; only an answer without a date is measured by it. What is neither
/// seconds nor a date counts as not there.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit mean a very long time.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let answered = headers
        .get(DATE)
        .and_then(|value| httpdate::parse_http_date(value.to_str().ok()?).ok())
        .unwrap_or(now);
    Some(until.duration_since(answered).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1_767_600_000);

    fn read(headers: &[(http::HeaderName, &str)]) -> Option<Duration> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        retry_after(&headers.collect(), SystemTime::UNIX_EPOCH + NOW)
    }

    fn date(seconds: u64) -> String {
        httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + NOW + Duration::from_secs(seconds))
    }

    #[test]
    fn seconds_are_read() {
        for (text, seconds) in [("0", 0), ("7", 7), (" 120 ", 120), ("007", 7)] {
            let read = read(&[(RETRY_AFTER, text)]);
            assert_eq!(read, Some(Duration::from_secs(seconds)), "{text}");
        }
        let endless = read(&[(RETRY_AFTER, "99999999999999999999999")]);
        assert_eq!(endless, Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn a_date_is_measured_by_the_date_of_the_answer() {
        let (answered, until) = (date(600), date(630));
        let read = read(&[(RETRY_AFTER, &until), (DATE, &answered)]);
        assert_eq!(read, Some(Duration::from_secs(30)));
    }

    #[test]
    fn a_date_in_an_answer_without_one_is_measured_by_the_clock() {
        assert_eq!(
            read(&[(RETRY_AFTER, &date(30))]),
            Some(Duration::from_secs(30))
        );
    }

    #[test]
    fn a_date_that_has_passed_is_no_wait() {
        let read = read(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT")]);
        assert_eq!(read, Some(Duration::ZERO));
    }

    #[test]
    fn nonsense_counts_as_not_there() {
        for text in ["", "soon", "-1", "1.5", "Someday, 6 Nov"] {
            assert_eq!(read(&[(RETRY_AFTER, text)]), None, "{text}");
        }
        assert_eq!(read(&[]), None);
    }
}
